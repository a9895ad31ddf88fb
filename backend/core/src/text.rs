//! Texts that people type and others read.

use shared::{
    hidden,
    rules::{Name, RuleError},
};

use super::{Error, Result};

/// A name on one line, all of whose characters show.
pub(super) fn name(field: &'static str, text: &str) -> Result<Name> {
    let detail = match text.parse::<Name>() {
        Ok(name) => return Ok(name),
        Err(RuleError::Hidden(c)) => return Err(Error::Hidden { field, found: hidden::describe(c) }),
        Err(RuleError::Empty) => "This is empty. Please fill in a name.",
        Err(_) => "This is too long. A name has at most 100 characters.",
    };
    Err(Error::Field { field, code: "name", detail })
}

/// Refuses a text with characters that don't show.
pub(super) fn visible(field: &'static str, text: &str) -> Result<()> {
    let hidden = text.chars().find(|&c| hidden::is_hidden(c));
    hidden.map_or(Ok(()), |c| Err(Error::Hidden { field, found: hidden::describe(c) }))
}
