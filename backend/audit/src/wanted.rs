//! A record that a provider asks for, as its page names it.

use std::fmt;

use shared::report::RecordType;

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedRecord {
    /// Full name, in lower case; with `<selector>` in it where a key was pasted alone.
    pub name: String,
    /// Its type.
    pub kind: PastedKind,
    /// The text; the target without a final dot; or preference and host.
    pub value: String,
}

/// Types that providers ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastedKind {
    /// A text.
    Txt,
    /// An alias.
    Cname,
    /// A mail host.
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
    /// Whether it is a DKIM key without its selector: a page's field for the value, or a key file.
    pub fn is_nameless(&self) -> bool {
        self.name.starts_with('<')
    }
}
