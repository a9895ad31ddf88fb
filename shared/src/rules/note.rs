//! What clients write when they ask for help.

use std::str::FromStr;

use serde::Serialize;

use super::{RuleError, text::text_type};
use crate::hidden::is_hidden;

/// The longest note, in characters.
pub const HELP_NOTE_MAX: usize = 500;

/// A client's own words: 1 to [`HELP_NOTE_MAX`] characters on one line, all visible. Line breaks become spaces, and
/// invisible characters are removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct HelpNote(String);
text_type!(HelpNote);

impl FromStr for HelpNote {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let visible = |word: &str| word.chars().filter(|&c| !is_hidden(c)).collect::<String>();
        let words: Vec<String> = text.split_whitespace().map(visible).collect();
        let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match line.chars().count() {
            0 => Err(RuleError::Empty),
            1..=HELP_NOTE_MAX => Ok(Self(line)),
            _ => Err(RuleError::TooLong),
        }
    }
}
