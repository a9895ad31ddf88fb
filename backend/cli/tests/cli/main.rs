//! The command line as a person meets it: the real program, a real server, and what each prints.

mod file;
mod journey;
mod kept;
mod mistakes;
mod postgres;
#[cfg(feature = "demo")]
mod sandbox;
mod slipped_in;
mod stranger;
mod support;
mod terminal;
mod vouched;
