//! The command line as a person uses it: the real program, a real server, and everything that both print.

mod file;
mod journey;
mod kept;
mod mistakes;
mod postgres;
#[cfg(feature = "demo")]
mod sandbox;
mod stranger;
mod support;
mod terminal;
mod unapproved_key;
mod vouched;
