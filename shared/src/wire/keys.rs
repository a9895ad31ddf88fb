//! Keys: proving them, removing them, and re-encrypting what was encrypted to them.

use serde::{Deserialize, Serialize};

use super::Proof;
use crate::{link::Token, recipients::Pin, seal::Sealed};

/// `POST /api/me/key/challenge`: a technician offers a public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyRequest {
    /// `age1…`.
    pub key: String,
    /// Proves that the request comes from the account's owner. Needed to replace an existing key.
    #[serde(default)]
    pub proof: Proof,
}

/// The challenge, which only the holder of the key can open. It replaces any earlier challenge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyChallenge {
    /// The encrypted challenge: [`crate::proof::Challenge::sealed`].
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed: Vec<u8>,
    /// When it expires.
    pub expires_at: i64,
}

/// `PUT /api/me/key`: proves the offered key, and creates a new version of the recipient set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyProof {
    /// The result of [`crate::proof::answer`].
    pub answer: Token,
}

/// `GET /api/me/approvals`: the recipients that this person has accepted, only for their own devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredApprovals {
    /// [`crate::approval::Carried`]; `None` if nothing is stored.
    pub sealed: Option<Base64>,
}

/// `PUT /api/me/approvals`. Returns 409 `approvals-changed` if another device was faster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeepApprovals {
    /// SHA-256 of the list that this one was based on; `None` if nothing was stored.
    pub was: Option<Base64>,
    /// The new list, at most [`APPROVALS_MAX`] bytes.
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

/// Someone with a key that clients don't encrypt to anymore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerReader {
    /// The name.
    pub name: String,
    /// The fingerprint of that key.
    pub fingerprint: String,
    /// True if a technician with this name has another key now. False if they left.
    pub has_new_key: bool,
}

/// Who re-encrypted a file, according to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResealedBy {
    /// The technician's name.
    pub by: String,
    /// When it was done.
    pub at: i64,
}

/// `POST /api/onboardings/{id}/reseal`: a technician has re-encrypted a submission to the current set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResealRequest {
    /// SHA-256 of the file that was opened for this. If another one is stored now, nothing happens.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub opened: Vec<u8>,
    /// The new file and its tag.
    pub sealed: Sealed,
    /// The link, encrypted to the same people.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub sealed_link: Vec<u8>,
    /// The set that both are encrypted to, which must be the current one.
    pub recipients: Pin,
}
