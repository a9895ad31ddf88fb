//! Keys: proven, taken away, and what was sealed to them sealed anew.

use serde::{Deserialize, Serialize};

use super::base64_bytes;
use crate::{link::Token, recipients::Pin, seal::Sealed};

/// `POST /api/me/key/challenge`: a technician offers a public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRequest {
    /// `age1…`.
    pub key: String,
}

/// The answer: what only the holder of the key can open. It replaces any challenge before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyChallenge {
    /// [`crate::proof::Challenge::sealed`].
    #[serde(with = "base64_bytes")]
    pub sealed: Vec<u8>,
    /// Until when it can be answered.
    pub expires_at: i64,
}

/// `PUT /api/me/key`: proves the key that was offered. Makes a new version of the recipient set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyProof {
    /// What [`crate::proof::answer`] says.
    pub answer: Token,
}

/// Somebody with a key that clients do not seal to any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct ResealedBy {
    /// The technician, by name.
    pub by: String,
    /// When.
    pub at: i64,
}

/// `POST /api/onboardings/{id}/reseal`: a technician has sealed a submission anew, to the current set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResealRequest {
    /// SHA-256 of the file that was opened for it. Where another one is stored by now, nothing happens.
    #[serde(with = "base64_bytes")]
    pub opened: Vec<u8>,
    /// The file that takes its place, and its tag.
    pub sealed: Sealed,
    /// The link, sealed to the same people.
    #[serde(with = "base64_bytes")]
    pub sealed_link: Vec<u8>,
    /// The set that both are sealed to: must be the current one.
    pub recipients: Pin,
}
