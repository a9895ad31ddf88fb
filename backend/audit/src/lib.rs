#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod audit;
mod caa;
#[cfg(test)]
mod cases;
pub mod dkim;
pub mod dmarc;
pub mod extras;
pub mod gate;
mod judged;
pub mod mta_sts;
pub mod mx;
mod outcome;
pub mod panel;
pub mod parked;
pub mod paste;
pub mod pasted;
pub mod resolver;
pub mod servers;
pub mod spf;
pub mod theirs;
pub(crate) mod unwanted;
pub mod wanted;
pub mod zone;
mod zonefile;

pub use audit::{AuditRequest, Look, audit, look};
