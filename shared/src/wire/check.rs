//! The check's WebSocket, `/api/check/{locator}`. Text messages are these types in JSON, and binary messages are
//! bytes.
//!
//! There are two forms. **Blind**: the hello names a server. Our server connects to it and, for STARTTLS, does the
//! part before TLS. From [`CheckMessage::Relay`] on, binary messages in both directions are the bytes of the
//! browser's own TLS connection, until the browser reports the result with a [`BlindOutcome`]. If the browser
//! needs an access token first, [`CheckMessage::TokenRelay`] and a [`BlindToken`] come before that. **Server**: the hello
//! names no server, and the browser encrypts the whole login to our server's key.
//!
//! If a network blocks WebSocket connections, the server form also works with two plain requests, but without
//! reporting each stage: `GET /api/o/{locator}/check/key` → [`CheckKey`], `POST /api/o/{locator}/check`:
//! [`SealedCheck`] → [`Checked`].

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::{
    check::{CheckReport, Stage, StageReport, TlsInfo},
    link::Token,
    rules::{Host, Port, Security, Username},
    smtp::Proof,
};

/// The client's first message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckHello {
    /// The link's token, because a browser can't set a header on a WebSocket.
    pub token: Token,
    /// The server to connect to, in the blind form; `None` in the server form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<RelayTo>,
}

/// The server that a blind check is about. Our server learns only this before the check: no user name and no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelayTo {
    /// The provider's id, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The host name.
    pub host: Host,
    /// The port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// The kind of secret. A token is longer than a password, so the browser is allowed to send more.
    pub proof: Proof,
    /// True if the browser has to get the token first, from the token endpoint of the provider that has this server. The
    /// server knows that endpoint and relays one short record to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_token: bool,
}

/// The server's messages. In the blind form: `Stage` for each stage that the server did itself, `Relay`, sometimes
/// `Closed`, and `Done` after the browser's outcome. If the server's own part fails, `Done` comes instead of `Relay`.
/// In the server form: `Key`, then after the encrypted login (one binary message) `Stage` for each stage, and `Done`.
/// `Refused` can come at any time, and closes the socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum CheckMessage {
    /// The key that exists only in this process's memory, `age1…`.
    Key {
        /// The public key.
        key: String,
    },
    /// A stage has ended.
    Stage {
        /// The stage, and how it ended.
        stage: StageReport,
    },
    /// The connection to the provider's token endpoint is established, and now belongs to the browser: binary messages are
    /// its bytes, starting with a TLS handshake. It ends with a [`BlindToken`] from the browser.
    TokenRelay,
    /// The connection is established, and now belongs to the browser: binary messages are its bytes, starting with a
    /// TLS handshake.
    Relay {
        /// The name to use in EHLO: the address that the connection comes from, or the server's name.
        helo: Host,
    },
    /// Either side closed the connection. No more bytes follow.
    Closed {
        /// One of [`crate::check::word`].
        word: String,
        /// More details, for the technician.
        detail: String,
    },
    /// The check has ended.
    Done {
        /// The whole report.
        report: Box<CheckReport>,
        /// How many checks are left in this hour.
        checks_left: u32,
        /// How many seconds to wait before the next check; 0 if it can begin now.
        #[serde(default)]
        check_wait: u32,
    },
    /// No check was run.
    Refused {
        /// The reason.
        problem: Problem,
    },
}

/// The keys that exist only in the servers' memory. A login is encrypted to all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckKey {
    /// The public key, `age1…`, of the server that answered.
    pub key: String,
    /// The public keys of the other servers. Any of them can get the login.
    #[serde(default)]
    pub others: Vec<String>,
}

impl CheckKey {
    /// Returns all keys.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.key).chain(&self.others).map(String::as_str)
    }
}

/// A login for one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedCheck {
    /// The result of [`crate::seal::seal_check`].
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed: Vec<u8>,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// The whole report.
    pub report: CheckReport,
    /// How many checks are left in this hour.
    pub checks_left: u32,
    /// How many seconds to wait before the next check; 0 if it can begin now.
    #[serde(default)]
    pub check_wait: u32,
}

/// The result of the browser's request for an access token. The token itself stays in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlindToken {
    /// The stage [`Stage::Token`].
    pub stage: StageReport,
    /// Why there is no token; `None` if there is one.
    pub stopped: Option<BlindStop>,
}

/// The result of the browser's part of a blind check, which is its last message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlindOutcome {
    /// The stages after those that the server reported, in order.
    pub stages: Vec<StageReport>,
    /// Where and why it stopped; `None` if everything succeeded.
    pub stopped: Option<BlindStop>,
    /// The TLS connection, the same as in the report.
    pub tls: Option<TlsInfo>,
    /// What the reply to EHLO lists after TLS.
    pub capabilities: Vec<String>,
    /// What the explanation is allowed to know about the user name.
    #[serde(default)]
    pub user: BlindUser,
}

/// What a browser reveals about the user name, which it keeps to itself. The domain is enough to know whose mailbox
/// it is, and so who has to act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BlindUser {
    /// Nothing is known.
    #[default]
    Unknown,
    /// It isn't an email address.
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

/// Why a blind check failed: [`crate::smtp::Failure`], and the stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlindStop {
    /// The stage.
    pub stage: Stage,
    /// True if the mail server itself rejected it. False if the server couldn't be asked.
    pub answered: bool,
    /// The reply including its code, or one of [`crate::check::word`]. It never contains a secret.
    pub words: String,
}
