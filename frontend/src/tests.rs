//! What the pages' own tests stand on, in a browser: a page drawn into the document, a server that answers from a table,
//! and snapshots of what a person gets to see.

pub(crate) mod client;
mod json;
mod outline;
mod page;
mod server;
mod snapshot;
pub(crate) mod staff;

pub(crate) use page::Page;
pub(crate) use server::Server;

/// The moment of every test, in Unix seconds: March 3, 2027, 14:02 UTC.
pub(crate) const NOW: i64 = 1_804_082_520;

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;
