//! Ruby strings. In a string in single quotes, only `\'` and `\\` are special, and nothing is interpolated (Ruby
//! documentation, "Literals"), so only these two are escaped.

use super::text::Text;

/// Adds a Ruby string with this value.
pub(super) fn quote(text: &mut Text, value: &str) {
    text.push_single_quoted(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::details::SecretText;
    use proptest::prelude::*;

    /// Returns what Ruby reads: the string's value, and the text after its closing quote.
    fn ruby_reads(source: &str) -> (String, &str) {
        let mut value = String::new();
        let mut rest = source.strip_prefix('\'').unwrap();
        loop {
            rest = match rest.chars().next().unwrap() {
                '\'' => return (value, &rest[1..]),
                '\\' if rest[1..].starts_with(['\'', '\\']) => {
                    value.push_str(&rest[1..2]);
                    &rest[2..]
                }
                c => {
                    value.push(c);
                    &rest[c.len_utf8()..]
                }
            };
        }
    }

    proptest! {
        #[test]
        fn ruby_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"#{}$@%]){1,80}") {
            let secret = SecretText::new(value.clone()).unwrap();
            let mut text = Text::with_room_for(&secret);
            quote(&mut text, &value);
            text.push(",\n");
            let source = text.finish();
            prop_assert_eq!(ruby_reads(&source), (value, ",\n"));
        }
    }
}
