//! The client's wizard, from the link to the report.
//!
//! `app` reads the link and asks the server. `wizard` shows one step after the other, and `state` has the wizard's
//! data. `steps` has one file per step, and `page` is the frame around them. `plan` is what the client chose in the
//! guide. `program` splits the wizard into two downloads: [`EARLY`] and [`LETTER`]. `help` is below every step, and in
//! the second download.

mod app;
pub(crate) mod closed;
mod contact;
mod door;
mod early;
mod help;
mod help_bar;
mod history;
mod kept;
mod letter;
pub(crate) mod page;
pub(crate) mod pieces;
mod plan;
mod prefill;
mod program;
mod state;
mod steps;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod wizard;

pub use early::EARLY;
pub use letter::{LETTER, offer_letter};
pub use program::Program;
