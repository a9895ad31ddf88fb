//! The sandbox of `sealpost serve --demo`: a whole small world on loopback, for walking the journey without a real
//! account. In one process: an agency, a client, the client's mail provider, and the DNS host with its panel. It is
//! gone when the process ends, and releases are built without it.

#![allow(clippy::missing_panics_doc, reason = "its own records are right")]

pub mod agency;
pub mod dns;
pub mod panel;
pub mod world;

use words::Language;

/// The sentences of the sandbox.
pub(crate) const SAY: words::Sandbox = words::sandbox(Language::En);

/// The sandbox could not start.
#[derive(Debug, thiserror::Error)]
#[error("{}", SAY.failed(.0))]
pub struct Impossible(Box<dyn std::error::Error + Send + Sync>);

impl Impossible {
    /// For this reason.
    pub fn new(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(why.into())
    }
}
