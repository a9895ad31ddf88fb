//! Encrypts the answers and the secret into an age file that only the technicians can open.
//!
//! The plaintext is versioned canonical JSON (fixed order of fields, no white space). It is padded with zero bytes to
//! one of a few sizes, so that the file's length reveals nothing. The file is an ordinary binary age file: `age -d -i
//! key file` opens it.

mod check;
mod link;
mod padding;

use serde::Serialize;

pub(crate) use self::padding::padded;
use crate::{
    details::Answers,
    link::{Link, Locator},
    recipients::{Pin, Recipient, RecipientError, RecipientSet},
    rules::{Address, Host, Port, Security, Username},
    sealed::{Opened, RESEALED_VERSION, cipher::encrypt, version_for},
    secret::{Exposed, Kind, Secret},
};

pub use self::{
    check::{seal_check, seal_check_to_any},
    link::{NewLink, seal_link},
};
pub use crate::sealed::{Resealed, SealError, Sealed, number};

/// The plaintext, with its fields in the order in which they are written. It borrows the secret, so that the secret
/// isn't copied.
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
    secret_kind: Kind,
    secret: Exposed<'a>,
    address: &'a Address,
    note: &'a str,
    made_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    resealed: Option<&'a Resealed>,
}

/// Encrypts to the set that the link was created for. `made_at` is in Unix seconds.
///
/// # Errors
/// [`SealError::PinMismatch`] if `set` isn't the link's. Nothing is encrypted then.
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

/// Encrypts a submission that a technician has opened and verified to another set, which is the current one. The file
/// is still authenticated with the client's link, which the technician has, and it records the re-encryption.
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

/// The content of a file, except for what comes from its link.
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
        v: version_for(secret),
        locator: &locator,
        recipients: link.pin(),
        provider: &answers.provider,
        host: &answers.host,
        port: answers.port,
        security: answers.security,
        username: &answers.username,
        secret_kind: secret.kind(),
        secret: secret.expose(),
        address: &answers.address,
        note: &answers.note,
        made_at,
        resealed,
    };
    let file = encrypt(&keys_of(set)?, &padded(&plaintext)?)?;
    Ok(Sealed { tag: link.authenticate(&file).to_vec(), file })
}

fn keys_of(set: &RecipientSet) -> Result<Vec<Box<dyn age::Recipient>>, RecipientError> {
    set.recipients().iter().map(Recipient::age).collect()
}
