//! Who a message is from, and which way it took.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::SpfOutcome;

/// How we got a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// Our own receiver accepted it, so everything about the connection is certain.
    Received,
    /// Someone pasted its source. Its headers say what its receiver wrote, and can be edited.
    Pasted {
        /// The results in the topmost `Authentication-Results` header (RFC 8601); `None` if there is none, or someone
        /// else than the receiver can have written it.
        receiver: Option<ReceiverResults>,
    },
}

/// What a message's receiver found (RFC 8601). Only the topmost header counts, because anyone can write the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiverResults {
    /// Who says so: the authserv-id, such as `mx.google.com`. `None` if the header doesn't say, as at Microsoft.
    pub authserv_id: Option<String>,
    /// The results, in order.
    pub methods: Vec<ReceiverMethod>,
}

/// One result of a receiver, such as `dkim=pass` for `shop.example`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiverMethod {
    /// The method in lowercase, such as `spf`.
    pub method: String,
    /// The result in lowercase, such as `pass`.
    pub result: String,
    /// The domain that the result is about; `None` if the header doesn't say.
    pub domain: Option<String>,
}

/// The sender in the `From` header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// Exactly one address.
    One(Mailbox),
    /// There is no `From` header, or no address in it.
    Missing,
    /// Several addresses or several `From` headers. DMARC doesn't apply to them.
    Several(Vec<String>),
    /// There is an address, but its domain isn't a valid name.
    Unreadable(String),
}

impl Author {
    /// Returns the domain, if there is exactly one.
    pub fn domain(&self) -> Option<&str> {
        match self {
            Self::One(mailbox) => Some(&mailbox.domain),
            Self::Missing | Self::Several(_) | Self::Unreadable(_) => None,
        }
    }
}

/// An address with a valid domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mailbox {
    /// The whole address, with its domain in lowercase.
    pub address: String,
    /// The domain in lowercase.
    pub domain: String,
}

/// The address in MAIL FROM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReturnPath {
    /// `<>`: the message is a bounce, or its sender doesn't want any.
    Empty,
    /// An address.
    Address(Mailbox),
    /// There is an address, but its domain isn't a valid name.
    Unreadable(String),
    /// A pasted message doesn't say.
    Unknown,
}

impl ReturnPath {
    /// Returns the domain, if there is one.
    pub fn domain(&self) -> Option<&str> {
        match self {
            Self::Address(mailbox) => Some(&mailbox.domain),
            Self::Empty | Self::Unreadable(_) | Self::Unknown => None,
        }
    }
}

/// The server that delivered a message. What a pasted message doesn't say is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hop {
    /// Its IP address.
    pub ip: Option<IpAddr>,
    /// The name that it gave with HELO or EHLO.
    pub helo: Option<String>,
    /// Whether the connection was encrypted.
    pub transport: Transport,
    /// When the message arrived, in Unix seconds.
    pub arrived: Option<i64>,
}

impl Hop {
    /// Returns how many seconds after `since` (Unix seconds) the message arrived, or `None` if it isn't known. A
    /// message that seems to have arrived earlier counts as 0 seconds, because clocks differ.
    pub fn seconds_after(&self, since: i64) -> Option<u64> {
        let seconds = self.arrived?.saturating_sub(since);
        Some(u64::try_from(seconds).unwrap_or(0))
    }
}

/// Whether a connection was encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// With TLS (RFC 3207). The version is `None` if a pasted message doesn't say.
    Tls(Option<TlsVersion>),
    /// Without encryption.
    Plain,
    /// A pasted message doesn't say.
    Unknown,
}

/// A version of TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TlsVersion {
    /// TLS 1.0 or 1.1, or SSL, which RFC 8996 forbids. Our own receiver doesn't accept them.
    Old,
    /// TLS 1.2 (RFC 5246).
    #[serde(rename = "1.2")]
    Tls12,
    /// TLS 1.3 (RFC 8446).
    #[serde(rename = "1.3")]
    Tls13,
}

impl ReceiverResults {
    /// Returns the receiver's SPF result, if it reports one that we know.
    pub fn spf(&self) -> Option<SpfOutcome> {
        let found = self.methods.iter().find(|one| one.method == "spf")?;
        SpfOutcome::parse(&found.result)
    }

    /// Returns true if the receiver reports this method with this result.
    pub fn reports(&self, method: &str, result: &str) -> bool {
        self.methods.iter().any(|one| one.method == method && one.result == result)
    }
}
