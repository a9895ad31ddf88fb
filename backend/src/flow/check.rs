//! The live login: the session of [`shared::smtp`], driven over a vetted connection.
//!
//! The secret is used inside one check and wiped with it. Nothing that passes over the wire is logged, at any level.

mod drive;
pub mod find;

use std::time::Duration;

use shared::{
    check::{Attested, CheckReport, CheckVerdict, Stage, StageOutcome, StageReport},
    details::{Answers, Secret},
    diagnosis::{diagnose, word},
    facts,
    rules::{Host, Port, Security},
    smtp::{Failure, Login, Proof},
};

use crate::egress::Egress;
use drive::Run;

/// How long a check may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Each stage.
    pub stage: Duration,
    /// All of it.
    pub total: Duration,
    /// The goodbye, on which nothing depends any more.
    pub goodbye: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            stage: Duration::from_secs(8),
            total: Duration::from_secs(25),
            goodbye: Duration::from_secs(1),
        }
    }
}

/// What shall be checked.
#[derive(Debug, Clone)]
pub struct CheckRequest {
    /// The provider's id, where it is known. It is looked for by the host otherwise.
    pub provider: Option<String>,
    /// The server.
    pub host: Host,
    /// Its port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// What is tried.
    pub login: Login,
    /// Who will vouch for the result.
    pub attested_by: Attested,
    /// How long it may take.
    pub limits: Limits,
}

impl CheckRequest {
    /// What a client answered, with the sender stage for the address that the site sends from.
    pub fn new(answers: &Answers, secret: Secret, attested_by: Attested) -> Self {
        let login = Login {
            username: answers.username.clone(),
            secret,
            proof: Proof::Password,
            address: Some(answers.address.clone()),
        };
        Self {
            provider: Some(answers.provider.clone()).filter(|id| !id.is_empty()),
            host: answers.host.clone(),
            port: answers.port,
            security: answers.security,
            login,
            attested_by,
            limits: Limits::default(),
        }
    }
}

/// Why a check did not end well.
struct Stopped {
    stage: Stage,
    verdict: CheckVerdict,
    words: String,
}

impl Stopped {
    /// The server was asked about the login and said no, or it could not be asked.
    fn in_session(stage: Stage, failure: Failure) -> Self {
        let about_login = failure.answered && matches!(stage, Stage::Auth | Stage::Sender);
        let verdict = if about_login { CheckVerdict::Fail } else { CheckVerdict::Unreachable };
        Self { stage, verdict, words: failure.words }
    }
}

/// Tries a login, stage by stage. Sends no message.
pub async fn check(
    egress: &Egress,
    request: &CheckRequest,
    on_stage: &mut (dyn FnMut(&StageReport) + Send),
) -> CheckReport {
    let mut run = Run::new(request, on_stage);
    let stopped = run.all_stages(egress).await.err();
    let (stages, tls, capabilities) = (run.stages, run.tls, run.capabilities);
    CheckReport { tls, capabilities, ..report(request, stages, stopped.as_ref()) }
}

/// The report of a host none of whose mail ports answered within `waited`.
pub fn all_ports_timed_out(request: &CheckRequest, waited: Duration) -> CheckReport {
    let stage = StageReport {
        stage: Stage::Connect,
        outcome: StageOutcome::TimedOut,
        millis: u64::try_from(waited.as_millis()).unwrap_or(u64::MAX),
        detail: "no mail port answered in time".into(),
    };
    let words = word::ALL_PORTS_TIMED_OUT.to_owned();
    let stopped = Stopped { stage: Stage::Connect, verdict: CheckVerdict::Unreachable, words };
    report(request, vec![stage], Some(&stopped))
}

fn report(request: &CheckRequest, stages: Vec<StageReport>, stopped: Option<&Stopped>) -> CheckReport {
    let provider = request.provider.as_deref().filter(|id| facts::provider(id).is_some());
    let provider = provider.or_else(|| facts::provider_by_host(request.host.as_str()).map(|p| p.id.as_str()));
    let diagnosis = stopped.map(|stopped| diagnose(provider, stopped.stage, &stopped.words));
    CheckReport {
        host: request.host.clone(),
        port: request.port,
        security: request.security,
        verdict: stopped.map_or(CheckVerdict::Ok, |stopped| stopped.verdict),
        cause: diagnosis.as_ref().map(|found| found.cause.clone()).unwrap_or_default(),
        acts: diagnosis.as_ref().map(|found| found.acts.as_str().to_owned()).unwrap_or_default(),
        diagnosis,
        stages,
        tls: None,
        capabilities: Vec::new(),
        attested_by: request.attested_by,
    }
}

#[cfg(test)]
mod tests;
