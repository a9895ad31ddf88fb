//! The sandbox of `cargo xtask run --demo`.

pub mod dns;
pub mod mail;
