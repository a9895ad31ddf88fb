//! The only door out.

pub mod dns;
pub mod tls;
