//! The command line as a person meets it: the real program, a real server, and what each prints.

mod journey;
mod mistakes;
mod stranger;
mod support;
