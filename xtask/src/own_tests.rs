//! `cargo xtask pages-tests`: runs the pages' own tests in headless Chromium, and compares their snapshots.
//!
//! A test fetches its snapshot from the test runner, which serves `frontend/`. If the page differs, the test prints it
//! on one line.

use std::fs;
use std::path::{Path, PathBuf};

use crate::place::{Failure, Place, Result, files_below, not_started};
use crate::test::Tally;
use crate::tools;

/// What to do with a page that differs from its snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Fail the test.
    Compare,
    /// Replace the snapshot.
    Write,
}

impl From<bool> for Mode {
    /// Returns `Write` for true.
    fn from(write: bool) -> Self {
        if write { Self::Write } else { Self::Compare }
    }
}

const SNAPSHOTS: &str = "frontend/snapshots";
/// Starts the line that a test prints for a page that differs. The snapshot's name and the page as a JSON string
/// follow.
const SAID: &str = "SNAPSHOT ";

/// Runs the tests. Returns the counts even if some tests failed.
pub(crate) fn run(place: &Place, mode: Mode) -> (Result, Tally) {
    let log = match start(place) {
        Ok(log) => log,
        Err(failure) => return (Err(failure), Tally::default()),
    };
    let tally = tally(&log).unwrap_or_default();
    let outcome = match mode {
        // A test fails once for each page that differs. Anything else that failed isn't mended by writing.
        Mode::Write if tally.passed + tally.failed == 0 || tally.failed > drawn(&log).count() => {
            print!("{log}");
            Err(Failure::new("some of the pages' own tests failed for another reason than their snapshot"))
        }
        Mode::Write => write(place, &log),
        Mode::Compare if tally.failed == 0 && tally.passed > 0 => Ok(()),
        Mode::Compare => {
            print!("{log}");
            Err(Failure::new(
                "the pages' own tests failed. If a page is drawn as it should be now: cargo xtask pages-tests --write",
            ))
        }
    };
    (outcome.and_then(|()| no_orphans(place)), tally)
}

/// Returns the output of the tests. It shows if some failed, so their exit status is ignored.
fn start(place: &Place) -> Result<String> {
    tools::test_runner(place)?;
    let found = |program: &str| {
        place.which(program).ok_or_else(|| Failure::new(format!("the pages' own tests need {program}")))
    };
    let mut cargo = place.cargo();
    cargo
        .args(["test", "--locked", "--package", "frontend", "--lib", "--target", tools::WASM])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", found("wasm-bindgen-test-runner")?)
        .env("CHROMEDRIVER", found("chromedriver")?)
        // The time limit for all tests, in seconds.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        // The snapshots contain times in UTC.
        .env("TZ", "UTC")
        .stderr(std::process::Stdio::inherit());
    let output = cargo.output().map_err(|cause| not_started(&cargo, &cause))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Parses `test result: FAILED. 44 passed; 53 failed; …`.
fn tally(log: &str) -> Option<Tally> {
    let line = log.lines().rfind(|line| line.starts_with("test result: "))?;
    let figure = |what: &str| {
        line.split([';', '.']).find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok())
    };
    Some(Tally { passed: figure("passed")?, failed: figure("failed")? })
}

/// Returns each page that differs, with the name of its snapshot.
fn drawn(log: &str) -> impl Iterator<Item = (&str, String)> {
    log.lines().filter_map(|line| {
        let (name, text) = line.trim().strip_prefix(SAID)?.split_once(' ')?;
        Some((name, serde_json::from_str(text).ok()?))
    })
}

fn write(place: &Place, log: &str) -> Result {
    for (name, text) in drawn(log) {
        let path = path(place, name);
        let folder = path.parent().unwrap_or(&path);
        fs::create_dir_all(folder).map_err(Failure::at("create", folder))?;
        fs::write(&path, text).map_err(Failure::at("write", &path))?;
        println!("{}", path.display());
    }
    Ok(())
}

fn path(place: &Place, name: &str) -> PathBuf {
    place.root.join(SNAPSHOTS).join(format!("{name}.txt"))
}

/// Fails if no test uses a snapshot, which would otherwise be kept forever.
fn no_orphans(place: &Place) -> Result {
    let folder = place.root.join(SNAPSHOTS);
    let mut tests = String::new();
    for file in files_below(&place.root.join("frontend/src"))? {
        tests += &fs::read_to_string(&file).map_err(Failure::at("read", &file))?;
    }
    let orphans: Vec<String> = files_below(&folder)?
        .iter()
        .filter_map(|file| name(&folder, file))
        .filter(|name| !tests.contains(&format!("\"{name}\"")))
        .collect();
    if orphans.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!("no test names these snapshots: {}", orphans.join(", "))))
    }
}

/// Returns `client/welcome` for `client/welcome.txt`.
fn name(folder: &Path, file: &Path) -> Option<String> {
    let name = file.strip_prefix(folder).ok()?.with_extension("");
    Some(name.to_string_lossy().replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_like_the_test_runner() {
        let log =
            "test a ... ok\n\ntest result: FAILED. 44 passed; 53 failed; 0 ignored; finished in 16.09s\n";
        assert_eq!(tally(log), Some(Tally { passed: 44, failed: 53 }));
        assert_eq!(tally("error: it did not start"), None);
    }

    #[test]
    fn a_page_that_differs_is_read_with_its_lines() {
        let log = "    log output:\n        SNAPSHOT client/welcome \"<h1>«welcome»\\n<p>\\\"\\n\"\n";
        let drawn: Vec<(&str, String)> = drawn(log).collect();
        assert_eq!(drawn, [("client/welcome", "<h1>«welcome»\n<p>\"\n".to_owned())]);
    }
}
