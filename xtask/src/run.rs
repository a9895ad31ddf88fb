//! `cargo xtask run`: the pages, the server, and the server started.

use std::fs;
use std::process::Command;
use std::thread;

use crate::pages;
use crate::place::{Failure, Place, Result, not_started, run as run_to_end};
use crate::progress;

#[derive(Debug, PartialEq, Eq, clap::Args)]
pub(crate) struct Options {
    /// Add a sandbox agency, mail provider and DNS, to walk through
    #[arg(long)]
    pub(crate) demo: bool,
    /// Build as a release: slower to build, faster to run, with the pages inside the program
    #[arg(long)]
    pub(crate) release: bool,
    /// Arguments for `sealpost serve`
    #[arg(last = true, value_name = "ARGUMENTS")]
    pub(crate) serve: Vec<String>,
}

pub(crate) fn run(place: &Place, options: &Options) -> Result {
    if options.release {
        // It has the pages inside.
        pages::build(place)?;
        build_server(place, options)?;
    } else {
        pages_and_server(place, options)?;
    }
    let mut server = place.command(place.server(if options.release { "release" } else { "debug" }));
    server.arg("serve");
    if options.demo {
        server.arg("--demo");
    }
    become_(server.args(&options.serve))
}

/// Builds both side by side: much of what the pages need is done by one core, or waits for a download.
fn pages_and_server(place: &Place, options: &Options) -> Result {
    // The server refers to this folder while it is compiled.
    fs::create_dir_all(place.dist()).map_err(Failure::at("create", &place.dist()))?;
    thread::scope(|scope| {
        let server = scope.spawn(|| build_server(place, options));
        let pages = pages::build(place);
        pages.and(server.join().expect("building does not panic"))
    })
}

fn build_server(place: &Place, options: &Options) -> Result {
    progress::say("Building the server", "2 minutes the first time and seconds afterwards");
    let mut cargo = place.cargo();
    cargo.args(["build", "--quiet", "--locked", "--package", "sealpost"]);
    if options.demo {
        cargo.args(["--features", "demo"]);
    }
    if options.release {
        cargo.arg("--release");
    }
    run_to_end(&mut cargo)
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
