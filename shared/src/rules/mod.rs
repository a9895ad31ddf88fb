//! Names, addresses and ports. They are checked once, when they are parsed, and are valid from then on.

mod address;
mod domain;
mod error;
mod name;
mod port;
#[cfg(test)]
mod tests;
mod text;

pub use address::Address;
pub use domain::{Domain, Host};
pub use error::RuleError;
pub use name::{NAME_MAX, Name, Username};
pub use port::{Port, Security};

/// Returns true for an invisible character.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
