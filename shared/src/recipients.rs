//! The ordered set of technicians that an onboarding is encrypted to, and the pin that ties a link to it.

#[cfg(test)]
mod tests;

use std::fmt;

use bech32::{Bech32, primitives::decode::CheckedHrpstring};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{base32, rules::Name};

/// The most recipients in a set. Each adds about 100 bytes to the encrypted file.
pub const RECIPIENTS_MAX: usize = 20;

/// Why a recipient or a set is rejected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipientError {
    /// Neither an age X25519 recipient nor the tagged recipient of a hardware key.
    #[error("This is not an age public key. It starts with age1 and has 62 characters.")]
    NotAKey,
    /// A secret key was given instead of the public one.
    #[error(
        "This is a secret key. Keep it to yourself: only the public key, which starts with age1, belongs here."
    )]
    IsSecretKey,
    /// `age1<plugin>1…`, which needs a plugin for encryption.
    #[error(
        "A client's browser cannot seal to this key, because that takes a plugin. Where the plugin can show the key in the form that starts with age1tag1, give that one."
    )]
    NeedsPlugin,
    /// `age1pq1…` or `age1tagpq1…`. age doesn't allow these together with other kinds of keys.
    #[error(
        "This is a post-quantum key, which Sealpost does not support yet. Make an ordinary key: sealpost keygen, or age-keygen without -pq."
    )]
    PostQuantum,
    /// The name is empty or too long.
    #[error("A technician's name has 1 to 100 characters, which all show.")]
    Name,
    /// The set is empty, so nobody could open the submission.
    #[error("No technician has a key yet, so nobody could open what is sealed.")]
    Nobody,
    /// More than [`RECIPIENTS_MAX`].
    #[error("At most 20 technicians can share one onboarding.")]
    TooMany,
    /// The same key twice.
    #[error("Two technicians have the same key.")]
    Twice,
}

/// A technician who can open submissions: a name to show, and an age public key, either X25519 (`age1…`) or of a
/// hardware key (`age1tag1…`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "RawRecipient")]
pub struct Recipient {
    name: String,
    key: String,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RawRecipient {
    name: String,
    key: String,
}

impl TryFrom<RawRecipient> for Recipient {
    type Error = RecipientError;

    fn try_from(raw: RawRecipient) -> Result<Self, RecipientError> {
        Self::read(&raw.name, &raw.key)
    }
}

impl Recipient {
    /// Checks a name and a public key in age's `age1…` form.
    pub fn new(name: &str, key: &str) -> Result<Self, RecipientError> {
        let recipient = Self::read(name, key)?;
        recipient.age()?;
        Ok(recipient)
    }

    /// Checks only the form. [`Self::age`] checks that a hardware key's point is on its curve. Pages that never
    /// encrypt read recipients too, and would otherwise have to load that arithmetic first.
    fn read(name: &str, key: &str) -> Result<Self, RecipientError> {
        let (name, key) = (name.trim(), key.trim());
        if !is_name(name) {
            return Err(RecipientError::Name);
        }
        let lower = key.to_ascii_lowercase();
        if lower.starts_with("age-secret-key-") || lower.starts_with("age-plugin-") {
            return Err(RecipientError::IsSecretKey);
        }
        check_form(key, &lower)?;
        Ok(Self { name: name.to_owned(), key: lower })
    }

    /// Returns the name to show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the public key, `age1…`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns a short form of the key for people to compare.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.key)
    }

    /// Returns true for a hardware key, with which browsers can't decrypt.
    pub fn is_hardware(&self) -> bool {
        self.key.starts_with(TAGGED)
    }

    /// Returns the recipient for age's encryption.
    pub(crate) fn age(&self) -> Result<Box<dyn age::Recipient>, RecipientError> {
        let unusable = |_| RecipientError::NotAKey;
        Ok(if self.is_hardware() {
            Box::new(self.key.parse::<age::tag::Recipient>().map_err(unusable)?)
        } else {
            Box::new(self.key.parse::<age::x25519::Recipient>().map_err(unusable)?)
        })
    }
}

/// Returns true if this can be shown to people as someone's name.
pub(crate) fn is_name(name: &str) -> bool {
    name.parse::<Name>().is_ok_and(|parsed| parsed.as_str() == name)
}

/// Returns a short form of a public key: four groups of four characters, 80 bits of SHA-256.
pub(crate) fn fingerprint(key: &str) -> String {
    let text = base32::encode(&Sha256::digest(key.as_bytes())[..10]);
    let groups: Vec<&str> = (0..4).map(|i| &text[4 * i..4 * i + 4]).collect();
    groups.join(" ")
}

/// How a hardware key's recipient begins.
const TAGGED: &str = "age1tag1";

/// Checks that a text has the form of a recipient that age itself can encrypt to: X25519, or a hardware key's
/// compressed P-256 point. Bech32 doesn't allow mixed case, so the original text is decoded.
fn check_form(key: &str, lower: &str) -> Result<(), RecipientError> {
    // In Bech32, only the separator before the data is a 1. With two of them, the part in between is the plugin's
    // name.
    let kind = lower.strip_prefix("age1").and_then(|rest| rest.split_once('1')).map(|(kind, _)| kind);
    let (prefix, bytes) = match kind {
        None => ("age", 32),
        Some("tag") => ("age1tag", 33),
        Some("pq" | "tagpq") => return Err(RecipientError::PostQuantum),
        Some(_) => return Err(RecipientError::NeedsPlugin),
    };
    let decoded = CheckedHrpstring::new::<Bech32>(key).map_err(|_| RecipientError::NotAKey)?;
    let is_one = decoded.hrp().as_bytes().eq_ignore_ascii_case(prefix.as_bytes())
        && decoded.byte_iter().len() == bytes;
    if is_one { Ok(()) } else { Err(RecipientError::NotAKey) }
}

/// An ordered, versioned, non-empty set of recipients with distinct keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "RawSet")]
pub struct RecipientSet {
    version: u32,
    recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RawSet {
    version: u32,
    recipients: Vec<Recipient>,
}

impl TryFrom<RawSet> for RecipientSet {
    type Error = RecipientError;

    fn try_from(raw: RawSet) -> Result<Self, RecipientError> {
        Self::new(raw.version, raw.recipients)
    }
}

impl RecipientSet {
    /// Checks and creates a set.
    pub fn new(version: u32, recipients: Vec<Recipient>) -> Result<Self, RecipientError> {
        let twice = |(i, r): (usize, &Recipient)| recipients[..i].iter().any(|other| other.key == r.key);
        if recipients.is_empty() {
            Err(RecipientError::Nobody)
        } else if recipients.len() > RECIPIENTS_MAX {
            Err(RecipientError::TooMany)
        } else if recipients.iter().enumerate().any(twice) {
            Err(RecipientError::Twice)
        } else {
            Ok(Self { version, recipients })
        }
    }

    /// Returns the version, which increases with every change of the set.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Returns the technicians, in order.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }

    /// Returns the SHA-256 of the version, the count, and each name and key with its length, cut to 128 bits.
    ///
    /// The names are included because the page shows them to the client.
    pub fn pin(&self) -> Pin {
        let mut hash = Sha256::new();
        hash.update(b"sealpost v1 recipients");
        hash.update(self.version.to_be_bytes());
        hash.update((self.recipients.len() as u64).to_be_bytes());
        for text in self.recipients.iter().flat_map(|r| [&r.name, &r.key]) {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        let mut pin = [0; 16];
        pin.copy_from_slice(&hash.finalize()[..16]);
        Pin(pin)
    }

    /// Returns the names, in order.
    pub fn names(&self) -> Vec<&str> {
        self.recipients.iter().map(Recipient::name).collect()
    }

    /// Returns the recipients whose keys are in this set, but not in `now`: they left, or have another key.
    pub fn without(&self, now: Option<&Self>) -> Vec<&Recipient> {
        let stays = |key: &str| now.is_some_and(|now| now.recipients.iter().any(|other| other.key == key));
        self.recipients.iter().filter(|recipient| !stays(&recipient.key)).collect()
    }
}

/// A 128-bit hash of the recipient set that a link was created for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Pin(pub(crate) [u8; 16]);

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32::encode(&self.0))
    }
}

impl From<Pin> for String {
    fn from(pin: Pin) -> String {
        pin.to_string()
    }
}

impl TryFrom<String> for Pin {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        base32::decode(&text).map(Self).ok_or("a pin has 26 characters")
    }
}
