//! `cargo xtask fuzz`: the readers of strangers' texts, given more and more of them (`tests/fuzz`).

use std::fs;

use crate::place::{Failure, Place, Result, ask, run};
use crate::{progress, tools};

/// As in `tests/fuzz/Cargo.toml`.
pub(crate) const TARGETS: [&str; 13] = [
    "agefile", "dkim", "dmarc", "env", "json", "link", "mta-sts", "paste", "relay", "sealed", "smtp", "spf",
    "typed",
];
/// Longest text that is tried, in bytes: beyond what a record or a reply may hold.
const LENGTH_MAX: u32 = 8192;
/// A text that takes longer is a finding, in seconds.
const TIMEOUT: u32 = 10;

#[derive(Debug, PartialEq, Eq, clap::Args)]
pub(crate) struct Options {
    /// What to fuzz [default: each in turn]
    #[arg(value_parser = TARGETS)]
    pub(crate) target: Option<String>,
    /// How long to fuzz each target
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) seconds: u32,
}

/// What is kept in the repository is where it begins. What it finds on the way goes below Cargo's target folder, and so
/// does what did harm, whose path it prints: that belongs into the corpus, where an ordinary test reads it ever after.
pub(crate) fn fuzz(place: &Place, options: &Options) -> Result {
    tools::cargo_fuzz(place)?;
    let nightly = ["run", "nightly", "cargo"];
    if ask(place.command("rustup").args(nightly).arg("--version")).is_none() {
        return Err(Failure::new("fuzzing takes a nightly Rust: `rustup toolchain install nightly`"));
    }
    // The server's pages are compiled in, and a folder that is not there would be built anew for each time.
    fs::create_dir_all(place.dist()).map_err(Failure::at("create", &place.dist()))?;
    for target in
        TARGETS.iter().filter(|name| options.target.as_deref().is_none_or(|wanted| wanted == **name))
    {
        let work = place.target.join("fuzz");
        let found = work.join("corpus").join(target);
        let harmful = work.join("artifacts").join(target);
        for folder in [&found, &harmful] {
            fs::create_dir_all(folder).map_err(Failure::at("create", folder))?;
        }
        let mut rustup = place.command("rustup");
        // The toolchain that we were started by would be taken instead.
        rustup.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").args(nightly);
        // No memory of ours is unsafe, so that the fuzzer need not watch it and tries more.
        rustup.args(["fuzz", "run", "--fuzz-dir", "tests/fuzz", "--sanitizer", "none", "--target-dir"]);
        rustup.arg(&work).arg(target).arg(&found).arg(format!("tests/fuzz/corpus/{target}")).arg("--");
        rustup.arg(format!("-artifact_prefix={}/", harmful.display()));
        rustup.arg(format!("-max_total_time={}", options.seconds));
        rustup.args([
            format!("-max_len={LENGTH_MAX}"),
            format!("-timeout={TIMEOUT}"),
            "-print_final_stats=1".into(),
        ]);
        progress::say_exactly(&format!("── {target}"), options.seconds);
        run(&mut rustup)?;
    }
    Ok(())
}
