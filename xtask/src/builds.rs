//! `cargo xtask bench builds`: how long builds take, compared with the last commit in which the server was one crate.
//!
//! Both commits are checked out in `target/builds`, each with its own target folder. They are built in turns, each edit
//! three times, and the medians are compared. An edit adds a line at the top of a file, so all of its code moves.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::checkout::checkout;
use crate::place::{Failure, Place, Result, run};
use crate::tools;

/// The last commit in which the server was one crate.
const ONE_CRATE: &str = "c9a5400";
const ROUNDS: usize = 3;
const SERVER: [&str; 3] = ["build", "--package", "sealpost"];
const PAGES: [&str; 7] =
    ["build", "--package", "frontend", "--lib", "--bins", "--target", "wasm32-unknown-unknown"];

/// An edit: the file in both commits, what is built after it, and its tests in both commits.
struct Edit {
    what: &'static str,
    files: [&'static str; 2],
    build: &'static [&'static str],
    tests: [&'static [&'static str]; 2],
}

const EDITS: [Edit; 3] = [
    Edit {
        what: "audit/spf",
        files: ["backend/src/report/spf/walk.rs", "backend/audit/src/spf/walk.rs"],
        build: &SERVER,
        tests: [
            &["--package", "sealpost", "--lib", "-E", "test(/spf/)"],
            &["--package", "sealpost-audit", "--lib", "-E", "test(/spf/)"],
        ],
    },
    Edit {
        what: "web",
        files: ["backend/src/routes/manager.rs", "backend/web/src/routes/manager.rs"],
        build: &SERVER,
        tests: [
            &["--package", "sealpost", "--lib", "-E", "test(/^routes::/)"],
            &["--package", "sealpost-web", "--lib", "-E", "test(/^routes::/)"],
        ],
    },
    Edit {
        what: "page",
        files: ["frontend/src/client/steps/welcome.rs"; 2],
        build: &PAGES,
        tests: [&["--package", "frontend", "--lib"]; 2],
    },
];

/// Prints the medians of both commits, and their ratio: of everything, or only of some. Needs a quiet machine, and half an
/// hour on two cores.
pub(crate) fn compare(place: &Place, only: &[String]) -> Result {
    let is_wanted = |what: &str| only.is_empty() || only.iter().any(|one| one == what);
    tools::wasm_target(place)?;
    tools::nextest(place)?;
    let trees = [tree(place, "before", ONE_CRATE)?, tree(place, "after", "HEAD")?];
    println!("{:<30}{:>10}{:>10}{:>7}", "seconds", "before", "after", "ratio");
    if is_wanted("clean") {
        print("clean build of the server", &clean(&trees)?);
    }
    for Edit { what, files, build, tests } in EDITS.into_iter().filter(|edit| is_wanted(edit.what)) {
        let test = |tree: &Place, at: usize| timed(tree, &[&["nextest", "run"][..], tests[at]].concat());
        for (at, tree) in trees.iter().enumerate() {
            timed(tree, build)?;
            test(tree, at)?;
        }
        let mut tested = [Vec::new(), Vec::new()];
        let built = alternating(&trees, |tree, at| {
            add_a_line(&tree.root.join(files[at]))?;
            let seconds = timed(tree, build)?;
            tested[at].push(test(tree, at)?);
            Ok(seconds)
        })?;
        print(&format!("build after an edit in {what}"), &built);
        print("  and then its tests", &tested);
    }
    Ok(())
}

/// Builds the server from scratch.
fn clean(trees: &[Place; 2]) -> Result<[Vec<f64>; 2]> {
    alternating(trees, |tree, _| {
        let target = tree.root.join("target");
        if target.is_dir() {
            fs::remove_dir_all(&target).map_err(Failure::at("remove", &target))?;
        }
        timed(tree, &SERVER)
    })
}

/// Checks a commit out in a folder below the target folder.
fn tree(place: &Place, name: &str, commit: &str) -> Result<Place> {
    let root = place.target.join("builds").join(name);
    let target = vec![("CARGO_TARGET_DIR", root.join("target").into())];
    let tree = checkout(place, &root, commit, target)?;
    // The server embeds the pages from this folder.
    fs::create_dir_all(tree.dist()).map_err(Failure::at("create", &tree.dist()))?;
    Ok(tree)
}

/// Measures both trees in turns. Each round begins with the other one.
fn alternating(
    trees: &[Place; 2],
    mut once: impl FnMut(&Place, usize) -> Result<f64>,
) -> Result<[Vec<f64>; 2]> {
    let mut seconds = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for turn in 0..2 {
            let at = (round + turn) % 2;
            seconds[at].push(once(&trees[at], at)?);
        }
    }
    Ok(seconds)
}

/// Returns how long Cargo took, in seconds.
fn timed(tree: &Place, words: &[&str]) -> Result<f64> {
    let begun = Instant::now();
    let quiet = if words[0] == "nextest" { "--status-level=none" } else { "--quiet" };
    let (words, end) = words.split_at(words.iter().position(|word| *word == "-E").unwrap_or(words.len()));
    run(tree.cargo().args(words).args([quiet, "--locked"]).args(end))?;
    Ok(begun.elapsed().as_secs_f64())
}

fn add_a_line(file: &Path) -> Result {
    let text = fs::read_to_string(file).map_err(Failure::at("read", file))?;
    fs::write(file, format!("//\n{text}")).map_err(Failure::at("write", file))
}

fn print(what: &str, seconds: &[Vec<f64>; 2]) {
    let [before, after] = seconds.each_ref().map(|seconds| median(seconds));
    println!("{what:<30}{before:>10.1}{after:>10.1}{:>7.2}", after / before);
}

fn median(seconds: &[f64]) -> f64 {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
