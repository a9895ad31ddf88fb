//! Programs that read `.env` files, and how each of them reads a value in each form. The format has no standard.
//! These facts come from each program's source, or from running it.

use serde::{Deserialize, Serialize};

use super::forms::Form;

/// A program that reads `.env` files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    /// `docker run --env-file`: takes everything after `=`, including quotes.
    Docker,
    /// Docker Compose: its `.env` and its `env_file`.
    Compose,
    /// python-dotenv 1.
    PythonDotenv,
    /// Node's own `--env-file`.
    Node,
    /// The npm package dotenv.
    Dotenv,
    /// A POSIX shell, after `.` or `source`.
    Sh,
    /// systemd's `EnvironmentFile=`.
    Systemd,
    /// phpdotenv 5, which Laravel uses.
    Phpdotenv,
}

/// How a program misreads a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    /// It keeps the quotes as part of the value.
    KeepsQuotes,
    /// It replaces `${…}` or a backslash.
    Replaces,
    /// It reads the quotes or backslashes differently.
    Escapes,
    /// It reads the value differently.
    Other,
}

impl Reader {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Docker,
        Self::Compose,
        Self::PythonDotenv,
        Self::Node,
        Self::Dotenv,
        Self::Sh,
        Self::Systemd,
        Self::Phpdotenv,
    ];

    /// Returns the name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Compose => "compose",
            Self::PythonDotenv => "python-dotenv",
            Self::Node => "node",
            Self::Dotenv => "dotenv",
            Self::Sh => "sh",
            Self::Systemd => "systemd",
            Self::Phpdotenv => "phpdotenv",
        }
    }

    /// Parses [`Reader::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reader| reader.id() == id)
    }

    /// Returns the name that people know it by.
    pub fn label(self) -> &'static str {
        match self {
            Self::Docker => "docker --env-file",
            Self::Compose => "docker compose",
            Self::PythonDotenv => "python-dotenv",
            Self::Node => "node --env-file",
            Self::Dotenv => "dotenv (npm)",
            Self::Sh => "sh (source)",
            Self::Systemd => "systemd",
            Self::Phpdotenv => "phpdotenv (Laravel)",
        }
    }

    /// Returns how it misreads this form, for the comment above the line.
    pub(super) fn misreads(self, form: Form) -> Misread {
        match (self, form) {
            (Self::Docker, _) => Misread::KeepsQuotes,
            (Self::PythonDotenv | Self::Phpdotenv | Self::Compose, Form::Single) => Misread::Replaces,
            (_, Form::Escaped) => Misread::Escapes,
            _ => Misread::Other,
        }
    }

    /// Returns true if it gets this value back from a line in this form.
    pub(super) fn reads(self, form: Form, value: &str) -> bool {
        match form {
            Form::Bare => self.reads_bare(value),
            Form::Single => self.reads_single(value),
            // In double quotes, if no reader treats any character in the value as special.
            Form::Double => self != Self::Docker && !value.contains(['"', '\\', '$', '`']),
            Form::Escaped => self.reads_escaped(value),
            Form::EscapedForPhpdotenv => self == Self::Phpdotenv,
            Form::Backtick => matches!(self, Self::Node | Self::Dotenv) && !value.contains('`'),
        }
    }

    fn reads_bare(self, value: &str) -> bool {
        // JavaScript treats a byte order mark at either end as white space.
        let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
        let is_trimmed = !value.is_empty() && value.trim_matches(is_blank) == value;
        let is_unquoted = !value.starts_with(['\'', '"', '`']);
        match self {
            Self::Docker => !value.is_empty(),
            Self::Compose => is_trimmed && is_unquoted && !value.contains('$') && !has_comment(value),
            Self::PythonDotenv => is_trimmed && is_unquoted && !value.contains("${") && !has_comment(value),
            Self::Node | Self::Dotenv => is_trimmed && is_unquoted && !value.contains('#'),
            Self::Sh => {
                let is_special = |c: char| c.is_whitespace() || "|&;<>()$`\\\"'#".contains(c);
                let is_home = value.starts_with('~') || value.contains(":~");
                !value.is_empty() && !is_home && !value.contains(is_special)
            }
            Self::Systemd => is_trimmed && is_unquoted && !value.contains('\\'),
            Self::Phpdotenv => {
                let is_special = |c: char| c.is_whitespace() || c == '#';
                // phpdotenv takes `="` as the start of a multi-line value.
                let is_replaced = value.contains("${") || value.contains("=\"");
                is_unquoted && !value.is_empty() && !value.contains(is_special) && !is_replaced
            }
        }
    }

    fn reads_single(self, value: &str) -> bool {
        // A backslash before the closing quote escapes it, so the value would go on.
        let ends_escaped = value.ends_with('\\');
        let is_plain = !value.contains('\'');
        match self {
            Self::Docker => false,
            Self::Compose | Self::Dotenv => is_plain && !ends_escaped,
            Self::PythonDotenv => {
                is_plain && !ends_escaped && !value.contains(r"\\") && !value.contains("${")
            }
            // As without quotes.
            Self::Phpdotenv => is_plain && !value.contains("=\""),
            Self::Node | Self::Sh | Self::Systemd => is_plain,
        }
    }

    fn reads_escaped(self, value: &str) -> bool {
        match self {
            Self::Docker => false,
            Self::Compose | Self::Phpdotenv => !value.contains('`'),
            Self::PythonDotenv => !value.contains(['`', '$']),
            Self::Node | Self::Dotenv => Self::Compose.reads(Form::Double, value),
            Self::Sh | Self::Systemd => true,
        }
    }
}

/// Returns true if a comment would begin in the value: `#` after a space.
fn has_comment(value: &str) -> bool {
    value.match_indices('#').any(|(at, _)| value[..at].ends_with(char::is_whitespace))
}
