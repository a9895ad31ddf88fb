//! The types that sealing and opening share, and the version of the plaintext.

pub(crate) mod cipher;
mod error;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    base32,
    details::Answers,
    link::Locator,
    recipients::Pin,
    secret::{Kind, Secret},
};

pub use error::{OpenError, SealError};

/// Plaintext sizes, in bytes. Everything that the rules allow fits in the last.
pub(crate) const BUCKETS: [usize; 4] = [1024, 2048, 4096, 16384];

/// Version of the plaintext with a typed text as its secret.
const TYPED_VERSION: u32 = 1;

/// Version of the plaintext with an app's client secret, or the key of a service account.
const GRANT_VERSION: u32 = 2;

/// Version of the plaintext with an app's certificate, and the newest one.
pub(crate) const NEWEST_VERSION: u32 = 3;

/// Returns the version for this secret. Each kind keeps the version that it began with, which older programs can open.
pub(crate) fn version_for(secret: &Secret) -> u32 {
    match secret.kind() {
        Kind::Typed(_) => TYPED_VERSION,
        Kind::OauthClient | Kind::ServiceAccount | Kind::PluginClient => GRANT_VERSION,
        Kind::OauthCertificate => NEWEST_VERSION,
    }
}

/// An encrypted file, and its authentication with the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sealed {
    /// The age file, binary.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub file: Vec<u8>,
    /// The tag from [`crate::link::Link::authenticate`] for the file.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub tag: Vec<u8>,
}

impl Sealed {
    /// Returns the SHA-256 of the file.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.file).into()
    }

    /// Returns the [`number`] of the file.
    pub fn number(&self) -> String {
        number(&self.digest())
    }
}

/// Returns the part of a file's digest that is on a receipt, for people to compare by phone: its start, in Crockford
/// base32.
pub fn number(digest: &[u8; 32]) -> String {
    base32::encode(&digest[..10])
}

/// Version of [`Resealed`].
pub(crate) const RESEALED_VERSION: u32 = 1;

/// What a file says about its re-encryption by a technician, for people whom the client's page hadn't approved.
/// Anyone who has the link could have written it, so it says who did it, but proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resealed {
    /// The version of these fields.
    pub(crate) v: u32,
    /// The technician's name.
    pub by: String,
    /// When it was done, by the technician's clock, in Unix seconds.
    pub at: i64,
    /// The set that it is encrypted to now.
    pub to: Pin,
    /// The [`number`] of the file that the client sent, which is on the client's receipt. It must have 16 characters
    /// to be accepted.
    pub sent: String,
}

/// The content of an encrypted file.
#[derive(Debug)]
pub struct Opened {
    /// The answers.
    pub answers: Answers,
    /// The secret.
    pub secret: Secret,
    /// The locator of the link that it was encrypted with.
    pub locator: Locator,
    /// The recipient set that the client's page had approved.
    pub recipients: Pin,
    /// When it was encrypted, by the client's clock, in Unix seconds.
    pub made_at: i64,
    /// What the file says about its re-encryption, if there was one.
    pub resealed: Option<Resealed>,
}

impl Opened {
    /// Returns the number on the client's receipt. `sealed` is the file that this was opened from. If it was
    /// re-encrypted, the number comes from inside the file, and the person who created the link could have written it.
    pub fn receipt(&self, sealed: &Sealed) -> String {
        self.resealed.as_ref().map_or_else(|| sealed.number(), |resealed| resealed.sent.clone())
    }

    /// Returns the set that the file says it is encrypted to.
    pub fn sealed_to(&self) -> Pin {
        self.resealed.as_ref().map_or(self.recipients, |resealed| resealed.to)
    }
}
