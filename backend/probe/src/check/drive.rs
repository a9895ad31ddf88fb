//! The driver: provides sockets and a clock for the session, and runs the stages before it.

use std::{future::Future, io, net::IpAddr};

use net::{Connection, Egress, Vetted, is_public, tls::what_failed};
use shared::{
    certificate::Certificate,
    check::{CheckVerdict, Stage, StageOutcome, StageReport, TlsInfo},
    diagnosis::word,
    rules::{Host, Security},
    smtp::{Clear, DETAIL_MAX, Dialogue, Ended, Login, Nonce, Proof, Session, Want},
};
use tokio::time::{Instant, timeout_at};

use super::{Known, SignIn, Stopped, Target, find, refused};

/// How many bytes are read at once. Typical replies are shorter.
const READ_SIZE: usize = 2048;

/// A check in progress.
pub(crate) struct Run<'a> {
    target: &'a Target,
    on_stage: &'a mut (dyn FnMut(&StageReport) + Send),
    /// When the check has to end.
    pub(crate) end: Instant,
    /// When the current stage began.
    begun: Instant,
    /// True if the port didn't greet and was then tried with implicit TLS.
    has_asked_for_tls: bool,
    pub(crate) known: Known,
}

impl<'a> Run<'a> {
    pub(crate) fn new(target: &'a Target, on_stage: &'a mut (dyn FnMut(&StageReport) + Send)) -> Self {
        let now = Instant::now();
        let end = now + target.limits.total;
        Self { target, on_stage, end, begun: now, has_asked_for_tls: false, known: Known::default() }
    }

    /// Runs all stages, up to the first failure.
    pub(super) async fn all_stages(&mut self, egress: &Egress, sign_in: &SignIn) -> Result<(), Stopped> {
        let login = self.login(egress, sign_in).await?;
        let connection = self.connected(egress).await?;
        let helo = our_name(egress, connection.local());
        self.talk(egress, connection, &helo, &login).await
    }

    /// Returns the login, with an access token if there is a grant.
    async fn login(&mut self, egress: &Egress, sign_in: &SignIn) -> Result<Login, Stopped> {
        let (username, address, app) = match sign_in {
            SignIn::Login(login) => return Ok(login.clone()),
            SignIn::Grant { username, address, app } => (username, address, app),
        };
        match app.token(egress, username.as_str(), self.target.at).await {
            Ok(token) => {
                self.stage_ended(Stage::Token, StageOutcome::Ok, token.summary());
                let (username, address) = (username.clone(), address.clone());
                Ok(Login { username, secret: token.text, proof: Proof::Token, address })
            }
            Err(no_token) => {
                let (outcome, detail) = no_token.detail();
                self.stage_ended(Stage::Token, outcome, detail.chars().take(DETAIL_MAX).collect());
                Err(Stopped::at_token(no_token.verdict(), no_token.words().to_owned()))
            }
        }
    }

    /// Runs the stages before the SMTP session.
    pub(crate) async fn connected(&mut self, egress: &Egress) -> Result<Connection, Stopped> {
        let vetted = self.resolve(egress).await?;
        self.reach(egress, &vetted).await
    }

    async fn resolve(&mut self, egress: &Egress) -> Result<Vetted, Stopped> {
        let vet = egress.vet(&self.target.host, self.target.port);
        match timeout_at(self.deadline(Stage::Resolve), vet).await {
            Ok(Ok(vetted)) => {
                let addresses: Vec<_> = vetted.addresses().iter().map(|a| a.ip().to_string()).collect();
                self.stage_ended(Stage::Resolve, StageOutcome::Ok, addresses.join(", "));
                Ok(vetted)
            }
            Ok(Err(error)) => {
                let verdict =
                    if error.is_refusal() { CheckVerdict::Refused } else { CheckVerdict::Unreachable };
                self.stage_ended(Stage::Resolve, StageOutcome::Fail, refused::refusal(&error));
                Err(Stopped { stage: Stage::Resolve, verdict, words: error.word().to_owned() })
            }
            Err(_) => Err(self.unreachable(Stage::Resolve, StageOutcome::TimedOut, word::DNS_SILENT, None)),
        }
    }

    async fn reach(&mut self, egress: &Egress, vetted: &Vetted) -> Result<Connection, Stopped> {
        match timeout_at(self.deadline(Stage::Connect), egress.open(vetted)).await {
            Ok(Ok(connection)) => {
                self.known.source = Some(connection.local()).filter(|address| is_public(*address));
                self.stage_ended(Stage::Connect, StageOutcome::Ok, connection.peer().to_string());
                Ok(connection)
            }
            Ok(Err(error)) => {
                let failure = what_failed(&error);
                Err(self.unreachable(Stage::Connect, StageOutcome::Fail, failure.word, Some(failure.detail)))
            }
            Err(_) => {
                Err(self.unreachable(Stage::Connect, StageOutcome::TimedOut, word::CONNECT_TIMED_OUT, None))
            }
        }
    }

    async fn talk(
        &mut self,
        egress: &Egress,
        mut connection: Connection,
        helo: &Host,
        login: &Login,
    ) -> Result<(), Stopped> {
        let mut session = Session::new(self.target.security, helo, login.clone(), nonce());
        let mut stopped = None;
        loop {
            match session.want() {
                Want::StartTls => self.start_tls(&mut connection, &mut session).await,
                Want::Done => break,
                want => self.turn(egress, &mut connection, &mut session, want).await,
            }
            stopped = self.take_ended(&mut session).or(stopped);
        }
        self.known.capabilities = session.capabilities();
        stopped.map_or(Ok(()), Err)
    }

    /// Runs the plain-text part of a STARTTLS session, up to the TLS handshake, which the caller does.
    pub(crate) async fn talk_in_the_clear(
        &mut self,
        egress: &Egress,
        connection: &mut Connection,
        helo: &Host,
    ) -> Result<(), Stopped> {
        let mut clear = Clear::new(helo);
        let mut stopped = None;
        loop {
            match clear.want() {
                Want::StartTls | Want::Done => break,
                want => self.turn(egress, connection, &mut clear, want).await,
            }
            stopped = self.take_ended(&mut clear).or(stopped);
        }
        stopped.map_or(Ok(()), Err)
    }

    /// Writes or reads, as the dialogue asks.
    async fn turn(
        &mut self,
        egress: &Egress,
        connection: &mut Connection,
        dialogue: &mut impl Dialogue,
        want: Want,
    ) {
        let deadline = self.deadline(dialogue.stage());
        if let Want::Write(bytes) = want {
            match within(deadline, connection.write(&bytes)).await {
                Some(Ok(())) => {}
                Some(Err(error)) => broken(dialogue, &error),
                None => dialogue.timed_out(),
            }
            return;
        }
        let asks = dialogue.stage() == Stage::Greeting && self.may_want_tls();
        let until = if asks { deadline.min(self.begun + self.target.limits.stage) } else { deadline };
        let mut buffer = [0; READ_SIZE];
        match within(until, connection.read(&mut buffer)).await {
            Some(Ok(0)) => dialogue.failed(word::CLOSED, "the server closed the connection"),
            Some(Ok(read)) => dialogue.received(&buffer[..read]),
            Some(Err(error)) => broken(dialogue, &error),
            None if until < deadline && !self.wants_tls(egress).await => {}
            None => dialogue.timed_out(),
        }
    }

    /// Returns true if silence could mean that the port expects implicit TLS. False for the usual STARTTLS ports, so
    /// that a slow server there doesn't get a second connection.
    fn may_want_tls(&self) -> bool {
        let is_usual = matches!(self.target.port.get(), 25 | 587 | 2525 | 2587);
        self.target.security == Security::Starttls && !is_usual && !self.has_asked_for_tls
    }

    /// Tries implicit TLS on the port, once. If it works, no greeting will come in plain text.
    async fn wants_tls(&mut self, egress: &Egress) -> bool {
        self.has_asked_for_tls = true;
        let with_tls = [(self.target.port, Security::ImplicitTls)];
        let tried = find::race(egress, &self.target.host, &with_tls, self.target.limits.beside).await;
        tried.iter().any(|(_, outcome)| outcome.is_ok() || find::speaks_tls(outcome))
    }

    async fn start_tls(&mut self, connection: &mut Connection, session: &mut Session) {
        match within(self.deadline(Stage::Tls), connection.start_tls()).await {
            Some(Ok(info)) => {
                session.tls_done(&format!("TLS {}, {}", info.version, info.cipher));
                self.known.tls = Some(info);
            }
            Some(Err(failure)) => {
                session.failed(failure.word, &failure.detail);
                self.known.tls = failure.certificate.map(only_certificate);
            }
            None => session.timed_out(),
        }
    }

    /// Takes the stages that have ended, and returns why the check stopped if one of them failed.
    fn take_ended(&mut self, dialogue: &mut impl Dialogue) -> Option<Stopped> {
        let mut stopped = None;
        while let Some(ended) = dialogue.ended() {
            let Ended { stage, outcome, detail, failure } = ended;
            self.stage_ended(stage, outcome, detail);
            // If the server doesn't answer the goodbye, that says nothing about the login.
            if let Some(failure) = failure.filter(|_| stage != Stage::Quit) {
                stopped = Some(Stopped::in_session(stage, failure));
            }
        }
        stopped
    }

    /// Returns when the current stage has to end.
    fn deadline(&self, stage: Stage) -> Instant {
        let limits = &self.target.limits;
        let limit = match stage {
            Stage::Greeting => limits.greeting,
            Stage::Quit => limits.goodbye,
            _ => limits.stage,
        };
        self.end.min(self.begun + limit)
    }

    fn unreachable(
        &mut self,
        stage: Stage,
        outcome: StageOutcome,
        words: &str,
        detail: Option<String>,
    ) -> Stopped {
        self.stage_ended(stage, outcome, detail.unwrap_or_else(|| "no answer in time".into()));
        Stopped { stage, verdict: CheckVerdict::Unreachable, words: words.to_owned() }
    }

    fn stage_ended(&mut self, stage: Stage, outcome: StageOutcome, detail: String) {
        let now = Instant::now();
        let millis = u64::try_from((now - self.begun).as_millis()).unwrap_or(u64::MAX);
        self.begun = now;
        let report = StageReport { stage, outcome, millis, detail };
        (self.on_stage)(&report);
        self.known.stages.push(report);
    }
}

/// Returns `None` if the time is up.
async fn within<T>(deadline: Instant, work: impl Future<Output = T>) -> Option<T> {
    timeout_at(deadline, work).await.ok()
}

fn broken(dialogue: &mut impl Dialogue, error: &io::Error) {
    let failure = what_failed(error);
    dialogue.failed(failure.word, &failure.detail);
}

/// Returns what is known about a TLS connection that failed.
fn only_certificate(certificate: Certificate) -> TlsInfo {
    TlsInfo { version: String::new(), cipher: String::new(), certificate: Some(certificate) }
}

/// Returns a random nonce. If the machine has no randomness, the TLS handshake fails before the nonce is used.
fn nonce() -> Nonce {
    let mut random = [0; 18];
    let _ = getrandom::fill(&mut random);
    Nonce::new(random)
}

/// Returns our name for EHLO (RFC 5321, section 4.1.4): our IP address, which is always correct. If it isn't public, it
/// would only reveal our internal network, so our host name is used if we have one.
pub(crate) fn our_name(egress: &Egress, local: IpAddr) -> Host {
    let name = egress.name().filter(|_| !is_public(local));
    name.cloned().unwrap_or_else(|| local.to_string().parse().expect("an IP address is a valid host"))
}
