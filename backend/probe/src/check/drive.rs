//! The driver: sockets and clock for the session, and the stages that come before it.

use std::{future::Future, io, net::IpAddr};

use net::{Connection, Egress, Vetted, is_public, tls::what_failed};
use shared::{
    certificate::Certificate,
    check::{CheckVerdict, Stage, StageOutcome, StageReport, TlsInfo},
    diagnosis::word,
    rules::{Host, Security},
    smtp::{Clear, Dialogue, Ended, Login, Nonce, Session, Want},
};
use tokio::time::{Instant, timeout_at};

use super::{Known, Stopped, Target, find};

/// Bytes that are read at once: more than a usual reply has.
const READ_SIZE: usize = 2048;

/// A check under way.
pub(crate) struct Run<'a> {
    target: &'a Target,
    on_stage: &'a mut (dyn FnMut(&StageReport) + Send),
    /// When the check has to be over.
    pub(crate) end: Instant,
    /// When the stage that is under way began.
    begun: Instant,
    /// Whether a port that does not greet was asked for TLS from the first byte.
    has_asked_for_tls: bool,
    pub(crate) known: Known,
}

impl<'a> Run<'a> {
    pub(crate) fn new(target: &'a Target, on_stage: &'a mut (dyn FnMut(&StageReport) + Send)) -> Self {
        let now = Instant::now();
        let end = now + target.limits.total;
        Self { target, on_stage, end, begun: now, has_asked_for_tls: false, known: Known::default() }
    }

    /// All stages, up to the first that does not end well.
    pub(super) async fn all_stages(&mut self, egress: &Egress, login: &Login) -> Result<(), Stopped> {
        let connection = self.connected(egress).await?;
        let helo = our_name(egress, connection.local());
        self.talk(egress, connection, &helo, login).await
    }

    /// The stages before anything is said.
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
                self.stage_ended(Stage::Resolve, StageOutcome::Fail, error.to_string());
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

    /// The part of STARTTLS that is in the clear, up to where somebody else shakes hands.
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

    /// Writes or reads, as the dialogue wants.
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

    /// Whether silence may mean that the port wants TLS from the first byte: not where STARTTLS is usual, so that no
    /// slow server there sees a second connection.
    fn may_want_tls(&self) -> bool {
        let is_usual = matches!(self.target.port.get(), 25 | 587 | 2525 | 2587);
        self.target.security == Security::Starttls && !is_usual && !self.has_asked_for_tls
    }

    /// Asks the port for TLS from the first byte, once: if it has that, no greeting will come in the clear.
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

    /// Takes the stages that have ended; why the check stopped, where one of them says so.
    fn take_ended(&mut self, dialogue: &mut impl Dialogue) -> Option<Stopped> {
        let mut stopped = None;
        while let Some(ended) = dialogue.ended() {
            let Ended { stage, outcome, detail, failure } = ended;
            self.stage_ended(stage, outcome, detail);
            // Whether a server answers a goodbye says nothing about the login.
            if let Some(failure) = failure.filter(|_| stage != Stage::Quit) {
                stopped = Some(Stopped::in_session(stage, failure));
            }
        }
        stopped
    }

    /// When the stage that is under way has to be over.
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

/// Nothing where the time is up.
async fn within<T>(deadline: Instant, work: impl Future<Output = T>) -> Option<T> {
    timeout_at(deadline, work).await.ok()
}

fn broken(dialogue: &mut impl Dialogue, error: &io::Error) {
    let failure = what_failed(error);
    dialogue.failed(failure.word, &failure.detail);
}

/// What is known of TLS that was not made.
fn only_certificate(certificate: Certificate) -> TlsInfo {
    TlsInfo { version: String::new(), cipher: String::new(), certificate: Some(certificate) }
}

/// A machine without randomness gets no further than the TLS handshake, which needs it too.
fn nonce() -> Nonce {
    let mut random = [0; 18];
    let _ = getrandom::fill(&mut random);
    Nonce::new(random)
}

/// What EHLO says of us (RFC 5321, section 4.1.4): the address that we come from, which is true everywhere. One that is
/// not public tells strangers how it looks inside, and nothing else; there it is our name, where we have one.
pub(crate) fn our_name(egress: &Egress, local: IpAddr) -> Host {
    let name = egress.name().filter(|_| !is_public(local));
    name.cloned().unwrap_or_else(|| local.to_string().parse().expect("an address is a host"))
}
