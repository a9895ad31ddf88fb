//! Names of people, and their user names.

use std::str::FromStr;

use serde::Serialize;

use super::{RuleError, text::text_type};
use crate::hidden::is_hidden;

/// Longest name of a person, in bytes.
pub const NAME_MAX: usize = 100;

/// A person's or a client's name: 1 to [`NAME_MAX`] bytes, all visible. Names that look the same are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Name(String);
text_type!(Name);

impl FromStr for Name {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        match text.len() {
            0 => Err(RuleError::Empty),
            1..=NAME_MAX => text
                .chars()
                .find(|&c| is_hidden(c))
                .map_or_else(|| Ok(Self(text.to_owned())), |c| Err(RuleError::Hidden(c))),
            _ => Err(RuleError::TooLong),
        }
    }
}

/// The user name for a sign-in: any text of 1 to 320 bytes, all visible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Username(String);
text_type!(Username);

impl FromStr for Username {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        match text.len() {
            0 => Err(RuleError::Empty),
            1..=320 if text.chars().any(is_hidden) => Err(RuleError::Control),
            1..=320 => Ok(Self(text.to_owned())),
            _ => Err(RuleError::TooLong),
        }
    }
}
