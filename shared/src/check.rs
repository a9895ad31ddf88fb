//! What a check reports: stages as they happen, and the outcome. The JSON of `sealpost check --json`.

mod explanation;
pub mod word;

use std::{net::IpAddr, time::Duration};

use serde::{Deserialize, Serialize};

pub use explanation::{Acts, Diagnosis};

use crate::{
    certificate::Certificate,
    rules::{Host, Port, Security},
};

/// A stage of a check, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The host's addresses.
    Resolve,
    /// The TCP connection.
    Connect,
    /// The TLS handshake: before the greeting for implicit TLS, after STARTTLS otherwise.
    Tls,
    /// The server's 220.
    Greeting,
    /// EHLO and the capabilities; twice with STARTTLS.
    Ehlo,
    /// The STARTTLS command.
    Starttls,
    /// The login.
    Auth,
    /// Whether the server lets this login send as the given address (MAIL FROM, then RSET).
    Sender,
    /// A polite end.
    Quit,
}

impl Stage {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Greeting => "greeting",
            Self::Ehlo => "ehlo",
            Self::Starttls => "starttls",
            Self::Auth => "auth",
            Self::Sender => "sender",
            Self::Quit => "quit",
        }
    }
}

/// How a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StageOutcome {
    /// As it should.
    Ok,
    /// The other side said no, or broke a rule.
    Fail,
    /// Its time ran out.
    TimedOut,
}

/// One stage that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageReport {
    /// Which.
    pub stage: Stage,
    /// How it ended.
    pub outcome: StageOutcome,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// The server's own words or the failure, for the technician; at most 512 characters, no secret in it.
    pub detail: String,
}

/// From here on a greeting is called slow.
pub const SLOW_GREETING: Duration = Duration::from_secs(5);

/// What came of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CheckVerdict {
    /// Signed in, and allowed to send as the address where one was given.
    Ok,
    /// The server was reached and something about the login is not well.
    Fail,
    /// The server could not be reached, or not safely.
    Unreachable,
    /// We would not connect there (see `egress`), or no more checks are allowed now.
    Refused,
}

/// Who made a check and so vouches for its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Attested {
    /// The client's browser; the server saw no plain text.
    Browser,
    /// The server, which opened the login in memory for this one check.
    Server,
    /// A technician's own machine, or any person's who ran the command.
    Technician,
}

/// What is known of the TLS connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TlsInfo {
    /// `1.3` or `1.2`; empty where the handshake came to no end.
    pub version: String,
    /// The cipher suite's IANA name; empty where the handshake came to no end.
    pub cipher: String,
    /// The server's certificate as it was shown, good or not.
    #[serde(default)]
    pub certificate: Option<Certificate>,
}

/// Another port of a server, tried up to its greeting because the one that was asked for did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Neighbour {
    /// The port.
    pub port: Port,
    /// How the connection becomes encrypted there.
    pub security: Security,
    /// Whether a mail server greeted there, through TLS where that comes first.
    pub answers: bool,
    /// What came instead, as one of [`word`]; empty where it answers.
    pub failure: String,
}

/// A whole check. Its explanation is meaning, `Found` of the diagnosis, until it is told in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CheckReport"))]
pub struct CheckReport<D = Diagnosis> {
    /// The server.
    pub host: Host,
    /// Its port.
    pub port: Port,
    /// How it became encrypted.
    pub security: Security,
    /// What came of it.
    pub verdict: CheckVerdict,
    /// Stable code of what was found; empty where all is well.
    pub cause: String,
    /// Who has to act: `client`, `administrator`, `technician`, `provider`, `wait`; empty where all is well.
    pub acts: String,
    /// The explanation, where all is not well.
    pub diagnosis: Option<D>,
    /// The stages that were reached, in order.
    pub stages: Vec<StageReport>,
    /// The TLS connection, once there was one, or the certificate that was not good enough for one.
    pub tls: Option<TlsInfo>,
    /// The ports beside, best first, where the one that was asked for did not answer. Those that did not end in
    /// time are not among them: nothing is known of them.
    #[serde(default)]
    pub neighbours: Vec<Neighbour>,
    /// The address that we came from, where it is one of the public internet.
    #[serde(default)]
    pub source: Option<IpAddr>,
    /// When it was made, in Unix seconds.
    #[serde(default)]
    pub at: i64,
    /// EHLO keywords after TLS, with their parameters; banners of a server that we have not signed in to
    /// are shown to nobody who has no valid link.
    pub capabilities: Vec<String>,
    /// Who vouches for it.
    pub attested_by: Attested,
}

impl<D> CheckReport<D> {
    /// The same with another explanation.
    pub fn with_diagnosis<E>(self, diagnosis: Option<E>) -> CheckReport<E> {
        CheckReport {
            host: self.host,
            port: self.port,
            security: self.security,
            verdict: self.verdict,
            cause: self.cause,
            acts: self.acts,
            diagnosis,
            stages: self.stages,
            tls: self.tls,
            neighbours: self.neighbours,
            source: self.source,
            at: self.at,
            capabilities: self.capabilities,
            attested_by: self.attested_by,
        }
    }

    /// How long the server took to greet, if it was slow.
    pub fn slow_greeting(&self) -> Option<Duration> {
        let greeting = self.stages.iter().find(|stage| stage.stage == Stage::Greeting)?;
        let waited = Duration::from_millis(greeting.millis);
        (greeting.outcome == StageOutcome::Ok && waited >= SLOW_GREETING).then_some(waited)
    }

    /// The best port that was seen to work instead.
    pub fn works_instead(&self) -> Option<&Neighbour> {
        self.neighbours.iter().find(|neighbour| neighbour.answers)
    }
}
