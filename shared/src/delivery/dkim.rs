//! What DKIM says about a message (RFC 6376, RFC 8301, RFC 8463).

use serde::{Deserialize, Serialize};

use super::Aligned;
use crate::report::KeyError;

/// One signature of a message. What the signature doesn't say, or doesn't say readably, is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DkimCheck {
    /// The domain that signed (`d=`), in lowercase.
    pub domain: Option<String>,
    /// The selector of the key (`s=`), in lowercase.
    pub selector: Option<String>,
    /// The algorithm (`a=`).
    pub algorithm: Option<DkimAlgorithm>,
    /// The result.
    pub outcome: DkimOutcome,
    /// Whether the domain is aligned with the sender's domain. It counts only if the signature passes.
    pub aligned: Aligned,
}

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DkimAlgorithm {
    /// RSA with SHA-256.
    RsaSha256,
    /// RSA with SHA-1, which receivers must not accept (RFC 8301, section 3.1).
    RsaSha1,
    /// Ed25519 (RFC 8463).
    Ed25519Sha256,
}

/// The result of a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DkimOutcome {
    /// The signature is valid.
    Pass,
    /// The signature isn't valid.
    Fail(DkimFailure),
    /// The lookup of the key got no answer.
    Unknown,
}

/// Why a signature isn't valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DkimFailure {
    /// The header can't be used.
    Header(SignatureFault),
    /// It expired at this time, in Unix seconds.
    Expired(i64),
    /// The text isn't the one that was signed.
    BodyHash,
    /// The headers aren't the ones that were signed, or the key in DNS is another one.
    Signature,
    /// There is no key at this name.
    NoKey {
        /// The name at which the key should be.
        name: String,
    },
    /// The key was revoked.
    KeyRevoked,
    /// The record isn't a usable key.
    Key(KeyError),
    /// The key in DNS is for another algorithm.
    KeyKind,
    /// The RSA key has only this many bits, so receivers ignore the signature (RFC 8301, section 3.2).
    WeakKey {
        /// The length of the modulus.
        bits: u32,
    },
    /// The signature uses SHA-1, so receivers ignore it (RFC 8301, section 3.1).
    WeakHash,
    /// The message has more signatures than we check.
    TooMany,
}

/// Why a `DKIM-Signature` header can't be used (RFC 6376, section 6.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SignatureFault {
    /// The tags aren't `name=value` with `;` between them, or a tag appears twice.
    Tags,
    /// A required tag is missing.
    MissingTag,
    /// `v=` isn't 1.
    Version,
    /// A tag's value can't be read.
    Value,
    /// The algorithm isn't one that receivers verify.
    Algorithm,
    /// The canonicalization isn't `simple` or `relaxed`.
    Canonicalization,
    /// The `From` header isn't signed.
    FromNotSigned,
    /// The identity in `i=` isn't within the domain in `d=`.
    Identity,
    /// The key is to be found in another way than DNS.
    Query,
}
