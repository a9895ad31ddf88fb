//! Variables of a `.env` file. The format has no standard: shells, phpdotenv, Node's and Python's
//! dotenv agree on some forms and not on others. A value is written in the plainest form that they
//! all read alike; only where none exists does a comment say so above it.

use zeroize::Zeroizing;

use crate::details::Secret;

/// Room for all lines but the secret, with every character of them escaped, and the comments.
const ROOM: usize = 3072;

/// Stands above a value that programs read differently.
const CAUTION: &str =
    "# Programs differ in how they read the quotes and backslashes of the next line: try it.\n";

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is.
    Bare,
    /// In single quotes, where nothing is special.
    Single,
    /// In double quotes, with nothing in it that is special there.
    Double,
    /// In double quotes with backslashes, as shells and phpdotenv read them.
    Escaped,
}

impl Form {
    fn of(value: &str) -> Self {
        let bare = |c: char| c.is_ascii_alphanumeric() || "_@%+,.:/=-".contains(c);
        // Python's dotenv takes a backslash in single quotes as an escape before another one, and Node's
        // before the closing quote.
        let single = !value.contains('\'') && !value.contains(r"\\") && !value.ends_with('\\');
        if !value.is_empty() && value.chars().all(bare) {
            Self::Bare
        } else if single {
            Self::Single
        } else if !value.contains(['"', '\\', '$', '`', '!']) {
            Self::Double
        } else {
            Self::Escaped
        }
    }
}

/// `NAME=value` lines, in a buffer that never grows and so leaves no copy of a secret behind.
pub(super) struct Variables(Zeroizing<String>);

impl Variables {
    pub(super) fn with_room_for(secret: &Secret) -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM + 2 * secret.expose().len())))
    }

    pub(super) fn variable(&mut self, name: &str, value: &str) {
        let form = Form::of(value);
        if form == Form::Escaped {
            self.0.push_str(CAUTION);
        }
        self.0.push_str(name);
        self.0.push('=');
        let quote = match form {
            Form::Bare => "",
            Form::Single => "'",
            Form::Double | Form::Escaped => "\"",
        };
        self.0.push_str(quote);
        for c in value.chars() {
            if form == Form::Escaped && matches!(c, '"' | '\\' | '$' | '`') {
                self.0.push('\\');
            }
            self.0.push(c);
        }
        self.0.push_str(quote);
        self.0.push('\n');
    }

    pub(super) fn finish(self) -> Zeroizing<String> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a POSIX shell makes of a line without expansions (POSIX.1-2024, section 2.2): the value, and
    /// what stands behind it. Panics where the shell would expand something.
    fn shell_reads(line: &str) -> (String, &str) {
        let mut value = String::new();
        let mut quote = None;
        let mut chars = line.char_indices();
        while let Some((at, c)) = chars.next() {
            match (quote, c) {
                (Some('\''), '\'') | (Some('"'), '"') => quote = None,
                (None, '\'' | '"') => quote = Some(c),
                (Some('\''), c) => value.push(c),
                (Some('"'), '\\') => match chars.clone().next() {
                    Some((_, escaped @ ('"' | '\\' | '$' | '`'))) => {
                        value.push(escaped);
                        chars.next();
                    }
                    _ => value.push('\\'),
                },
                (_, '$' | '`') => panic!("the shell would expand {line}"),
                (None, '\n') => return (value, &line[at..]),
                (None, ' ' | '#' | ';' | '&' | '|' | '<' | '>' | '(' | ')' | '\\') => {
                    panic!("not part of a word: {c} in {line}")
                }
                (_, c) => value.push(c),
            }
        }
        panic!("the value has no end: {line}");
    }

    fn written(value: &str) -> Variables {
        let mut text = Variables::with_room_for(&Secret::new(value.into()).unwrap());
        text.variable("A", value);
        text
    }

    #[test]
    fn the_plainest_form_that_every_reader_agrees_on() {
        for (value, line) in [
            ("abcd", "A=abcd\n"),
            ("a b", "A='a b'\n"),
            ("$HOME`id`", "A='$HOME`id`'\n"),
            (r"a\b", "A='a\\b'\n"),
            ("it's", "A=\"it's\"\n"),
            ("#x", "A='#x'\n"),
        ] {
            assert_eq!(written(value).0.as_str(), line, "{value}");
        }
        for value in [r"it's $5", r"a\\b", r"end\"] {
            assert!(written(value).0.starts_with(CAUTION), "{value}");
        }
    }

    proptest! {
        #[test]
        fn a_shell_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"$`#! ;]){1,80}") {
            let text = written(&value);
            prop_assert_eq!(text.0.capacity(), ROOM + 2 * value.len());
            let line = text.0.strip_prefix(CAUTION).unwrap_or(&text.0).strip_prefix("A=").unwrap();
            prop_assert_eq!(shell_reads(line), (value, "\n"));
        }
    }
}
