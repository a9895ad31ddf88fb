//! PHP strings. In a single-quoted string, only `\'` and `\\` are special (PHP manual, "Strings"), so only these two
//! are escaped.

use zeroize::Zeroizing;

use super::text::Text;
use crate::details::SecretText;

/// Adds a PHP string with this value.
pub(super) fn quote(text: &mut Text, value: &str) {
    text.push_single_quoted(value);
}

/// `define` lines.
pub(super) struct Constants(Text);

impl Constants {
    pub(super) fn with_room_for(secret: &SecretText) -> Self {
        Self(Text::with_room_for(secret))
    }

    /// Adds a constant whose value is one of our own expressions: a number or a boolean.
    pub(super) fn raw(&mut self, name: &str, expression: &str) {
        self.define(name, |text| text.push(expression));
    }

    /// Adds a constant whose value is this text.
    pub(super) fn string(&mut self, name: &str, value: &str) {
        self.define(name, |text| quote(text, value));
    }

    pub(super) fn finish(self) -> Zeroizing<String> {
        self.0.finish()
    }

    fn define(&mut self, name: &str, value: impl FnOnce(&mut Text)) {
        for part in ["define( '", name, "', "] {
            self.0.push(part);
        }
        value(&mut self.0);
        self.0.push(" );\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns what PHP's scanner reads: the string's value, and the text after its closing quote.
    fn php_reads(source: &str) -> (String, &str) {
        let mut value = String::new();
        let mut chars = source.strip_prefix('\'').unwrap().char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\'' => return (value, &source[at + 2..]),
                '\\' => match chars.clone().next() {
                    Some((_, escaped @ ('\'' | '\\'))) => {
                        value.push(escaped);
                        chars.next();
                    }
                    _ => value.push('\\'),
                },
                c => value.push(c),
            }
        }
        panic!("the string doesn't end: {source}");
    }

    proptest! {
        #[test]
        fn php_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"$?>*/]){1,80}") {
            let secret = SecretText::new(value.clone()).unwrap();
            let mut text = Constants::with_room_for(&secret);
            let room = text.0.room();
            text.string("A", &value);
            prop_assert_eq!(text.0.room(), room);
            let source = text.finish();
            let source = source.strip_prefix("define( 'A', ").unwrap();
            prop_assert_eq!(php_reads(source), (value, " );\n"));
        }
    }
}
