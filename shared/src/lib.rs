//! What browser, server and command line must agree on.
//!
//! Nothing here opens a socket, reads a clock, draws a random number for itself (age's file keys
//! and TLS's excepted) or knows an async runtime: times come in as Unix seconds, randomness as a function.
//!
//! The data of the journey moves forward as new types:
//! [`details::Answers`] and [`details::Secret`] become [`seal::Sealed`], which
//! [`open::open`] turns back.

#![deny(missing_docs)]

pub mod agefile;
pub mod approval;
pub mod base32;
pub mod board;
pub mod certificate;
pub mod check;
pub mod configure;
pub mod details;
pub mod diagnosis;
pub mod dns;
pub mod facts;
pub mod hidden;
pub mod identities;
pub mod link;
pub mod open;
pub mod page;
pub mod proof;
pub mod received;
pub mod recipients;
pub mod report;
pub mod retention;
pub mod rules;
pub mod seal;
pub mod smtp;
pub mod status;
pub mod timetable;
#[cfg(feature = "tls")]
pub mod tls;
pub mod typed;
pub mod voucher;
pub mod which;
pub mod wire;
