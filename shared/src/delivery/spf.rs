//! What SPF says about a message (RFC 7208).

use serde::{Deserialize, Serialize};

use super::Aligned;

/// The result of SPF for a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfCheck {
    /// The domain that was checked: the one in MAIL FROM, or else the server's HELO name. Empty if neither is known.
    pub domain: String,
    /// The result.
    pub outcome: SpfOutcome,
    /// Whether the domain is aligned with the sender's domain. It counts only if SPF passes.
    pub aligned: Aligned,
}

/// A result of SPF (RFC 7208, section 2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SpfOutcome {
    /// The server is allowed to send for the domain.
    Pass,
    /// The server isn't allowed to send.
    Fail,
    /// The server is probably not allowed to send.
    SoftFail,
    /// The record says nothing about this server.
    Neutral,
    /// There is no record.
    None,
    /// The record is invalid.
    PermError,
    /// There is no result.
    Unknown(Unknown),
}

impl SpfOutcome {
    /// Returns the result with this name in lowercase, as receivers write it (RFC 8601, section 2.7.2).
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "pass" => Self::Pass,
            "fail" | "hardfail" => Self::Fail,
            "softfail" => Self::SoftFail,
            "neutral" => Self::Neutral,
            "none" => Self::None,
            "permerror" => Self::PermError,
            "temperror" => Self::Unknown(Unknown::NoAnswer),
            _ => return None,
        })
    }

    /// Returns true if the record doesn't allow the server.
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::Fail | Self::SoftFail | Self::Neutral)
    }
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// A DNS lookup got no answer.
    NoAnswer,
    /// The message doesn't say what has to be known, such as the server's address.
    NotInMessage,
}
