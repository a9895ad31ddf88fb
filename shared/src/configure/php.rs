//! PHP constants. In a single-quoted string only `\'` and `\\` mean something else than they say
//! (PHP manual, "Strings"), so escaping these two is all that a value needs.

use zeroize::Zeroizing;

use crate::details::Secret;

/// Room for all lines but the secret, with every character of them escaped.
const ROOM: usize = 3072;

/// `define` lines, in a buffer that never grows and so leaves no copy of a secret behind.
pub(super) struct Constants(Zeroizing<String>);

impl Constants {
    pub(super) fn with_room_for(secret: &Secret) -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM + 2 * secret.expose().len())))
    }

    /// A constant whose value is an expression of ours: a number or a truth value.
    pub(super) fn raw(&mut self, name: &str, expression: &str) {
        self.push(&["define( '", name, "', ", expression, " );\n"]);
    }

    /// A constant whose value is this text.
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

    /// What PHP's scanner reads: the string's value, and what stands behind its closing quote.
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
        panic!("the string has no end: {source}");
    }

    proptest! {
        #[test]
        fn php_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"$?>*/]){1,80}") {
            let secret = Secret::new(value.clone()).unwrap();
            let mut text = Constants::with_room_for(&secret);
            let room = text.0.capacity();
            text.string("A", &value);
            prop_assert_eq!(text.0.capacity(), room);
            let source = text.0.strip_prefix("define( 'A', ").unwrap();
            prop_assert_eq!(php_reads(source), (value, " );\n"));
        }
    }
}
