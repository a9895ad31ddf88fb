//! Helpers for tests of the pages in a browser: they render a page into the document, answer its requests from a table,
//! and compare snapshots of what a user sees.

pub(crate) mod client;
mod json;
mod outline;
mod page;
mod server;
mod snapshot;
pub(crate) mod staff;

pub(crate) use page::Page;
pub(crate) use server::Server;

/// The current time in every test, in Unix seconds: March 3, 2027, 14:02 UTC.
pub(crate) const NOW: i64 = 1_804_082_520;

/// Seconds in a day.
pub(crate) const DAY: i64 = 86_400;
