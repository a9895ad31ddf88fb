//! Decrypts submissions. The identity never leaves the device.

mod link;
#[cfg(test)]
mod tests;

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    base32,
    details::Answers,
    link::{Link, Locator},
    recipients::{Pin, RecipientSet},
    rules::{Address, Host, Port, Security, Username},
    sealed::{BUCKETS, NEWEST_VERSION, RESEALED_VERSION, Resealed, Sealed, cipher::decrypt, version_for},
    secret::{Kind, Raw, Secret},
};

pub use self::link::{OpenedLink, open_link};
pub use crate::{
    identities::Identities,
    sealed::{OpenError, Opened},
};

#[derive(Deserialize)]
struct RawOpened {
    v: u32,
    locator: Locator,
    recipients: Pin,
    provider: String,
    host: Host,
    port: Port,
    security: Security,
    username: Username,
    secret_kind: Kind,
    secret: Raw,
    address: Address,
    note: String,
    made_at: i64,
    #[serde(default)]
    resealed: Option<Resealed>,
}

#[derive(Deserialize)]
struct RawCheck {
    v: u32,
    answers: Answers,
    secret_kind: Kind,
    secret: Raw,
}

/// Opens an encrypted submission.
pub fn open(identities: &Identities, file: &[u8]) -> Result<Opened, OpenError> {
    let raw: RawOpened = decrypt_json(identities, file)?;
    let secret = read_secret(raw.v, raw.secret_kind, raw.secret)?;
    if raw.resealed.as_ref().is_some_and(|resealed| resealed.v != RESEALED_VERSION) {
        return Err(OpenError::Version);
    }
    if raw.resealed.as_ref().is_some_and(|resealed| base32::decode::<10>(&resealed.sent).is_none()) {
        return Err(OpenError::Damaged);
    }
    let answers = Answers {
        provider: raw.provider,
        host: raw.host,
        port: raw.port,
        security: raw.security,
        username: raw.username,
        address: raw.address,
        note: raw.note,
    };
    let RawOpened { locator, recipients, made_at, resealed, .. } = raw;
    Ok(Opened { answers, secret, locator, recipients, made_at, resealed })
}

/// Opens the login for one check, in the process that holds the verifier key.
pub fn open_check(identities: &Identities, file: &[u8]) -> Result<(Answers, Secret), OpenError> {
    let raw: RawCheck = decrypt_json(identities, file)?;
    Ok((raw.answers, read_secret(raw.v, raw.secret_kind, raw.secret)?))
}

/// Returns the secret of a file. Each kind is only in files of its version.
fn read_secret(version: u32, kind: Kind, raw: Raw) -> Result<Secret, OpenError> {
    if version > NEWEST_VERSION {
        return Err(OpenError::Version);
    }
    let secret = raw.of_kind(kind).ok_or(OpenError::Damaged)?;
    if version == version_for(&secret) { Ok(secret) } else { Err(OpenError::Version) }
}

/// Returns true if a submission came from someone who held the link: its tag is right, and its content was encrypted
/// with this same link.
pub fn is_from_link(link: &Link, sealed: &Sealed, opened: &Opened) -> bool {
    link.is_authentic(&sealed.file, &sealed.tag)
        && opened.locator == link.locator()
        && opened.recipients == link.pin()
}

/// Returns true if an authentic file says that it is encrypted to exactly these people. If not, the server's list
/// differs from the people who can read the file.
pub fn is_sealed_to(opened: &Opened, set: &RecipientSet) -> bool {
    opened.sealed_to() == set.pin()
}

fn decrypt_json<T: DeserializeOwned>(identities: &Identities, file: &[u8]) -> Result<T, OpenError> {
    let bytes = decrypt(identities.age(), file, LARGEST)?;
    let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
    let (json, padding) = bytes.split_at(end);
    if padding.iter().any(|&b| b != 0) {
        return Err(OpenError::Damaged);
    }
    serde_json::from_slice(json).map_err(|_| {
        let version = |v: &serde_json::Value| v.get("v").and_then(serde_json::Value::as_u64);
        match serde_json::from_slice(json).ok().as_ref().and_then(version) {
            Some(v) if v > u64::from(NEWEST_VERSION) => OpenError::Version,
            _ => OpenError::Damaged,
        }
    })
}

/// The largest plaintext that we create.
const LARGEST: usize = BUCKETS[BUCKETS.len() - 1];
