//! Colors.

use std::str::FromStr;

use serde::Serialize;

use super::{RuleError, text::text_type};

/// A color as people write it on the web, `#rgb` or `#rrggbb`. It is kept as `#rrggbb`, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Accent(String);
text_type!(Accent);

impl Accent {
    /// Returns red, green and blue.
    pub fn rgb(&self) -> [u8; 3] {
        let channel = |at: usize| self.0.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        // The digits were checked when the text was parsed.
        [1, 3, 5].map(|at| channel(at).unwrap_or_default())
    }
}

impl FromStr for Accent {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RuleError::Empty);
        }
        let digits = text.strip_prefix('#').unwrap_or(text).to_ascii_lowercase();
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(RuleError::NotAColor);
        }
        match digits.len() {
            3 => Ok(Self("#".chars().chain(digits.chars().flat_map(|digit| [digit, digit])).collect())),
            6 => Ok(Self(format!("#{digits}"))),
            _ => Err(RuleError::NotAColor),
        }
    }
}
