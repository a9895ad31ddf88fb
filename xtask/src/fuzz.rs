//! `cargo xtask fuzz`: fuzzes the parsers that read text from strangers (`tests/fuzz`).

use std::fs;

use crate::place::{Failure, Place, Result, ask, run};
use crate::{progress, tools};

/// The targets in `tests/fuzz/Cargo.toml`.
pub(crate) const TARGETS: [&str; 17] = [
    "agefile", "dkim", "dmarc", "env", "json", "jwt", "link", "message", "mta-sts", "paste", "relay",
    "sealed", "session", "smtp", "spf", "token", "typed",
];
/// The maximum length of an input, in bytes: longer than any record or reply.
const LENGTH_MAX: u32 = 8192;
/// An input that takes longer than this many seconds is a finding.
const TIMEOUT: u32 = 10;

#[derive(Debug, PartialEq, Eq, clap::Args)]
pub(crate) struct Options {
    /// What to fuzz [default: each target in turn]
    #[arg(value_parser = TARGETS)]
    pub(crate) target: Option<String>,
    /// How long to fuzz each target
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) seconds: u32,
}

/// Starts from the inputs in the repository. New inputs go below Cargo's target folder, and so do those that cause a
/// failure, whose paths are printed. Add these to the corpus in the repository, so that an ordinary test covers them.
pub(crate) fn fuzz(place: &Place, options: &Options) -> Result {
    tools::cargo_fuzz(place)?;
    let nightly = ["run", "nightly", "cargo"];
    if ask(place.command("rustup").args(nightly).arg("--version")).is_none() {
        return Err(Failure::new("fuzzing takes a nightly Rust: `rustup toolchain install nightly`"));
    }
    // The server embeds the pages. If their folder were missing, each target would rebuild it.
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
        // Otherwise these variables would select the toolchain that started us.
        rustup.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").args(nightly);
        // None of our code is unsafe, so checking memory would only slow down the fuzzer.
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
