//! PHP constants. In a single-quoted string, only `\'` and `\\` are special (PHP manual, "Strings"), so only these
//! two are escaped.

use zeroize::Zeroizing;

use crate::details::SecretText;

/// Room for all lines except the secret, with every character escaped.
const ROOM: usize = 3072;

/// `define` lines, in a buffer that never grows, because growing would leave copies of the secret in memory.
pub(super) struct Constants(Zeroizing<String>);

impl Constants {
    pub(super) fn with_room_for(secret: &SecretText) -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM + 2 * secret.expose().len())))
    }

    /// Adds a constant whose value is one of our own expressions: a number or a boolean.
    pub(super) fn raw(&mut self, name: &str, expression: &str) {
        self.push(&["define( '", name, "', ", expression, " );\n"]);
    }

    /// Adds a constant whose value is this text.
    pub(super) fn string(&mut self, name: &str, value: &str) {
        self.push(&["define( '", name, "', '"]);
        for c in value.chars() {
            if matches!(c, '\'' | '\\') {
                self.0.push('\\');
            }
            self.0.push(c);
        }
        self.push(&["' );\n"]);
    }

    pub(super) fn finish(self) -> Zeroizing<String> {
        self.0
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.0.push_str(part);
        }
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
            let room = text.0.capacity();
            text.string("A", &value);
            prop_assert_eq!(text.0.capacity(), room);
            let source = text.0.strip_prefix("define( 'A', ").unwrap();
            prop_assert_eq!(php_reads(source), (value, " );\n"));
        }
    }
}
