//! Recovery codes: each replaces a code once if the authenticator app is lost.

use sha2::{Digest, Sha256};
use shared::{base32, wire::Code};
use zeroize::Zeroizing;

use crate::{Result, random};

/// How many codes a person has.
pub(crate) const COUNT: usize = 10;

/// Number of random bytes in a code: 120 bits, so that its plain hash reveals nothing (ASVS 6.5.2 requires 112).
const BYTES: usize = 15;

/// Number of letters in a code, without the dashes.
const LETTERS: usize = 24;

/// Returns new codes, and their hashes to be stored.
pub(crate) fn generate() -> Result<(Vec<Code>, Vec<[u8; 32]>)> {
    let mut made = (Vec::with_capacity(COUNT), Vec::with_capacity(COUNT));
    for _ in 0..COUNT {
        let mut bytes = Zeroizing::new([0; BYTES]);
        random::fill(&mut bytes[..])?;
        let letters = Zeroizing::new(base32::encode(&bytes[..]));
        made.0.push(Code(grouped(&letters)));
        made.1.push(Sha256::digest(&bytes[..]).into());
    }
    Ok(made)
}

/// Groups the letters in fours, so that a person can copy them.
fn grouped(letters: &str) -> String {
    let mut text = String::with_capacity(LETTERS + LETTERS / 4);
    for (i, letter) in letters.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            text.push('-');
        }
        text.push(letter);
    }
    text
}

/// Returns the hash of what was typed, if it has the form of a recovery code.
pub(crate) fn hash(typed: &str) -> Option<[u8; 32]> {
    let letters: String = typed.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let bytes: Zeroizing<[u8; BYTES]> = base32::decode(&Zeroizing::new(letters)).map(Zeroizing::new)?;
    Some(Sha256::digest(&bytes[..]).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognized_in_any_format() {
        let (codes, hashes) = generate().unwrap();
        assert_eq!((codes.len(), hashes.len()), (COUNT, COUNT));
        for (code, expected) in codes.iter().zip(&hashes) {
            assert_eq!(code.0.len(), LETTERS + 5, "{}", code.0);
            for typed in
                [code.0.clone(), code.0.to_uppercase(), code.0.replace('-', " "), code.0.replace('-', "")]
            {
                assert_eq!(hash(&typed).as_ref(), Some(expected));
            }
        }
        assert_eq!(hash("123456"), None);
        let different: std::collections::HashSet<_> = hashes.iter().collect();
        assert_eq!(different.len(), COUNT);
    }
}
