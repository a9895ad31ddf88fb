//! The forms that a value can have in a `.env` file, and which of them suits whom.

use super::readers::Reader;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Bare,
    /// In single quotes, where hardly anything is special.
    Single,
    /// In double quotes, with nothing in it that is special there.
    Double,
    /// In double quotes with backslashes, as shells and phpdotenv read them.
    Escaped,
    /// In backticks, which only JavaScript's readers know. Shells run what is between them: for those readers alone.
    Backtick,
}

impl Form {
    /// For whoever may read the file: most readers get the value back, and no shell runs any of it.
    pub(super) fn for_most(value: &str) -> Self {
        let readers = |form: Self| Reader::ALL.into_iter().filter(|reader| reader.reads(form, value)).count();
        if readers(Self::Bare) == Reader::ALL.len() {
            return Self::Bare;
        }
        let forms = [Self::Single, Self::Double, Self::Escaped];
        let safe = forms.into_iter().filter(|form| Reader::Sh.reads(*form, value));
        // The first of those with the most: the plainest.
        safe.rev().max_by_key(|form| readers(*form)).unwrap_or(Self::Escaped)
    }

    /// The plainest one that this reader reads right, if there is one.
    pub(super) fn for_reader(reader: Reader, value: &str) -> Option<Self> {
        let forms = [Self::Bare, Self::Single, Self::Double, Self::Escaped, Self::Backtick];
        forms.into_iter().find(|form| reader.reads(*form, value))
    }

    /// What stands at both ends of the value.
    pub(super) fn quote(self) -> &'static str {
        match self {
            Self::Bare => "",
            Self::Single => "'",
            Self::Double | Self::Escaped => "\"",
            Self::Backtick => "`",
        }
    }

    /// Whether a character of the value gets a backslash in front.
    pub(super) fn escapes(self, c: char) -> bool {
        self == Self::Escaped && matches!(c, '"' | '\\' | '$' | '`')
    }
}
