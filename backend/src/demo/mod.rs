//! The sandbox of `sealpost serve --demo`: a whole small world on loopback, so that the journey can be walked
//! without a real account. In one process: an agency, a client, the client's mail provider, and the DNS host
//! with its panel. It is gone when the process ends, and no release is built with it.

#[cfg(feature = "demo")]
mod agency;
pub mod dns;
#[cfg(feature = "demo")]
mod panel;
#[cfg(feature = "demo")]
mod run;
#[cfg(feature = "demo")]
mod world;

#[cfg(feature = "demo")]
pub use run::run;
