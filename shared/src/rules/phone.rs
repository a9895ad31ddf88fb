//! Phone numbers.

use std::str::FromStr;

use serde::Serialize;

use super::{RuleError, text::text_type};
use crate::hidden::is_hidden;

/// The fewest digits of a phone number.
const DIGITS_MIN: usize = 6;
/// The most digits. International numbers have at most 15 (E.164), and an extension can follow.
const DIGITS_MAX: usize = 20;
/// The longest text, in bytes, with everything between the digits.
const TEXT_MAX: usize = 40;

/// A phone number as people write it: digits with spaces, hyphens, parentheses, periods and slashes, and perhaps a `+` in
/// front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Phone(String);
text_type!(Phone);

impl Phone {
    /// Returns the address of a link that calls the number (RFC 3966): `tel:+14155550142`.
    pub fn url(&self) -> String {
        let dialed = self.0.chars().filter(|c| c.is_ascii_digit() || *c == '+');
        "tel:".chars().chain(dialed).collect()
    }
}

impl FromStr for Phone {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        // Copied numbers often have other spaces and hyphens, such as those without a line break, and invisible marks
        // around them.
        let visible = text.chars().filter(|&c| c.is_whitespace() || !is_hidden(c));
        let text: String = visible.map(|c| if is_hyphen(c) { '-' } else { c }).collect();
        let text = one_spaced(&text);
        if text.is_empty() {
            return Err(RuleError::Empty);
        }
        if text.len() > TEXT_MAX {
            return Err(RuleError::TooLong);
        }
        // The zero is dialed only without the country code.
        let text = if text.starts_with('+') { without_trunk(&text) } else { text };
        let number = text.strip_prefix('+').unwrap_or(&text);
        let is_between = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let has_others = number.chars().any(|c| !c.is_ascii_digit() && !is_between(c));
        if has_others || !(DIGITS_MIN..=DIGITS_MAX).contains(&digits) {
            return Err(RuleError::NotAPhone);
        }
        Ok(Self(text))
    }
}

/// Returns true for the hyphens and dashes that word processors put between digits.
fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2013}' | '\u{2212}')
}

/// Removes the zero in parentheses: `+49 (0)30 123456` becomes `+49 30 123456`.
fn without_trunk(text: &str) -> String {
    one_spaced(&text.replace("(0)", " "))
}

/// Writes one space for all space between two words.
fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
