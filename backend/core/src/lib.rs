//! The journey: one verb a file. It knows no HTTP and no SQL; what is kept is a trait ([`store::Store`]).
//!
//! Time comes in as a parameter, `now`, in Unix seconds. What a function may be asked to do is settled by
//! its first lines: who asks, whether the link lets them in, whether the status allows it.

pub mod access;
pub mod account;
pub mod approvals;
pub mod board;
pub mod configure;
pub mod dates;
pub mod device;
mod error;
pub mod factor;
pub mod guard;
pub mod keys;
pub mod limits;
pub mod link;
pub mod membership;
pub mod network;
pub mod notice;
pub mod open;
pub mod password;
pub mod people;
pub mod random;
mod readers;
pub mod report;
pub mod reseal;
pub mod retention;
pub mod session;
pub mod shares;
pub mod status;
pub mod step;
pub mod store;
pub mod submit;
mod text;
pub mod trial;
pub mod tries;
pub mod verifier;
pub mod withdraw;

#[cfg(feature = "testing")]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub mod contract;
#[cfg(feature = "testing")]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub mod fixture;

pub use error::{Error, Kind, Result, Wait};
