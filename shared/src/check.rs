//! What a check reports: its stages as they happen, and its outcome. This is also the JSON of `sealpost check
//! --json`.

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
    /// Gets an access token from the provider, if the site signs in with a grant.
    Token,
    /// Looks up the host's addresses.
    Resolve,
    /// Opens the TCP connection.
    Connect,
    /// The TLS handshake: before the greeting with implicit TLS, or after STARTTLS.
    Tls,
    /// The server's greeting, with code 220.
    Greeting,
    /// EHLO and the capabilities. With STARTTLS, this happens twice.
    Ehlo,
    /// The STARTTLS command.
    Starttls,
    /// The sign-in.
    Auth,
    /// Checks that this login is allowed to send from the given address (MAIL FROM, then RSET).
    Sender,
    /// Ends the connection with QUIT.
    Quit,
}

impl Stage {
    /// Returns its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
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
    /// It succeeded.
    Ok,
    /// The server rejected it or broke a rule.
    Fail,
    /// It timed out.
    TimedOut,
}

/// A stage that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageReport {
    /// The stage.
    pub stage: Stage,
    /// How it ended.
    pub outcome: StageOutcome,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// The server's own words or the failure, for the technician. It has at most 512 characters and never contains a
    /// secret.
    pub detail: String,
}

/// A greeting that takes this long or longer is called slow.
pub const SLOW_GREETING: Duration = Duration::from_secs(5);

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CheckVerdict {
    /// Signed in, and allowed to send from the address, if one was given.
    Ok,
    /// The server was reached, but something about the login is wrong.
    Fail,
    /// The server couldn't be reached, or not securely.
    Unreachable,
    /// We don't connect to this target (see `egress`), or no more checks are allowed now.
    Refused,
}

/// Who ran the check, and so vouches for its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Attested {
    /// The client's browser. The server saw no plaintext.
    Browser,
    /// The server, which decrypted the login in memory for this one check.
    Server,
    /// A technician's own machine, or that of anyone who ran the command.
    Technician,
}

/// What is known about the TLS connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TlsInfo {
    /// `1.3` or `1.2`; empty if the handshake didn't finish.
    pub version: String,
    /// The cipher suite's IANA name; empty if the handshake didn't finish.
    pub cipher: String,
    /// The certificate that the server sent, valid or not.
    #[serde(default)]
    pub certificate: Option<Certificate>,
}

/// Another port of the server, tried up to its greeting because the requested port didn't answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Neighbor {
    /// The port.
    pub port: Port,
    /// How the connection becomes encrypted there.
    pub security: Security,
    /// True if a mail server greeted on it, after TLS if TLS comes first.
    pub answers: bool,
    /// The failure, as one of [`word`]; empty if the port answered.
    pub failure: String,
}

/// A whole check. Its explanation is either a [`Diagnosis`] in words, or the `Found` of a diagnosis, before it is put
/// into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CheckReport"))]
pub struct CheckReport<D = Diagnosis> {
    /// The server.
    pub host: Host,
    /// Its port.
    pub port: Port,
    /// How the connection became encrypted.
    pub security: Security,
    /// The result.
    pub verdict: CheckVerdict,
    /// Stable code of what was found; empty if everything is fine.
    pub cause: String,
    /// Who has to act: `client`, `administrator`, `technician`, `provider`, `wait`; empty if everything is fine.
    pub acts: String,
    /// The explanation, if something is wrong.
    pub diagnosis: Option<D>,
    /// The stages that were reached, in order.
    pub stages: Vec<StageReport>,
    /// The TLS connection if there was one, or else the certificate that was rejected.
    pub tls: Option<TlsInfo>,
    /// Other ports of the server, best first, if the requested port didn't answer. A port that didn't finish in time
    /// isn't listed, because nothing is known about it.
    #[serde(default, rename = "neighbours")]
    pub neighbors: Vec<Neighbor>,
    /// The address that we connected from, if it is a public one.
    #[serde(default)]
    pub source: Option<IpAddr>,
    /// When the check was made, in Unix seconds.
    #[serde(default)]
    pub at: i64,
    /// EHLO keywords after TLS, with their parameters. Without a valid link, nobody sees the banner of a server that
    /// we haven't signed in to.
    pub capabilities: Vec<String>,
    /// Who vouches for the result.
    pub attested_by: Attested,
}

impl<D> CheckReport<D> {
    /// Returns the same report with another explanation.
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
            neighbors: self.neighbors,
            source: self.source,
            at: self.at,
            capabilities: self.capabilities,
            attested_by: self.attested_by,
        }
    }

    /// Returns how long the server took to greet, if it was slow.
    pub fn slow_greeting(&self) -> Option<Duration> {
        let greeting = self.stages.iter().find(|stage| stage.stage == Stage::Greeting)?;
        let waited = Duration::from_millis(greeting.millis);
        (greeting.outcome == StageOutcome::Ok && waited >= SLOW_GREETING).then_some(waited)
    }

    /// Returns the best other port that worked.
    pub fn works_instead(&self) -> Option<&Neighbor> {
        self.neighbors.iter().find(|neighbor| neighbor.answers)
    }
}
