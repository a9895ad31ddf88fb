//! What reads texts that strangers write: DNS records, pasted ones, a mail server's replies, links, key files,
//! age files, what people type, requests, and what a browser relays. Each function takes any bytes and panics where something does not hold that has
//! to hold for every input.
//!
//! The fuzzer calls them, and so does an ordinary test, with every file of the corpora.

mod dns;
mod json;
mod letters;
mod relay;
mod smtp;

pub use dns::{dkim, dmarc, mta_sts, paste, spf};
pub use json::json;
pub use letters::{agefile, env, link, sealed, typed};
pub use relay::relay;
pub use smtp::smtp;
