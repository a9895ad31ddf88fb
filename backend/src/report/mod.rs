//! The DNS report: a folder or file per protocol, each parse, evaluate, fix; pure over a
//! [`resolver::Resolver`] and a [`web::Web`].

mod caa;
#[cfg(test)]
mod cases;
pub mod dkim;
pub mod dmarc;
pub mod extras;
mod finding;
pub mod gate;
pub mod mta_sts;
pub mod mx;
pub mod panel;
pub mod parked;
pub mod paste;
pub mod pasted;
pub mod resolver;
pub mod servers;
pub(crate) mod slips;
pub mod spf;
pub mod theirs;
pub mod web;
#[cfg(test)]
pub(crate) mod zone;
mod zonefile;
