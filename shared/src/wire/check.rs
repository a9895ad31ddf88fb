//! The check's WebSocket, `/api/check/{locator}`: texts are these in JSON, binary messages are bytes.
//!
//! There are two forms. **Blind**: the hello names the server; ours connects there and, for STARTTLS, speaks the part
//! that is in the clear; from [`CheckMessage::Relay`] on, binary messages both ways are the bytes of the browser's own
//! TLS connection, until it says what came of it with a [`BlindOutcome`]. **Server**: the hello names nothing, and the
//! browser seals the whole login to a key of the server's.
//!
//! Where a network lets no WebSocket through, the server form goes over two plain requests as well, without its stages
//! one by one: `GET /api/o/{locator}/check/key` → [`CheckKey`], `POST /api/o/{locator}/check`: [`SealedCheck`] →
//! [`Checked`].

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::{
    check::{CheckReport, Stage, StageReport, TlsInfo},
    link::Token,
    rules::{Host, Port, Security, Username},
    smtp::Proof,
};

/// First message of the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckHello {
    /// The link's token; a browser cannot set a header on a WebSocket.
    pub token: Token,
    /// Where the browser wants to be connected to, for the blind form; none for the server form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<RelayTo>,
}

/// The server that a blind check is about. All that ours learns of it beforehand: no user name and no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelayTo {
    /// The provider's id, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Name.
    pub host: Host,
    /// Port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// What the secret is: a token is longer than a password, and so is what may go up.
    pub proof: Proof,
}

/// What the server says. In the blind form `Stage` for each that it made itself, `Relay`, perhaps `Closed`, and, after
/// the browser's outcome, `Done`; where the server's own part fails, `Done` comes instead of `Relay`. In the server
/// form `Key`, then after the sealed login (one binary message) `Stage` for each, and `Done`. Or `Refused` at any time,
/// and the socket closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum CheckMessage {
    /// The key that lives in this process's memory, `age1…`.
    Key {
        /// The public key.
        key: String,
    },
    /// A stage has ended.
    Stage {
        /// Which, and how.
        stage: StageReport,
    },
    /// The connection stands, and is the browser's: binary messages are its bytes, a TLS handshake first.
    Relay {
        /// What EHLO shall say: the address that the connection comes from, or the server's name.
        helo: Host,
    },
    /// The connection is over, whoever ended it. No more bytes follow.
    Closed {
        /// One of [`crate::check::word`].
        word: String,
        /// More, for the technician.
        detail: String,
    },
    /// The check has ended.
    Done {
        /// The whole of it.
        report: Box<CheckReport>,
        /// Checks that are left in this hour.
        checks_left: u32,
        /// Seconds until the next one may begin; 0 if one may begin now.
        #[serde(default)]
        check_wait: u32,
    },
    /// No check was made.
    Refused {
        /// Why.
        problem: Problem,
    },
}

/// The keys that live in the servers' memory. A login is sealed to all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckKey {
    /// The public key, `age1…`, of the server that answers.
    pub key: String,
    /// Those of the other servers, one of which may get the login.
    #[serde(default)]
    pub others: Vec<String>,
}

impl CheckKey {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.key).chain(&self.others).map(String::as_str)
    }
}

/// A login for one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedCheck {
    /// [`crate::seal::seal_check`].
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed: Vec<u8>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// The whole of it.
    pub report: CheckReport,
    /// Checks that are left in this hour.
    pub checks_left: u32,
    /// Seconds until the next one may begin; 0 if one may begin now.
    #[serde(default)]
    pub check_wait: u32,
}

/// What came of the browser's part of a blind check: its last message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlindOutcome {
    /// The stages after those that the server told, in order.
    pub stages: Vec<StageReport>,
    /// Where and why it stopped; none where all went well.
    pub stopped: Option<BlindStop>,
    /// The TLS connection, as in the report.
    pub tls: Option<TlsInfo>,
    /// What EHLO named after TLS.
    pub capabilities: Vec<String>,
    /// What the explanation may know of the user name.
    #[serde(default)]
    pub user: BlindUser,
}

/// What a browser says of the user name that it keeps: whose mailbox it is, and so who has to act, follows from the domain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BlindUser {
    /// Nothing.
    #[default]
    Unknown,
    /// It is no email address.
    NoAddress,
    /// It is an email address at this domain.
    AddressAt(Host),
}

impl From<&Username> for BlindUser {
    fn from(name: &Username) -> Self {
        match name.as_str().rsplit_once('@') {
            None => Self::NoAddress,
            Some((_, domain)) => domain.parse().map_or(Self::Unknown, Self::AddressAt),
        }
    }
}

/// Why a blind check did not end well: [`crate::smtp::Failure`], and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlindStop {
    /// The stage.
    pub stage: Stage,
    /// Whether the mail server itself said no, rather than that it could not be asked.
    pub answered: bool,
    /// The reply with its code, or one of [`crate::check::word`]. Holds no secret.
    pub words: String,
}
