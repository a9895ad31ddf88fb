//! Encrypts the login of one check for the server that runs it.

use serde::Serialize;

use super::padding::padded;
use crate::{
    details::Answers,
    sealed::{SealError, cipher::encrypt, version_for},
    secret::{Exposed, Kind, Secret},
};

/// Encrypts one check's login to the key that exists only in one server process's memory.
pub fn seal_check(verifier_key: &str, answers: &Answers, secret: &Secret) -> Result<Vec<u8>, SealError> {
    seal_check_to_any([verifier_key], answers, secret)
}

/// Encrypts one check's login so that any of several servers can open it.
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
    let plaintext = CheckPlaintext {
        v: version_for(secret),
        answers,
        secret_kind: secret.kind(),
        secret: secret.expose(),
    };
    encrypt(&keys, &padded(&plaintext)?)
}

#[derive(Serialize)]
struct CheckPlaintext<'a> {
    v: u32,
    answers: &'a Answers,
    secret_kind: Kind,
    secret: Exposed<'a>,
}
