//! Texts that people type and others read.

use shared::recipients::NAME_MAX;

use super::{Error, Result};

/// A name of 1 to 100 bytes on one line, without white space around it.
pub(super) fn name<'a>(field: &'static str, text: &'a str) -> Result<&'a str> {
    let name = text.trim();
    let detail = match name.len() {
        0 => "This is empty. Please fill in a name.",
        1..=NAME_MAX if name.chars().any(char::is_control) => "A name stands on one line.",
        1..=NAME_MAX => return Ok(name),
        _ => "This is too long. A name has at most 100 characters.",
    };
    Err(Error::Field { field, code: "name", detail })
}
