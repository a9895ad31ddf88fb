//! The live login: runs the session of [`shared::smtp`] over a vetted connection.
//!
//! The secret is used within a single check and wiped with it. Nothing sent or received is logged, at any level.

mod beside;
pub(super) mod drive;
pub mod find;
mod refused;
mod sign_in;

use std::{net::IpAddr, time::Duration};

use drive::Run;
use find::Candidate;
use net::Egress;
use shared::{
    check::{Attested, CheckReport, CheckVerdict, Neighbor, Stage, StageOutcome, StageReport, TlsInfo},
    details::{Answers, SecretText, oddity},
    diagnosis::{
        self, AboutLogin, AboutPort, Failed, Found, Statement, User, beside_others, context, grant,
        microsoft, word,
    },
    facts,
    rules::{Host, Port, Security, Username},
    secret::Secret,
    smtp::{Failure, GOODBYE_TIME, GREETING_TIME, Proof, STAGE_TIME, TOTAL_TIME},
    wire::BlindUser,
};
use tokio::time::Instant;

pub use sign_in::{App, NeedsConsent, SignIn};

/// Time limits of a check.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For each stage except the greeting and the goodbye.
    pub stage: Duration,
    /// For the greeting, which servers delay on purpose.
    pub greeting: Duration,
    /// For the whole check.
    pub total: Duration,
    /// The longest time without data in a relay. Longer than a stage, because the browser limits the stages.
    pub silence: Duration,
    /// For the goodbye, whose result doesn't matter.
    pub goodbye: Duration,
    /// For all other ports together, which are tried if the requested one doesn't answer.
    pub beside: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            stage: STAGE_TIME,
            greeting: GREETING_TIME,
            total: TOTAL_TIME,
            silence: GREETING_TIME + Duration::from_secs(2),
            goodbye: GOODBYE_TIME,
            beside: Duration::from_secs(5),
        }
    }
}

/// The server to check, and how. Everything except the login.
#[derive(Debug, Clone)]
pub struct Target {
    /// The provider's ID, if known. Otherwise, it is found by the host.
    pub provider: Option<String>,
    /// The server.
    pub host: Host,
    /// Its port.
    pub port: Port,
    /// How the connection is encrypted.
    pub security: Security,
    /// Who vouches for the result.
    pub attested_by: Attested,
    /// When the check is made, in Unix seconds.
    pub at: i64,
    /// The time limits.
    pub limits: Limits,
}

/// What to check.
#[derive(Debug, Clone)]
pub struct CheckRequest {
    /// The server.
    pub target: Target,
    /// How to sign in.
    pub sign_in: SignIn,
}

impl CheckRequest {
    /// Creates a request from a client's answers. The sender stage uses the address that the site sends from.
    ///
    /// # Errors
    /// [`NeedsConsent`] if nobody but the plugin can sign in.
    pub fn new(
        answers: &Answers,
        secret: &Secret,
        attested_by: Attested,
        at: i64,
    ) -> Result<Self, NeedsConsent> {
        let sign_in = SignIn::new(answers, secret)?;
        let target = Target {
            provider: Some(answers.provider.clone()).filter(|id| !id.is_empty()),
            host: answers.host.clone(),
            port: answers.port,
            security: answers.security,
            attested_by,
            at,
            limits: Limits::default(),
        };
        Ok(Self { target, sign_in })
    }
}

/// Why a check failed.
pub(super) struct Stopped {
    stage: Stage,
    verdict: CheckVerdict,
    words: String,
}

impl Stopped {
    /// Creates the failure of a session. The server either rejected the login or couldn't be asked about it.
    pub(super) fn in_session(stage: Stage, failure: Failure) -> Self {
        let about_login = failure.answered && matches!(stage, Stage::Token | Stage::Auth | Stage::Sender);
        let verdict = if about_login { CheckVerdict::Fail } else { CheckVerdict::Unreachable };
        Self { stage, verdict, words: failure.words }
    }

    /// Creates the failure of a request for an access token.
    pub(super) fn at_token(verdict: CheckVerdict, words: String) -> Self {
        Self { stage: Stage::Token, verdict, words }
    }

    /// Returns true if the server sent something other than TLS at the handshake.
    fn is_in_the_clear(&self) -> bool {
        self.stage == Stage::Tls && self.words == word::TLS_PLAIN_ANSWER
    }
}

/// What is known at the end of a check.
#[derive(Default)]
pub(super) struct Known {
    pub(super) stages: Vec<StageReport>,
    pub(super) tls: Option<TlsInfo>,
    pub(super) capabilities: Vec<String>,
    neighbors: Vec<Neighbor>,
    /// True if the server rejected us in plain text instead of starting TLS.
    is_in_the_clear: bool,
    source: Option<IpAddr>,
    /// Shows whose mailbox it is.
    pub(super) user: Tried,
    /// What the login proves itself with.
    pub(super) proof: Proof,
}

/// What is known about the user name that was tried. In a blind check, the name itself stays in the browser.
#[derive(Default)]
pub(super) enum Tried {
    #[default]
    Unknown,
    Whole(Username),
    NoAddress,
    AddressAt(Host),
}

impl Tried {
    fn known(&self) -> User<'_> {
        match self {
            Self::Unknown => User::Unknown,
            Self::Whole(name) => User::Whole(name.as_str()),
            Self::NoAddress => User::NoAddress,
            Self::AddressAt(domain) => User::AddressAt(domain.as_str()),
        }
    }
}

impl From<BlindUser> for Tried {
    fn from(user: BlindUser) -> Self {
        match user {
            BlindUser::Unknown => Self::Unknown,
            BlindUser::NoAddress => Self::NoAddress,
            BlindUser::AddressAt(domain) => Self::AddressAt(domain),
        }
    }
}

/// Tries a login, stage by stage, without sending a message. If the port doesn't answer, tries the others up to their
/// greeting.
pub async fn check(
    egress: &Egress,
    request: &CheckRequest,
    on_stage: &mut (dyn FnMut(&StageReport) + Send),
) -> CheckReport<Found> {
    let mut run = Run::new(&request.target, on_stage);
    let stopped = run.all_stages(egress, &request.sign_in).await.err();
    let (end, known) = (run.end, run.known);
    let user = Tried::Whole(request.sign_in.username().clone());
    let known = Known { user, proof: request.sign_in.proof(), ..known };
    let mut report = concluded(egress, &request.target, known, stopped, end).await;
    // The server stores its reports, so they contain nothing about the secret. The page checks the secret's form
    // itself.
    if let (Attested::Technician, SignIn::Login(login)) = (request.target.attested_by, &request.sign_in) {
        look_at_form(&mut report, &login.secret);
    }
    report
}

/// If the secret could be wrong, adds a note about its unusual form.
fn look_at_form(report: &mut CheckReport<Found>, secret: &SecretText) {
    let is_doubted = |found: &&mut Found| found.secret_doubted;
    if let (Some(found), Some(odd)) = (report.diagnosis.as_mut().filter(is_doubted), oddity(secret.expose()))
    {
        found.client.insert(0, Statement::Login(AboutLogin::Oddity(odd)));
    }
}

/// Returns the report of a check that has ended. Tries other ports first, if that can help and there is time.
pub(super) async fn concluded(
    egress: &Egress,
    target: &Target,
    mut known: Known,
    mut stopped: Option<Stopped>,
    end: Instant,
) -> CheckReport<Found> {
    let left = |limit: Duration| limit.min(end.saturating_duration_since(Instant::now()));
    if let Some(stopped) = stopped.as_mut().filter(|stopped| stopped.is_in_the_clear()) {
        let limit = left(target.limits.beside);
        // Boxed because few checks need it, and it would make every check's future larger.
        let refusal = Box::pin(find::refusal_in_the_clear(egress, &target.host, target.port, limit)).await;
        if let Some(words) = refusal {
            known.is_in_the_clear = true;
            *stopped = Stopped { stage: Stage::Greeting, verdict: CheckVerdict::Unreachable, words };
        }
    }
    if let Some(stopped) = stopped.as_mut().filter(|stopped| beside::may_help(stopped)) {
        let limit = left(target.limits.beside);
        let tried = beside::tried(egress, target, stopped, limit).await;
        known.neighbors = tried.iter().map(beside::neighbor).collect();
        if stopped.words == word::CONNECT_TIMED_OUT && !tried.is_empty() && find::all_timed_out(&tried) {
            no_port_answers(target).clone_into(&mut stopped.words);
        }
    }
    report(target, known, stopped.as_ref())
}

/// Returns the report of a host on which no mail port answered within `waited`. `others` are the ports in addition to
/// the requested one.
pub fn all_ports_timed_out(target: &Target, others: &[Candidate], waited: Duration) -> CheckReport<Found> {
    let stage = StageReport {
        stage: Stage::Connect,
        outcome: StageOutcome::TimedOut,
        millis: u64::try_from(waited.as_millis()).unwrap_or(u64::MAX),
        detail: "no mail port answered in time".into(),
    };
    let words = no_port_answers(target).to_owned();
    let stopped = Stopped { stage: Stage::Connect, verdict: CheckVerdict::Unreachable, words };
    let silent = |other: &Candidate| beside::neighbor(&(*other, Err(word::CONNECT_TIMED_OUT)));
    let neighbors = others.iter().map(silent).collect();
    report(target, Known { stages: vec![stage], neighbors, ..Known::default() }, Some(&stopped))
}

/// Returns the word for silence on every port. If the provider documents the port, the network is to blame. Otherwise,
/// the host name could be wrong.
fn no_port_answers(target: &Target) -> &'static str {
    if beside::is_published(target) { word::ALL_PORTS_TIMED_OUT } else { word::NO_PORT_ANSWERS }
}

fn report(target: &Target, known: Known, stopped: Option<&Stopped>) -> CheckReport<Found> {
    let diagnosis = stopped.map(|stopped| explain(target, &known, stopped));
    CheckReport {
        host: target.host.clone(),
        port: target.port,
        security: target.security,
        verdict: stopped.map_or(CheckVerdict::Ok, |stopped| stopped.verdict),
        cause: diagnosis.as_ref().map(|found| found.cause.as_str().to_owned()).unwrap_or_default(),
        acts: diagnosis.as_ref().map(|found| found.acts.as_str().to_owned()).unwrap_or_default(),
        diagnosis,
        stages: known.stages,
        tls: known.tls,
        neighbors: known.neighbors,
        source: known.source,
        at: target.at,
        capabilities: known.capabilities,
        attested_by: target.attested_by,
    }
}

fn explain(target: &Target, known: &Known, stopped: &Stopped) -> Found {
    let seen = context::Context {
        host: &target.host,
        port: target.port,
        security: target.security,
        stage: stopped.stage,
        words: &stopped.words,
        stages: &known.stages,
        certificate: known.tls.as_ref().and_then(|tls| tls.certificate.as_ref()),
        neighbors: &known.neighbors,
    };
    if let Some(found) = context::explain(&seen) {
        return found;
    }
    let provider = target.provider.as_deref().filter(|id| facts::provider(id).is_some());
    let provider = provider.or_else(|| facts::provider_by_host(target.host.as_str()).map(|p| p.id.as_str()));
    let greeting = known.stages.iter().find(|stage| stage.stage == Stage::Greeting);
    let failed = Failed {
        provider,
        stage: stopped.stage,
        words: &stopped.words,
        host: target.host.as_str(),
        greeting: greeting.map_or("", |stage| &stage.detail),
        user: known.user.known(),
    };
    if failed.stage == Stage::Token {
        return grant::of_token_endpoint(&failed);
    }
    if let Some(found) = about_grant(&failed, known) {
        return found;
    }
    let mut diagnosis = diagnosis::explain(&failed);
    microsoft::date(&mut diagnosis, provider, target.at);
    let tried = beside_others::Tried {
        port: target.port,
        security: target.security,
        is_silent: stopped.stage == Stage::Connect,
        is_published: beside::is_published(target),
    };
    let mut diagnosis = beside_others::explain(diagnosis, &tried, &known.neighbors);
    if known.is_in_the_clear {
        diagnosis
            .technician
            .push(Statement::Port(AboutPort::SaidInTheClear { reply: stopped.words.clone() }));
    }
    diagnosis
}

/// Explains what a server replies to an access token. The reply that ends AUTH is the failed stage's detail, with the
/// server's challenge.
fn about_grant(failed: &Failed, known: &Known) -> Option<Found> {
    let is_about_grant = known.proof == Proof::Token && matches!(failed.stage, Stage::Auth | Stage::Sender);
    let last = known.stages.last().filter(|last| is_about_grant && last.stage == failed.stage)?;
    grant::of_mail_server(failed, &last.detail)
}

#[cfg(test)]
mod tests;
