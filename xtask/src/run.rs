//! `cargo xtask run`: the pages, the server, and the server started.

use std::process::Command;

use crate::pages;
use crate::place::{Place, Result, not_started, run as run_to_end};

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// With the sandbox agency.
    pub(crate) demo: bool,
    /// As a release is built: slower to build, faster to run, the pages inside the program.
    pub(crate) release: bool,
    /// Arguments for `sealpost serve`.
    pub(crate) serve: Vec<String>,
}

pub(crate) fn run(place: &Place, options: &Options) -> Result {
    pages::build(place)?;
    eprintln!("Building the server");
    let mut cargo = place.cargo();
    cargo.args(["build", "--quiet", "--locked", "--package", "sealpost"]);
    if options.demo {
        cargo.args(["--features", "demo"]);
    }
    if options.release {
        cargo.arg("--release");
    }
    run_to_end(&mut cargo)?;

    let mut server = place.command(place.server(if options.release { "release" } else { "debug" }));
    server.arg("serve");
    if options.demo {
        server.arg("--demo");
    }
    become_(server.args(&options.serve))
}

/// Hands this process over to the server, so that Ctrl-C and every other signal reach it and nobody else.
#[cfg(unix)]
fn become_(server: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;
    let cause = server.exec();
    Err(not_started(server, &cause))
}

/// Elsewhere the console sends Ctrl-C to both; the server ends first, and its status is ours.
#[cfg(not(unix))]
fn become_(server: &mut Command) -> Result {
    run_to_end(server)
}
