//! Short texts.

use std::str::FromStr;

use serde::Serialize;

use super::{RuleError, text::text_type};
use crate::hidden::is_hidden;

/// The longest short text, in characters.
pub const SHORT_TEXT_MAX: usize = 80;

/// A text on one line: 1 to [`SHORT_TEXT_MAX`] characters, all visible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct ShortText(String);
text_type!(ShortText);

impl FromStr for ShortText {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        if let Some(c) = text.chars().find(|&c| is_hidden(c)) {
            return Err(RuleError::Hidden(c));
        }
        match text.chars().count() {
            0 => Err(RuleError::Empty),
            1..=SHORT_TEXT_MAX => Ok(Self(text.to_owned())),
            _ => Err(RuleError::TooLong),
        }
    }
}
