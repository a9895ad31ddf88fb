//! Everything that the browser, the server and the command line have to agree on.
//!
//! This crate opens no sockets, reads no clock and uses no async runtime. It draws no random numbers either, except
//! for age's file keys and TLS. Callers pass times as Unix seconds, and randomness as a function.
//!
//! Each step of an onboarding turns its data into a new type: [`details::Answers`] and [`secret::Secret`] become
//! [`seal::Sealed`], and [`open::open`] turns that back.

#![deny(missing_docs)]

pub mod agefile;
pub mod approval;
pub mod base32;
pub mod base64_bytes;
pub mod board;
pub mod brand;
pub mod certificate;
pub mod check;
pub mod configure;
pub mod day;
pub mod delivery;
pub mod details;
pub mod diagnosis;
pub mod dns;
pub mod expiry;
pub mod facts;
pub mod grant;
pub mod hand_over;
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
pub mod sealed;
pub mod secret;
pub mod smtp;
pub mod status;
pub mod timetable;
#[cfg(feature = "tls")]
pub mod tls;
pub mod typed;
pub mod utc_offset;
pub mod voucher;
pub mod ways;
pub mod which;
pub mod wire;
