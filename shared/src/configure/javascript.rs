//! JavaScript strings. In a string in single quotes, a backslash begins an escape sequence, and only CR, LF or the
//! quote ends the string (ECMAScript, "String Literals"). Our values have no line breaks, and U+2028 and U+2029 have
//! been allowed since ECMAScript 2019, so only backslashes and quotes are escaped.

use super::text::Text;

/// Adds a JavaScript string with this value.
pub(super) fn quote(text: &mut Text, value: &str) {
    text.push_single_quoted(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::details::SecretText;
    use proptest::prelude::*;

    /// Returns what JavaScript reads: the string's value, and the text after its closing quote. Panics at an escape
    /// sequence with another meaning.
    fn javascript_reads(source: &str) -> (String, &str) {
        let mut value = String::new();
        let mut is_escaped = false;
        for (at, c) in source.strip_prefix('\'').unwrap().char_indices() {
            match (is_escaped, c) {
                (false, '\'') => return (value, &source[at + 2..]),
                (false, '\\') => is_escaped = true,
                (true, c) if c.is_alphanumeric() || c.is_control() => panic!("an escape sequence with {c}"),
                (_, '\n' | '\r') => panic!("a line break"),
                (_, c) => {
                    value.push(c);
                    is_escaped = false;
                }
            }
        }
        panic!("the string doesn't end: {source}");
    }

    proptest! {
        #[test]
        fn javascript_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"`${}nxu\u{2028}]){1,80}") {
            let secret = SecretText::new(value.clone()).unwrap();
            let mut text = Text::with_room_for(&secret);
            quote(&mut text, &value);
            text.push(",\n");
            let source = text.finish();
            prop_assert_eq!(javascript_reads(&source), (value, ",\n"));
        }
    }
}
