//! Crockford's base32, for text that people read aloud and mail clients break.
//!
//! The alphabet, and the reading of `i`, `l` and `o`, follow Douglas Crockford's "Base 32".

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Encodes `bytes` in lower case, without padding. The unused low bits of the last character are zero.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity((bytes.len() * 8).div_ceil(5));
    let (mut buffer, mut bits) = (0u32, 0u32);
    for &byte in bytes {
        buffer = (buffer << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(buffer >> bits) as usize & 31]));
        }
        buffer &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(buffer << (5 - bits)) as usize & 31]));
    }
    text
}

/// Decodes exactly `N` bytes, or returns `None` if a character, the length or an unused bit is wrong.
///
/// Case doesn't matter, `o` counts as zero, and `i` and `l` count as one.
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != (N * 8).div_ceil(5) {
        return None;
    }
    let mut bytes = [0; N];
    let (mut at, mut buffer, mut bits) = (0, 0u32, 0u32);
    for c in text.bytes() {
        let c = match c.to_ascii_lowercase() {
            b'o' => b'0',
            b'i' | b'l' => b'1',
            c => c,
        };
        let value = u32::try_from(ALPHABET.iter().position(|&a| a == c)?).ok()?;
        buffer = (buffer << 5) | value;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *bytes.get_mut(at)? = u8::try_from(buffer >> bits).ok()?;
            at += 1;
            buffer &= (1 << bits) - 1;
        }
    }
    (at == N && buffer == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decodes_common_typos() {
        assert_eq!(decode::<1>("ZW"), Some([0xff]));
        assert_eq!(decode::<2>("00o0"), Some([0, 0]));
        assert_eq!(decode::<5>("ilIL0000"), decode::<5>("11110000"));
    }

    #[test]
    fn rejects_text_that_encode_never_returns() {
        assert_eq!(decode::<1>("z"), None, "too short");
        assert_eq!(decode::<1>("zz"), None, "an unused bit is set");
        assert_eq!(decode::<1>("u0"), None, "not in the alphabet");
        assert_eq!(decode::<1>("é"), None, "not ASCII");
    }

    proptest! {
        #[test]
        fn round_trip(bytes: [u8; 37]) {
            prop_assert_eq!(decode::<37>(&encode(&bytes)), Some(bytes));
        }
    }
}
