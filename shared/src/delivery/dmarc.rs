//! What DMARC says about a message (RFC 9989).

use serde::{Deserialize, Serialize};

use super::Unknown;
use crate::report::Policy;

/// Whether a domain is aligned with the sender's domain (RFC 9989, section 4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Aligned {
    /// It is.
    Yes,
    /// It isn't.
    No,
    /// A lookup got no answer, or one of the domains isn't known.
    Unknown,
}

/// How closely two domains have to match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// They belong to the same organizational domain.
    #[default]
    Relaxed,
    /// They are equal.
    Strict,
}

/// The result of DMARC for a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DmarcCheck {
    /// The result.
    pub outcome: DmarcOutcome,
    /// The record that applies; `None` if there is none, or it isn't known.
    pub applied: Option<DmarcApplied>,
}

/// A result of DMARC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DmarcOutcome {
    /// SPF or DKIM shows that the message is from its sender's domain.
    Pass,
    /// Neither does.
    Fail,
    /// There is no record.
    NoRecord,
    /// The message doesn't have exactly one sender with a valid domain.
    NoAuthor,
    /// There is no result.
    Unknown(Unknown),
}

/// The DMARC record that applies to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DmarcApplied {
    /// The domain with the record: the sender's, or one above it.
    pub domain: String,
    /// What receivers do with messages that fail.
    pub policy: Policy,
    /// How closely the domain in MAIL FROM has to match.
    pub spf: Alignment,
    /// How closely the domain of a signature has to match.
    pub dkim: Alignment,
    /// The record as it is in DNS.
    pub text: String,
}
