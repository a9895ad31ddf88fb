//! Variables of a `.env` file. The format has no standard: shells, phpdotenv, and the dotenv packages of Node and
//! Python read some forms alike and others differently. If the reader isn't known, a value is written in the form
//! that most of them read right, with a comment above that names the others. For a known reader, it is written in the
//! form that this reader reads right.

mod forms;
mod readers;

use zeroize::Zeroizing;

pub use readers::{Misread, Reader};

use self::forms::Form;
use crate::details::SecretText;

/// Room for the comments and for all lines except the secret, with every character escaped.
const ROOM: usize = 8192;

/// What a comment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// This program doesn't read any form of the next value right.
    NoForm(Reader),
    /// What to do about a value that has no right form.
    NoFormNext,
    /// This program misreads the next line.
    Misreads(Reader, Misread),
    /// What to do about a line that a program misreads.
    MisreadsNext,
}

/// Returns a comment's sentence, on one line.
pub type Remarks = fn(Remark) -> String;

/// `NAME=value` lines, in a buffer that never grows, because growing would leave copies of the secret in memory.
pub(super) struct Variables {
    text: Zeroizing<String>,
    reader: Option<Reader>,
    remarks: Remarks,
}

impl Variables {
    /// Creates an empty file for this reader, or for any.
    pub(super) fn with_room_for(secret: &SecretText, reader: Option<Reader>, remarks: Remarks) -> Self {
        let text = Zeroizing::new(String::with_capacity(ROOM + 2 * secret.expose().len()));
        Self { text, reader, remarks }
    }

    pub(super) fn variable(&mut self, name: &str, value: &str) {
        let form = match self.reader {
            None => {
                let form = Form::for_most(value);
                self.name_the_others(form, value);
                form
            }
            Some(reader) => Form::for_reader(reader, value).unwrap_or_else(|| {
                self.comment(Remark::NoForm(reader));
                self.comment(Remark::NoFormNext);
                Form::for_most(value)
            }),
        };
        self.text.push_str(name);
        self.text.push('=');
        self.text.push_str(form.quote());
        for c in value.chars() {
            if form.escapes(c) {
                self.text.push('\\');
            }
            self.text.push(c);
        }
        self.text.push_str(form.quote());
        self.text.push('\n');
    }

    /// Writes a comment for each program that misreads the next line.
    fn name_the_others(&mut self, form: Form, value: &str) {
        let others: Vec<Reader> =
            Reader::ALL.into_iter().filter(|reader| !reader.reads(form, value)).collect();
        for reader in &others {
            self.comment(Remark::Misreads(*reader, reader.misreads(form)));
        }
        if !others.is_empty() {
            self.comment(Remark::MisreadsNext);
        }
    }

    fn comment(&mut self, remark: Remark) {
        self.text.push_str("# ");
        self.text.push_str(&(self.remarks)(remark));
        self.text.push('\n');
    }

    pub(super) fn finish(self) -> Zeroizing<String> {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns what a POSIX shell reads from a line without expansions (POSIX.1-2024, section 2.2): the value, and
    /// the rest of the line. Panics if the shell would expand something.
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
                (_, '$' | '`') => panic!("the shell would expand a part of {line}"),
                (None, '\n') => return (value, &line[at..]),
                (None, ' ' | '#' | ';' | '&' | '|' | '<' | '>' | '(' | ')' | '\\') => {
                    panic!("unquoted {c} in {line}")
                }
                (_, c) => value.push(c),
            }
        }
        panic!("the value doesn't end: {line}");
    }

    /// Returns a sentence as long as the longest one in `words`.
    fn remarks(remark: Remark) -> String {
        match remark {
            Remark::NoForm(reader) | Remark::Misreads(reader, _) => format!("{:-<100}", reader.label()),
            Remark::NoFormNext | Remark::MisreadsNext => "-".repeat(100),
        }
    }

    fn written(value: &str, reader: Option<Reader>) -> (Vec<String>, String) {
        let secret = SecretText::new(value.into()).unwrap();
        let mut text = Variables::with_room_for(&secret, reader, remarks);
        let room = text.text.capacity();
        text.variable("A", value);
        assert_eq!(text.text.capacity(), room, "a growing buffer leaves copies of the secret behind");
        let mut lines: Vec<String> = text.finish().lines().map(str::to_owned).collect();
        let line = lines.pop().unwrap();
        (lines, line)
    }

    #[test]
    fn the_form_that_most_readers_parse_correctly_is_chosen() {
        for (value, line, others) in [
            ("abcd", "A=abcd", &[][..]),
            ("Kp7!Wq2m*?", "A=Kp7!Wq2m*?", &[]),
            ("Grüße§5", "A=Grüße§5", &[]),
            ("a b", "A='a b'", &["docker --env-file"]),
            ("Kp7$Wq2m", "A='Kp7$Wq2m'", &["docker --env-file"]),
            ("$HOME`id`", "A='$HOME`id`'", &["docker --env-file"]),
            (r"a\b", r"A='a\b'", &["docker --env-file"]),
            ("it's", "A=\"it's\"", &["docker --env-file"]),
            ("#x", "A='#x'", &["docker --env-file"]),
            ("p${Y}q7", "A='p${Y}q7'", &["docker --env-file", "python-dotenv"]),
            ("it's9\"x", "A=\"it's9\\\"x\"", &["docker --env-file", "node --env-file", "dotenv (npm)"]),
            (r"ends9\", r#"A="ends9\\""#, &["docker --env-file", "node --env-file", "dotenv (npm)"]),
        ] {
            let (comments, written) = written(value, None);
            assert_eq!(written, line, "{value}");
            let named = Reader::ALL.into_iter().map(Reader::label);
            let named: Vec<&str> = named.filter(|name| comments.concat().contains(name)).collect();
            assert_eq!(named, others, "{value}: {comments:#?}");
        }
    }

    #[test]
    fn each_reader_gets_a_form_that_it_parses_correctly() {
        for (reader, value, line) in [
            (Reader::Docker, "it's 9\"x$", "A=it's 9\"x$"),
            (Reader::Compose, "Kp7$Wq2m", "A='Kp7$Wq2m'"),
            (Reader::Node, "it's9\"x", "A=it's9\"x"),
            (Reader::Node, "'#\"", "A=`'#\"`"),
            (Reader::Dotenv, r"ends#9\", r"A=`ends#9\`"),
            (Reader::Sh, "it's $5", r#"A="it's \$5""#),
            (Reader::Systemd, r"a\b", r"A='a\b'"),
            (Reader::Phpdotenv, "tr#4", "A='tr#4'"),
        ] {
            assert_eq!(written(value, Some(reader)), (vec![], line.to_owned()), "{reader:?}");
        }
        let (comments, _) = written("p${Y}q7", Some(Reader::PythonDotenv));
        let no_form = Remark::NoForm(Reader::PythonDotenv);
        assert_eq!(comments, [no_form, Remark::NoFormNext].map(|remark| format!("# {}", remarks(remark))));
    }

    #[test]
    fn ids_round_trip() {
        for reader in Reader::ALL {
            assert_eq!(Reader::from_id(reader.id()), Some(reader));
        }
        assert_eq!(Reader::from_id("ruby"), None);
    }

    proptest! {
        #[test]
        fn a_shell_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"$`#! ;]){1,80}") {
            for reader in [None, Some(Reader::Sh)] {
                let (_, line) = written(&value, reader);
                let line = format!("{}\n", line.strip_prefix("A=").unwrap());
                prop_assert_eq!(shell_reads(&line), (value.clone(), "\n"));
            }
        }
    }
}
