//! A record that a provider asks for, as shown on its page.

use std::fmt;

use shared::report::RecordType;

/// A record from a provider's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedRecord {
    /// The full name in lowercase. Contains `<selector>` if a key was pasted alone.
    pub name: String,
    /// The type of the record.
    pub kind: PastedKind,
    /// The text, the target without a final dot, or the preference and host.
    pub value: String,
}

/// Record types that providers ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastedKind {
    /// A text (TXT).
    Txt,
    /// An alias (CNAME).
    Cname,
    /// A mail host (MX).
    Mx,
}

impl PastedKind {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let word = text.trim().trim_end_matches(':').to_ascii_lowercase();
        match word.strip_suffix(" record").unwrap_or(&word) {
            "txt" => Some(Self::Txt),
            "cname" => Some(Self::Cname),
            "mx" => Some(Self::Mx),
            _ => None,
        }
    }
}

impl From<PastedKind> for RecordType {
    fn from(kind: PastedKind) -> Self {
        match kind {
            PastedKind::Txt => Self::Txt,
            PastedKind::Cname => Self::Cname,
            PastedKind::Mx => Self::Mx,
        }
    }
}

impl fmt::Display for PastedKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(RecordType::from(*self).name())
    }
}

impl PastedRecord {
    /// Returns true if this is a DKIM key without its selector: only the value from a page, or a key file.
    pub fn is_nameless(&self) -> bool {
        self.name.starts_with('<')
    }
}
