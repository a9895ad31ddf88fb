//! Python strings. In a string in single quotes, a backslash begins an escape sequence, and only a line break or the
//! quote ends the string (The Python Language Reference, "String and Bytes literals"). Our values have no line breaks,
//! so only backslashes and quotes are escaped.

use super::text::Text;

/// Adds a Python string with this value.
pub(super) fn quote(text: &mut Text, value: &str) {
    text.push_single_quoted(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::details::SecretText;
    use proptest::prelude::*;

    /// Returns what Python reads: the string's value, and the text after its closing quote. Panics at an escape
    /// sequence with another meaning.
    fn python_reads(source: &str) -> (String, &str) {
        let mut value = String::new();
        let mut chars = source.strip_prefix('\'').unwrap().char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\'' => return (value, &source[at + 2..]),
                '\\' => match chars.next() {
                    Some((_, escaped @ ('\'' | '"' | '\\'))) => value.push(escaped),
                    other => panic!("an escape sequence with {other:?}"),
                },
                '\n' | '\r' => panic!("a line break"),
                c => value.push(c),
            }
        }
        panic!("the string doesn't end: {source}");
    }

    proptest! {
        #[test]
        fn python_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"nxuN{}$#%]){1,80}") {
            let secret = SecretText::new(value.clone()).unwrap();
            let mut text = Text::with_room_for(&secret);
            quote(&mut text, &value);
            text.push(",\n");
            let source = text.finish();
            prop_assert_eq!(python_reads(&source), (value, ",\n"));
        }
    }
}
