//! Keys: proven, taken away, and what was sealed to them sealed anew.

use serde::{Deserialize, Serialize};

use super::Proof;
use crate::{link::Token, recipients::Pin, seal::Sealed};

/// `POST /api/me/key/challenge`: a technician offers a public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyRequest {
    /// `age1…`.
    pub key: String,
    /// That it is really the person who asks: needed to replace a key that they have.
    #[serde(default)]
    pub proof: Proof,
}

/// The answer: what only the holder of the key can open. It replaces any challenge before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyChallenge {
    /// [`crate::proof::Challenge::sealed`].
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed: Vec<u8>,
    /// Until when it can be answered.
    pub expires_at: i64,
}

/// `PUT /api/me/key`: proves the key that was offered. Makes a new version of the recipient set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyProof {
    /// What [`crate::proof::answer`] says.
    pub answer: Token,
}

/// `GET /api/me/approvals`: the recipients whom this person has accepted, for their own devices alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredApprovals {
    /// [`crate::approval::Carried`]; nothing where none is stored.
    pub sealed: Option<Base64>,
}

/// `PUT /api/me/approvals`. 409 `approvals-changed` where another device was faster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeepApprovals {
    /// SHA-256 of what was stored when this was made; nothing where nothing was.
    pub was: Option<Base64>,
    /// What to store in its place, at most [`APPROVALS_MAX`] bytes.
    pub sealed: Base64,
}

/// Largest stored list of approvals, in bytes.
pub const APPROVALS_MAX: usize = 24 * 1024;

/// Bytes, as base64 text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Base64(
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub Vec<u8>,
);

/// Somebody with a key that clients do not seal to any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerReader {
    /// The name.
    pub name: String,
    /// The fingerprint of that key.
    pub fingerprint: String,
    /// Whether a technician of this name has another key now; else they left.
    pub has_new_key: bool,
}

/// Who has sealed a file anew, as the server has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResealedBy {
    /// The technician, by name.
    pub by: String,
    /// When.
    pub at: i64,
}

/// `POST /api/onboardings/{id}/reseal`: a technician has sealed a submission anew, to the current set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResealRequest {
    /// SHA-256 of the file that was opened for it. Where another one is stored by now, nothing happens.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub opened: Vec<u8>,
    /// The file that takes its place, and its tag.
    pub sealed: Sealed,
    /// The link, sealed to the same people.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed_link: Vec<u8>,
    /// The set that both are sealed to: must be the current one.
    pub recipients: Pin,
}
