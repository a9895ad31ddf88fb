//! The DNS report: a folder or file per protocol, each parse, evaluate, fix; pure over a [`resolver::Resolver`].

#[cfg(test)]
mod cases;
pub mod dkim;
pub mod dmarc;
pub mod extras;
mod finding;
pub mod gate;
pub mod mx;
pub mod panel;
pub mod parked;
pub mod paste;
pub mod pasted;
pub mod resolver;
pub mod servers;
pub mod spf;
#[cfg(test)]
pub(crate) mod zone;
mod zonefile;
