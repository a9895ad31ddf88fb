//! The journey, with one file for each verb. It contains no HTTP, no SQL and no user-facing text. Storage is a trait
//! ([`store::Store`]). Everything that people will read is an enum ([`Error`], [`event::Event`], [`notice::Mail`]),
//! and the crate above puts it into words.
//!
//! Time is a parameter, `now`, in Unix seconds. The first lines of each function check who is asking, if their link is
//! valid, and if the status allows it.

pub mod access;
pub mod account;
pub mod approvals;
pub mod board;
pub mod brand;
pub mod caller;
pub mod configure;
pub mod device;
pub mod enrollment;
mod error;
pub mod event;
pub mod factor;
pub mod factor_key;
pub mod guard;
pub mod hand_over;
pub mod help;
pub mod keys;
pub mod limits;
pub mod link;
pub mod membership;
pub mod network;
pub mod notice;
pub mod open;
pub mod password;
pub mod people;
pub mod prove;
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
pub mod watch;
pub mod withdraw;

#[cfg(feature = "testing")]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub mod contract;
#[cfg(feature = "testing")]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub mod fixture;

pub use error::{Error, Fault, Kind, NotNow, Result, Wait};
