//! Ids and tokens, from the operating system's randomness.

use shared::{
    base32,
    link::{Link, Token},
    recipients::Pin,
    voucher::VouchingKey,
};
use zeroize::Zeroizing;

/// The operating system returned no randomness. It is broken, and nothing is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub struct NoRandomness;

/// Returns an id of 10 Crockford characters: 50 bits.
pub fn id() -> Result<String, NoRandomness> {
    let mut bytes = [0; 7];
    fill(&mut bytes)?;
    let mut text = base32::encode(&bytes);
    text.truncate(10);
    Ok(text)
}

/// Returns a token of 256 bits.
pub fn token() -> Result<Token, NoRandomness> {
    let mut bytes = Zeroizing::new([0; 32]);
    fill(&mut bytes[..])?;
    Ok(Token::received(&Zeroizing::new(base32::encode(&bytes[..]))))
}

/// Creates a link for these recipients.
pub fn link(recipients: Pin) -> Result<Link, NoRandomness> {
    let mut secret = Zeroizing::new([0; 16]);
    fill(&mut secret[..])?;
    Ok(Link::new(recipients, |bytes| bytes.copy_from_slice(&secret[..])))
}

/// Creates a key to vouch with.
pub fn vouching_key() -> Result<VouchingKey, NoRandomness> {
    let mut seed = Zeroizing::new([0; 32]);
    fill(&mut seed[..])?;
    Ok(VouchingKey::new(|bytes| bytes.copy_from_slice(&seed[..])))
}

/// Fills the bytes with randomness.
pub fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(|_| NoRandomness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_values_have_their_length_and_differ() {
        assert_eq!(id().unwrap().len(), 10);
        assert_eq!(token().unwrap().expose().len(), 52);
        assert_ne!(id().unwrap(), id().unwrap());
    }
}
