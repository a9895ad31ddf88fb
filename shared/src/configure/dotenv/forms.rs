//! The ways to write a value in a `.env` file, and which readers each is right for.

use super::readers::Reader;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Without quotes.
    Bare,
    /// In single quotes, where almost no character is special.
    Single,
    /// In double quotes, for a value without characters that are special there.
    Double,
    /// In double quotes with backslashes, the way shells and phpdotenv read them.
    Escaped,
    /// In double quotes with backslashes, the way only phpdotenv reads them: before a backtick there is none.
    EscapedForPhpdotenv,
    /// In backticks. Only JavaScript readers support them, and shells run what is between them, so this form is only
    /// for those readers.
    Backtick,
}

impl Form {
    /// Returns the form for an unknown reader: most readers get the value back, and no shell runs any of it.
    pub(super) fn for_most(value: &str) -> Self {
        let readers = |form: Self| Reader::ALL.into_iter().filter(|reader| reader.reads(form, value)).count();
        if readers(Self::Bare) == Reader::ALL.len() {
            return Self::Bare;
        }
        let forms = [Self::Single, Self::Double, Self::Escaped];
        let safe = forms.into_iter().filter(|form| Reader::Sh.reads(*form, value));
        // If several forms work for equally many readers, the first is used, because it is the plainest.
        safe.rev().max_by_key(|form| readers(*form)).unwrap_or(Self::Escaped)
    }

    /// Returns the plainest form that this reader reads right, if there is one.
    pub(super) fn for_reader(reader: Reader, value: &str) -> Option<Self> {
        let forms = [
            Self::Bare,
            Self::Single,
            Self::Double,
            Self::Escaped,
            Self::EscapedForPhpdotenv,
            Self::Backtick,
        ];
        forms.into_iter().find(|form| reader.reads(*form, value))
    }

    /// Returns the quote at both ends of the value.
    pub(super) fn quote(self) -> &'static str {
        match self {
            Self::Bare => "",
            Self::Single => "'",
            Self::Double | Self::Escaped | Self::EscapedForPhpdotenv => "\"",
            Self::Backtick => "`",
        }
    }

    /// Returns true if this character gets a backslash before it.
    pub(super) fn escapes(self, c: char) -> bool {
        match self {
            Self::Bare | Self::Single | Self::Double | Self::Backtick => false,
            Self::Escaped => matches!(c, '"' | '\\' | '$' | '`'),
            Self::EscapedForPhpdotenv => matches!(c, '"' | '\\' | '$'),
        }
    }
}
