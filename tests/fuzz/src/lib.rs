//! Fuzz targets for everything that reads strangers' text: DNS records, pasted records, a mail server's replies, links, key
//! files, age files, typed text, requests, and what a browser relays. Each function takes any bytes, and panics if something
//! that has to be true for every input isn't.
//!
//! The fuzzer calls these functions, and so does an ordinary test, with every file in the corpora.

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
