//! Fuzz targets for everything that parses text from strangers: DNS records, pasted records, a mail server's replies,
//! links, key files, age files, typed text, requests, what a browser relays, received messages, and answers about access
//! tokens. Each function accepts any bytes, and panics if a rule that must hold for every input is broken.
//!
//! The fuzzer calls these functions, and so does an ordinary test, with every file in the corpora.

mod dns;
mod grant;
mod inbound;
mod json;
mod letters;
mod relay;
mod smtp;

pub use dns::{dkim, dmarc, mta_sts, paste, spf};
pub use grant::{jwt, token};
pub use inbound::{message, session};
pub use json::json;
pub use letters::{agefile, env, link, sealed, typed};
pub use relay::relay;
pub use smtp::smtp;
