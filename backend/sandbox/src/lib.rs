//! The sandbox of `sealpost serve --demo`: a whole small world on loopback, so that the journey can be walked
//! without a real account. In one process: an agency, a client, the client's mail provider, and the DNS host
//! with its panel. It is gone when the process ends, and no release is built with it.

#![allow(clippy::missing_panics_doc, reason = "its own records are right")]

pub mod agency;
pub mod dns;
pub mod panel;
pub mod world;

/// The sandbox could not be made.
#[derive(Debug, thiserror::Error)]
#[error("The sandbox could not be made: {0}.")]
pub struct Impossible(Box<dyn std::error::Error + Send + Sync>);

impl Impossible {
    /// Because of this.
    pub fn new(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(why.into())
    }
}
