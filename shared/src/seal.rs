//! Sealing: answers and secret become an age file that only the technicians can open.
//!
//! The plaintext is versioned canonical JSON (fixed order of fields, no white space), padded with zero
//! bytes to a bucket so that the file's length tells nothing. The file is an ordinary binary age file:
//! `age -d -i key file` opens it.

use std::io::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    base32,
    details::{Answers, Secret},
    link::{Link, Locator},
    open::Opened,
    recipients::{Pin, Recipient, RecipientError, RecipientSet},
    rules::{Address, Host, Port, Security, Username},
    voucher::Voucher,
    wire::NewLink,
};

/// Plaintext sizes, in bytes. Everything that the rules let through fits the last.
pub(crate) const BUCKETS: [usize; 4] = [1024, 2048, 4096, 16384];

/// Version of the plaintext.
pub(crate) const VERSION: u32 = 1;

/// Why sealing failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The recipient set is not the one that the link was made for.
    #[error(
        "The people who would be able to read this are not the ones that your link was made for. Please call the agency before you go on."
    )]
    PinMismatch,
    /// The note is longer than [`crate::details::NOTE_MAX`].
    #[error("Your note is too long. Please keep it under 1,000 characters.")]
    NoteTooLong,
    /// One of the set has a key that nothing can be sealed to.
    #[error(transparent)]
    Key(#[from] RecipientError),
    /// age refused; `0` is its own word for it.
    #[error("Sealing failed: {0}")]
    Age(String),
}

/// A sealed file and its authentication by the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sealed {
    /// The age file, binary.
    #[serde(with = "crate::wire::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub file: Vec<u8>,
    /// [`Link::authenticate`] over the file.
    #[serde(with = "crate::wire::base64_bytes")]
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

/// What is sealed, in the order in which it is written. `'a` borrows, so that the secret is not copied.
#[derive(Serialize)]
struct Plaintext<'a> {
    v: u32,
    locator: &'a Locator,
    recipients: Pin,
    provider: &'a str,
    host: &'a Host,
    port: Port,
    security: Security,
    username: &'a Username,
    secret_kind: crate::details::SecretKind,
    secret: &'a str,
    address: &'a Address,
    note: &'a str,
    made_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    resealed: Option<&'a Resealed>,
}

/// Seals to the set that the link was made for. `made_at` is in Unix seconds.
///
/// # Errors
/// [`SealError::PinMismatch`] before anything is encrypted, where `set` is not the link's.
pub fn seal(
    link: &Link,
    set: &RecipientSet,
    answers: &Answers,
    secret: &Secret,
    made_at: i64,
) -> Result<Sealed, SealError> {
    if set.pin() != link.pin() {
        return Err(SealError::PinMismatch);
    }
    let content = Content { answers, secret, made_at, resealed: None };
    seal_content(link, set, &content)
}

/// Seals what a technician has opened, and found authentic, to another set: the current one. It is still
/// authenticated by the client's link, which the technician holds, and says what was done to it.
pub fn reseal(
    link: &Link,
    set: &RecipientSet,
    sealed: &Sealed,
    opened: &Opened,
    by: &str,
    at: i64,
) -> Result<Sealed, SealError> {
    let receipt = opened.receipt(sealed);
    let resealed = Resealed { v: RESEALED_VERSION, by: by.to_owned(), at, to: set.pin(), sent: receipt };
    let Opened { answers, secret, made_at, .. } = opened;
    let content = Content { answers, secret, made_at: *made_at, resealed: Some(&resealed) };
    seal_content(link, set, &content)
}

/// What goes into a file beside what its link says.
struct Content<'a> {
    answers: &'a Answers,
    secret: &'a Secret,
    made_at: i64,
    resealed: Option<&'a Resealed>,
}

fn seal_content(link: &Link, set: &RecipientSet, content: &Content<'_>) -> Result<Sealed, SealError> {
    let Content { answers, secret, made_at, resealed } = *content;
    if answers.note.len() > crate::details::NOTE_MAX {
        return Err(SealError::NoteTooLong);
    }
    let locator = link.locator();
    let plaintext = Plaintext {
        v: VERSION,
        locator: &locator,
        recipients: link.pin(),
        provider: &answers.provider,
        host: &answers.host,
        port: answers.port,
        security: answers.security,
        username: &answers.username,
        secret_kind: answers.secret_kind,
        secret: secret.expose(),
        address: &answers.address,
        note: &answers.note,
        made_at,
        resealed,
    };
    let file = encrypt(&keys_of(set)?, &padded(&plaintext)?)?;
    Ok(Sealed { tag: link.authenticate(&file).to_vec(), file })
}

/// Seals the link itself to the technicians, so that they can tell a client's submission from one
/// that the server made up, and a manager's word that the link is no server's either. `set` need not be the pinned one
/// when an onboarding is re-sealed.
///
/// The plaintext is the link's [`Link::fragment`] and, on a line of its own, the voucher as JSON.
pub fn seal_link(link: &Link, voucher: Option<&Voucher>, set: &RecipientSet) -> Result<Vec<u8>, SealError> {
    let mut text = Zeroizing::new(Vec::with_capacity(1024));
    text.extend_from_slice(link.fragment().as_bytes());
    if let Some(voucher) = voucher {
        text.push(b'\n');
        let written = serde_json::to_writer(&mut *text, voucher);
        written.map_err(|_| SealError::Age("the voucher has no JSON".into()))?;
    }
    encrypt(&keys_of(set)?, &text)
}

impl NewLink {
    /// What a server may know of this link, whose voucher the manager has made.
    ///
    /// # Errors
    /// Those of [`seal_link`].
    pub fn of(link: &Link, voucher: Option<&Voucher>, set: &RecipientSet) -> Result<Self, SealError> {
        Ok(Self {
            locator: link.locator(),
            token_hash: link.token().hash().to_vec(),
            recipients: link.pin(),
            sealed_link: seal_link(link, voucher, set)?,
        })
    }
}

/// Seals one check's login to the key that lives in one server process's memory.
pub fn seal_check(verifier_key: &str, answers: &Answers, secret: &Secret) -> Result<Vec<u8>, SealError> {
    seal_check_to_any([verifier_key], answers, secret)
}

/// The same for any of several servers.
pub fn seal_check_to_any<'a>(
    verifier_keys: impl IntoIterator<Item = &'a str>,
    answers: &Answers,
    secret: &Secret,
) -> Result<Vec<u8>, SealError> {
    let mut keys: Vec<Box<dyn age::Recipient>> = Vec::new();
    for key in verifier_keys {
        let key: age::x25519::Recipient = key.parse().map_err(|e: &str| SealError::Age(e.into()))?;
        keys.push(Box::new(key));
    }
    let plaintext = CheckPlaintext { v: VERSION, answers, secret: secret.expose() };
    encrypt(&keys, &padded(&plaintext)?)
}

#[derive(Serialize)]
struct CheckPlaintext<'a> {
    v: u32,
    answers: &'a Answers,
    secret: &'a str,
}

fn padded(plaintext: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let too_large = || SealError::Age("the details are too large".into());
    let largest = BUCKETS[BUCKETS.len() - 1];
    // Allocated once at full size: a growing vector would leave copies of the secret behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(largest));
    let mut bounded = Bounded { bytes: &mut bytes, room: largest };
    serde_json::to_writer(&mut bounded, plaintext).map_err(|_| too_large())?;
    let bucket = BUCKETS.into_iter().find(|&size| size >= bytes.len()).ok_or_else(too_large)?;
    bytes.resize(bucket, 0);
    Ok(bytes)
}

/// Writes into a vector without ever growing it past its capacity.
struct Bounded<'a> {
    bytes: &'a mut Vec<u8>,
    room: usize,
}

impl Write for Bounded<'_> {
    fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + data.len() > self.room {
            return Err(std::io::ErrorKind::WriteZero.into());
        }
        self.bytes.extend_from_slice(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn keys_of(set: &RecipientSet) -> Result<Vec<Box<dyn age::Recipient>>, RecipientError> {
    set.recipients().iter().map(Recipient::age).collect()
}

pub(crate) fn encrypt(keys: &[Box<dyn age::Recipient>], plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
    let failed = |error: &dyn std::fmt::Debug| SealError::Age(format!("{error:?}"));
    let recipients = keys.iter().map(|key| &**key);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|e| failed(&e))?;
    let mut file = Vec::with_capacity(plaintext.len() + 200 + 120 * keys.len());
    let mut writer = encryptor.wrap_output(&mut file).map_err(|e| failed(&e))?;
    writer.write_all(plaintext).map_err(|e| failed(&e))?;
    writer.finish().map_err(|e| failed(&e))?;
    Ok(file)
}
