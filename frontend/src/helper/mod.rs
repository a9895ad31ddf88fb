//! The page of someone who does a step for a client, such as the person who manages Microsoft 365. It is a program of its
//! own, which clients and staff never load.
//!
//! `app` reads the link and asks the server. `page` shows the steps with the fields in them, `values` checks what was
//! typed, `kept` keeps it across a reload, and `send` encrypts it for the client's page.

mod app;
mod commands;
mod fields;
mod kept;
mod page;
mod secret_field;
mod send;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod values;

use crate::program;

/// Takes over the page once the program is loaded.
pub fn open() {
    program::start_soon(|| program::take::<app::App>(()));
}
