//! What reads texts that strangers write: DNS records, pasted ones, a mail server's replies, links, sealed files, and
//! what a browser relays. Each function takes any bytes and panics where something does not hold that has to hold for
//! every input.
//!
//! The fuzzer calls them, and so does an ordinary test, with every file of the corpora.

mod dns;
mod letters;
mod relay;
mod smtp;

pub use dns::{dkim, dmarc, mta_sts, paste, spf};
pub use letters::{link, sealed};
pub use relay::relay;
pub use smtp::smtp;
