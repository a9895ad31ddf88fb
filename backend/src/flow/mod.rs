//! One file per verb of the journey; knows no axum and no sqlx.
//!
//! Time comes in as a parameter, `now`, in Unix seconds. What a function may be asked to do is settled by
//! its first lines: who asks, whether the link lets them in, whether the status allows it.

pub mod access;
pub mod account;
pub mod approvals;
pub mod board;
pub mod configure;
pub mod device;
mod error;
pub mod factor;
pub mod guard;
pub mod keys;
pub mod limits;
pub mod link;
pub mod membership;
pub mod notice;
pub mod open;
pub mod password;
pub mod people;
mod readers;
pub mod report;
pub mod reseal;
pub mod retention;
pub mod session;
pub mod status;
pub mod step;
pub mod submit;
mod text;
pub mod trial;
mod tries;
pub mod verifier;
pub mod withdraw;

#[cfg(test)]
pub(crate) mod fixture;

pub use error::{Error, Kind, Result, Wait};
#[cfg(test)]
pub(crate) use tries::use_up;
