//! A technician proves that a key is theirs before anybody seals to it: the server seals a challenge to the offered
//! key, and only who opens it can answer.
//!
//! The challenge is a text that names the person and the key and ends in random bytes; the answer is a digest of it.
//! Whoever opens one checks every character of that form first, so that no server can pass somebody's sealed file off
//! as a challenge and be told what is in it.

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    base32,
    identities::Identities,
    link::Token,
    recipients::Recipient,
    sealed::{
        OpenError, SealError,
        cipher::{decrypt, encrypt},
    },
};

/// What every challenge begins with.
const HEADING: &str = "sealpost v1 challenge: who opens this proves to have the key\n";

/// Longest challenge, in bytes.
const TEXT_MAX: usize = 512;

/// A challenge for one person and one key.
#[derive(Debug)]
pub struct Challenge {
    /// The text, sealed to the key: an age file.
    pub sealed: Vec<u8>,
    /// What proves that it was opened.
    pub answer: Token,
}

/// Makes a challenge. `random` must be cryptographically secure, and is used for nothing else.
pub fn challenge(person_id: &str, recipient: &Recipient, random: &[u8; 32]) -> Result<Challenge, SealError> {
    let text = text(person_id, recipient.key(), random);
    Ok(Challenge { sealed: encrypt(&[recipient.age()?], text.as_bytes())?, answer: answer_to(&text) })
}

/// Opens a challenge that is for this person and this key, and answers it.
///
/// # Errors
/// [`OpenError::NotAChallenge`] for whatever else was sealed to the key: nothing of it is let out.
pub fn answer(
    identities: &Identities,
    person_id: &str,
    recipient: &Recipient,
    sealed: &[u8],
) -> Result<Token, OpenError> {
    let opened = decrypt(identities.age(), sealed, TEXT_MAX)?;
    let opened = std::str::from_utf8(&opened).map_err(|_| OpenError::NotAChallenge)?;
    let random = opened.trim_end().rsplit(' ').next().and_then(base32::decode::<32>);
    let random = Zeroizing::new(random.ok_or(OpenError::NotAChallenge)?);
    let expected = text(person_id, recipient.key(), &random);
    if *expected == *opened { Ok(answer_to(&expected)) } else { Err(OpenError::NotAChallenge) }
}

fn text(person_id: &str, key: &str, random: &[u8; 32]) -> Zeroizing<String> {
    let random = Zeroizing::new(base32::encode(random));
    Zeroizing::new(format!("{HEADING}person {person_id}\nkey {key}\nrandom {}\n", *random))
}

fn answer_to(text: &str) -> Token {
    let mut hash = Sha256::new();
    hash.update(b"sealpost v1 answer");
    hash.update(text.as_bytes());
    Token::received(&Zeroizing::new(base32::encode(&hash.finalize())))
}
