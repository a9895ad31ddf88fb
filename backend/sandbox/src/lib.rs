//! The sandbox of `sealpost serve --demo`: a small world on loopback, for trying the whole journey without a real
//! account. One process has an agency, a client, the client's mail provider, and the DNS host with its panel. Everything
//! is gone when the process ends, and releases are built without it.

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
    /// Why not.
    pub fn new(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(why.into())
    }
}
