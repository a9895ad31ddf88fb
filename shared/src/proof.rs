//! Proves that a key belongs to a technician before anyone encrypts to it: the server encrypts a challenge to the
//! offered key, and only someone who can decrypt it can answer.
//!
//! The challenge is a text with the person, the key and random bytes at its end. The answer is its digest. The
//! technician's side checks every character of that form before it answers, so a server can't pass off someone's
//! encrypted file as a challenge and learn what is in it.

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

/// How every challenge begins.
const HEADING: &str = "sealpost v1 challenge: who opens this proves to have the key\n";

/// Longest challenge, in bytes.
const TEXT_MAX: usize = 512;

/// A challenge for one person and one key.
#[derive(Debug)]
pub struct Challenge {
    /// The text, encrypted to the key, as an age file.
    pub sealed: Vec<u8>,
    /// The answer, which proves that the challenge was opened.
    pub answer: Token,
}

/// Creates a challenge. `random` must be cryptographically secure, and must not be used for anything else.
pub fn challenge(person_id: &str, recipient: &Recipient, random: &[u8; 32]) -> Result<Challenge, SealError> {
    let text = text(person_id, recipient.key(), random);
    Ok(Challenge { sealed: encrypt(&[recipient.age()?], text.as_bytes())?, answer: answer_to(&text) })
}

/// Opens a challenge for this person and this key, and returns the answer.
///
/// # Errors
/// [`OpenError::NotAChallenge`] if anything else was encrypted to the key. Nothing of it is revealed.
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
