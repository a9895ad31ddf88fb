//! `cargo xtask run`: builds the pages and the server, and starts the server.

use std::fs;
use std::process::Command;
use std::thread;

use crate::pages;
use crate::place::{Failure, Place, Result, not_started, run as run_to_end};
use crate::progress;

#[derive(Debug, PartialEq, Eq, clap::Args)]
pub(crate) struct Options {
    /// Add a sandbox with an agency, a mail provider and DNS, to try everything out
    #[arg(long)]
    pub(crate) demo: bool,
    /// Build a release: slower to build, faster to run, with the pages embedded in the program
    #[arg(long)]
    pub(crate) release: bool,
    /// Arguments for `sealpost serve`
    #[arg(last = true, value_name = "ARGUMENTS")]
    pub(crate) serve: Vec<String>,
}

pub(crate) fn run(place: &Place, options: &Options) -> Result {
    if options.release {
        // A release embeds the pages.
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

/// Builds the pages and the server in parallel. Much of the work for the pages uses one core or waits for downloads.
fn pages_and_server(place: &Place, options: &Options) -> Result {
    // The server's build requires this folder.
    fs::create_dir_all(place.dist()).map_err(Failure::at("create", &place.dist()))?;
    thread::scope(|scope| {
        let server = scope.spawn(|| build_server(place, options));
        let pages = pages::build(place);
        pages.and(server.join().expect("building doesn't panic"))
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

/// Replaces this process with the server, so that Ctrl-C and other signals reach only the server.
#[cfg(unix)]
fn become_(server: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;
    let cause = server.exec();
    Err(not_started(server, &cause))
}

/// On other systems, the console sends Ctrl-C to both processes. The server ends first, and we return its status.
#[cfg(not(unix))]
fn become_(server: &mut Command) -> Result {
    run_to_end(server)
}
