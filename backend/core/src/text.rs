//! Texts that people type and other people read.

use shared::{
    hidden,
    rules::{Name, RuleError},
};

use super::{Fault, Result};

/// Parses a name: one line, without invisible characters.
pub(super) fn name(field: &'static str, text: &str) -> Result<Name> {
    text.parse().map_err(|error| {
        let fault = match error {
            RuleError::Hidden(c) => Fault::Hidden(c),
            RuleError::Empty => Fault::NameEmpty,
            _ => Fault::NameTooLong,
        };
        fault.at(field)
    })
}

/// Refuses a text with invisible characters.
pub(super) fn visible(field: &'static str, text: &str) -> Result<()> {
    let hidden = text.chars().find(|&c| hidden::is_hidden(c));
    hidden.map_or(Ok(()), |c| Err(Fault::Hidden(c).at(field)))
}
