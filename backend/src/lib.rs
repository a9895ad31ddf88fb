//! The server and every role's command line.

pub mod app;
pub mod cli;

#[cfg(any(test, feature = "demo"))]
pub mod demo;
pub mod memory;
pub mod routes;
pub mod serve;
pub mod settings;
