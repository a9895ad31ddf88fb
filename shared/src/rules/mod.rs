//! Names, addresses, ports, phone numbers, notes, short texts and colors. They are checked once, when they are parsed,
//! and are valid from then on.

mod accent;
mod address;
mod domain;
mod error;
mod name;
mod note;
mod phone;
mod port;
mod short;
#[cfg(test)]
mod tests;
mod text;

pub use accent::Accent;
pub use address::Address;
pub use domain::{Domain, Host};
pub use error::RuleError;
pub use name::{NAME_MAX, Name, Username};
pub use note::{HELP_NOTE_MAX, HelpNote};
pub use phone::Phone;
pub use port::{Port, Security};
pub use short::{SHORT_TEXT_MAX, ShortText};

/// Returns true for an invisible character.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
