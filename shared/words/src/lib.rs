//! Every sentence that a person reads, by language. `en/*.ftl` contains the sentences (Project Fluent). The build creates a
//! function for each, whose parameters are the sentence's variables.
//!
//! ```
//! use words::Language;
//!
//! assert_eq!(words::list(Language::En, &["SPF", "DKIM", "DMARC"]), "SPF, DKIM, and DMARC");
//! ```

#![deny(missing_docs)]

mod brand;
mod dates;
pub mod delivery;
pub mod diagnosis;
mod guide;
mod helper;
mod letter;
mod link;
mod list;
mod oddity;
pub mod plural;
pub mod report;
mod rules;
mod silence;
mod span;
mod technician;
#[cfg(test)]
mod tests;
mod ways;
mod which;

use std::fmt::{Display, Write};

pub use dates::{clock, day, minute, utc_offset};
pub use guide::{Guide, Login, Panel};
pub use list::list;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Plain text.
    Text(&'static str),
    /// The sentence's variable with this index.
    Variable(usize),
}

/// Returns the sentence with its variables filled in.
fn fill(parts: &[Part], variables: &[&dyn Display]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(part) => text.push_str(part),
            // Writing to a string never fails.
            Part::Variable(index) => _ = write!(text, "{}", variables[*index]),
        }
    }
    text
}
