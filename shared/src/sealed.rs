//! What sealing makes and opening gives back: the types that both share, and the version of what is inside.

pub(crate) mod cipher;
mod error;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    base32,
    details::{Answers, Secret},
    link::Locator,
    recipients::Pin,
};

pub use error::{OpenError, SealError};

/// Plaintext sizes, in bytes. Everything that the rules let through fits the last.
pub(crate) const BUCKETS: [usize; 4] = [1024, 2048, 4096, 16384];

/// Version of the plaintext.
pub(crate) const VERSION: u32 = 1;

/// A sealed file and its authentication by the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sealed {
    /// The age file, binary.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub file: Vec<u8>,
    /// [`crate::link::Link::authenticate`] over the file.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub tag: Vec<u8>,
}

impl Sealed {
    /// SHA-256 of the file.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.file).into()
    }

    /// See [`number`].
    pub fn number(&self) -> String {
        number(&self.digest())
    }
}

/// What a receipt shows of a file's digest, to be compared by telephone: its start, in Crockford base32.
pub fn number(digest: &[u8; 32]) -> String {
    base32::encode(&digest[..10])
}

/// Version of [`Resealed`].
pub(crate) const RESEALED_VERSION: u32 = 1;

/// What a file says about itself when a technician has sealed it anew, for others than the client's page had
/// approved. Whoever holds the link could have written it: it says who did it, and does not prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resealed {
    /// Version of these fields.
    pub(crate) v: u32,
    /// The technician, by name.
    pub by: String,
    /// When, by the technician's clock, in Unix seconds.
    pub at: i64,
    /// The set that it is sealed to now.
    pub to: Pin,
    /// The [`number`] of the file that the client had sent: what stands on the client's receipt. Of 16 characters, or it
    /// is not read.
    pub sent: String,
}

/// What was in a sealed file.
#[derive(Debug)]
pub struct Opened {
    /// The answers.
    pub answers: Answers,
    /// The secret.
    pub secret: Secret,
    /// The link that it was sealed under.
    pub locator: Locator,
    /// The recipient set that the client's page had approved.
    pub recipients: Pin,
    /// When it was sealed, by the client's clock, in Unix seconds.
    pub made_at: i64,
    /// Where a technician has sealed it anew since.
    pub resealed: Option<Resealed>,
}

impl Opened {
    /// The number on the client's receipt; `sealed` is what this was opened from. Where it was sealed anew it is that of
    /// the file's own word, which whoever made the link could have written.
    pub fn receipt(&self, sealed: &Sealed) -> String {
        self.resealed.as_ref().map_or_else(|| sealed.number(), |resealed| resealed.sent.clone())
    }

    /// The set that it is sealed to, by its own word.
    pub fn sealed_to(&self) -> Pin {
        self.resealed.as_ref().map_or(self.recipients, |resealed| resealed.to)
    }
}
