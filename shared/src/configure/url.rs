//! Parts of a URL. Everything except the characters that never have a meaning there is encoded as `%` and two digits
//! (RFC 3986, section 2.1), also the plus, which some decoders read as a space.

use super::text::Text;

/// Adds a part of a URL that decodes to this value.
pub(super) fn quote(text: &mut Text, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~*".contains(&byte) {
            text.push_char(char::from(byte));
        } else {
            text.push_char('%');
            text.push_char(digit(byte >> 4));
            text.push_char(digit(byte & 15));
        }
    }
}

/// Returns a hexadecimal digit.
fn digit(value: u8) -> char {
    char::from(b"0123456789ABCDEF"[usize::from(value & 15)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::details::SecretText;
    use proptest::prelude::*;

    /// Returns what a decoder of percent-encoding reads. Panics at a character that could end the part.
    fn decoded(part: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut rest = part;
        while let Some(c) = rest.chars().next() {
            assert!(
                !" :/?#[]@!$&'()+,;=\"\\{}|^`<>".contains(c) && c.is_ascii(),
                "{c} isn't encoded: {part}"
            );
            if c == '%' {
                bytes.push(u8::from_str_radix(&rest[1..3], 16).unwrap());
                rest = &rest[3..];
            } else {
                bytes.push(u8::try_from(c).unwrap());
                rest = &rest[1..];
            }
        }
        bytes
    }

    proptest! {
        #[test]
        fn decoding_gives_the_same_value(value in "([^\\p{Cc}]|[:/?#@%+ &=]){1,80}") {
            let secret = SecretText::new(value.clone()).unwrap();
            let mut text = Text::with_room_for(&secret);
            let room = text.room();
            quote(&mut text, &value);
            prop_assert_eq!(text.room(), room);
            prop_assert_eq!(decoded(&text.finish()), value.into_bytes());
        }
    }
}
