//! `cargo xtask test`: runs everything that CI runs, step by step. If a step fails, the others still run.

use std::fs;
use std::io::ErrorKind;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::place::{Failure, Place, Result, ask, run};
use crate::{house, own_tests, pages, progress, queries, system, tools, weigh, words};

/// What to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Everything,
    /// No pages, and so no journeys. Fast enough to run often.
    Fast,
    /// For a machine that lacks what the journeys need.
    WithoutJourneys,
    /// Only the journeys, on the other database.
    JourneysOnPostgres,
}

/// What is built for this machine: everything except the pages. It includes the sandbox, so that it is tested too. All
/// steps use the same features, so nothing is built twice.
const HOST: [&str; 8] =
    ["--locked", "--workspace", "--exclude", "frontend", "--exclude", "blind", "--features", "sealpost/demo"];
const PAGES: [&str; 7] =
    ["--locked", "--package", "frontend", "--package", "blind", "--target", "wasm32-unknown-unknown"];
/// The pages' code that runs without a browser.
const PAGES_TESTS: [&str; 4] = ["--locked", "--package", "frontend", "--lib"];
/// The journeys are in their own package, together with some tests that need only loopback.
const NO_JOURNEYS: &str =
    "not package(journeys) or binary(architecture) or binary(docs) or binary(rfc7208) or binary(corpora)";

pub(crate) fn test(place: &Place, scope: Scope) -> Result {
    // The server's build embeds the pages from this folder, so it has to exist.
    fs::create_dir_all(place.dist()).map_err(Failure::at("create", &place.dist()))?;
    let mut steps = Steps::default();
    if scope == Scope::JourneysOnPostgres {
        return journeys_on_postgres(place, steps);
    }
    if scope == Scope::Everything {
        steps.run("system", "seconds, or a minute if something has to be installed", || {
            system::provide(place)
        });
    }
    if scope != Scope::Everything {
        steps.run("PostgreSQL", "seconds, or a minute if it has to be installed", || {
            system::postgresql(place)
        });
    }
    steps.run("format", "a second", || run(place.cargo().args(["fmt", "--all", "--check"])));
    steps.run("words", "a second", || words::read(place, false));
    steps.run("house", "a second", || house::look(place));
    steps.run("clippy", "2 minutes", || clippy(place, &HOST, &["--all-targets"]));
    // Without the sandbox, some code could be unused.
    steps.run("clippy, as released", "a minute", || {
        clippy(place, &["--locked", "--package", "sealpost"], &["--lib", "--bins"])
    });
    steps.run("queries", "a minute the first time", || queries::queries(place, queries::Mode::Check));
    if scope != Scope::Fast {
        steps.run("pages", "6 minutes the first time and seconds afterwards", || pages::build(place));
        steps.run("weigh", "a second", || weigh::weigh(place));
    }
    steps.run("clippy, pages", "a minute", || clippy(place, &PAGES, &["--lib", "--bins", "--tests"]));
    deny(place, &mut steps);
    steps.run("build", "3 minutes", || build_host(place));
    steps.run("doc tests", "a few seconds", || {
        run(place.cargo().args(["test", "--quiet", "--doc"]).args(HOST))
    });
    tests(place, scope, &mut steps);
    steps.conclude()
}

/// Builds the server and all tests with the same features, so that the tests start the server that was built with them.
pub(crate) fn build_host(place: &Place) -> Result {
    run(place.cargo().args(["build", "--quiet", "--bins", "--tests"]).args(HOST))
}

/// Returns `cargo nextest run` for that build.
pub(crate) fn nextest(place: &Place) -> Command {
    let mut cargo = place.cargo();
    cargo.args(["nextest", "run"]).args(HOST).env("SEALPOST_BINARY", place.server("debug"));
    cargo
}

fn clippy(place: &Place, packages: &[&str], targets: &[&str]) -> Result {
    run(place
        .cargo()
        .args(["clippy", "--quiet"])
        .args(packages)
        .args(targets)
        .args(["--", "--deny", "warnings"]))
}

/// Checks licenses, bans and sources, and advisories if their database is available.
fn deny(place: &Place, steps: &mut Steps) {
    let deny = |arguments: &[&str]| {
        let mut cargo = place.cargo();
        cargo.args(["deny", "--locked", "--all-features"]).args(arguments);
        cargo
    };
    steps.run("deny", "a minute", || {
        tools::deny(place)?;
        run(&mut deny(&["check", "licenses", "bans", "sources"]))
    });
    if ask(&mut deny(&["fetch", "db"])).is_none() {
        return steps.skip("advisories", "their database could not be fetched");
    }
    steps.run("advisories", "a few seconds", || run(&mut deny(&["check", "advisories"])));
}

fn tests(place: &Place, scope: Scope, steps: &mut Steps) {
    let usually = if scope == Scope::Everything { "13 minutes" } else { "a few minutes" };
    steps.count(place, "tests", usually, || {
        tools::nextest(place)?;
        let mut nextest = nextest(place);
        if scope != Scope::Everything {
            nextest.args(["-E", NO_JOURNEYS]);
        }
        run(&mut nextest)
    });
    if scope == Scope::Everything {
        on_postgres(place, steps);
    }
    if scope != Scope::Fast {
        steps.count(place, "tests, pages", "a minute", || {
            run(place.cargo().args(["nextest", "run"]).args(PAGES_TESTS))
        });
    }
    // They need a browser, as the journeys do.
    if scope == Scope::Everything {
        let mut tally = Tally::default();
        steps.run("pages' own tests", "2 minutes the first time and seconds afterwards", || {
            let (outcome, counted) = own_tests::run(place, own_tests::Mode::Compare);
            tally = counted;
            outcome
        });
        steps.tally(tally);
    }
}

/// Runs the journeys that depend most on the database, with servers on PostgreSQL: those about people, limits, checks
/// and kills.
fn on_postgres(place: &Place, steps: &mut Steps) {
    const JOURNEYS: &str = "package(journeys) and not test(two_servers) and (binary(hostile) or binary(killed) or \
                            binary(accounts) or binary(checks) or binary(notices) or binary(board))";
    steps.count(place, "tests, PostgreSQL", "4 minutes", || {
        run(nextest(place).args(["-E", JOURNEYS]).env("SEALPOST_TEST_DATABASE", "postgres"))
    });
}

/// Runs every journey that starts a server, on PostgreSQL. Skips those that use both databases anyway (`two_servers`),
/// those without a database (screenshots, the sandbox and Trunk), and those without a server. The run on SQLite has
/// them.
fn journeys_on_postgres(place: &Place, mut steps: Steps) -> Result {
    const JOURNEYS: &str = "package(journeys) and not test(two_servers) and not (binary(together) or \
                            binary(screenshots) or binary(trunk_serve) or binary(cases) or binary(age_testkit) or \
                            binary(architecture) or binary(docs) or binary(rfc7208) or binary(corpora) or binary(audits))";
    steps.run("system", "seconds, or a minute if something has to be installed", || system::provide(place));
    steps.run("pages", "6 minutes the first time and seconds afterwards", || pages::build(place));
    steps.run("build", "3 minutes", || build_host(place));
    steps.count(place, "journeys, PostgreSQL", "15 minutes", || {
        tools::nextest(place)?;
        run(nextest(place).args(["-E", JOURNEYS]).env("SEALPOST_TEST_DATABASE", "postgres"))
    });
    steps.conclude()
}

/// The counts of a test runner.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Tally {
    /// Parses the start of a JUnit file, `<testsuites … tests="12" failures="1" errors="0" …>`.
    fn read(junit: &str) -> Option<Self> {
        let (_, head) = junit.split_once("<testsuites ")?;
        let (head, _) = head.split_once('>')?;
        let figure = |name: &str| -> Option<usize> {
            let (_, value) = head.split_once(&format!("{name}=\""))?;
            value.split('"').next()?.parse().ok()
        };
        let failed = figure("failures")? + figure("errors")?;
        Some(Self { passed: figure("tests")?.checked_sub(failed)?, failed })
    }
}

/// The steps that have run so far.
#[derive(Default)]
struct Steps(Vec<Step>);

struct Step {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
    /// The tests that passed and failed.
    tally: Tally,
}

enum Outcome {
    Done,
    Failed,
    Skipped(&'static str),
}

impl Steps {
    fn run(&mut self, name: &'static str, usually: &str, work: impl FnOnce() -> Result) {
        progress::say(&format!("── {name}"), usually);
        let started = Instant::now();
        let outcome = match work() {
            Ok(()) => Outcome::Done,
            Err(failure) => {
                eprintln!("{failure}");
                Outcome::Failed
            }
        };
        self.0.push(Step { name, took: started.elapsed(), outcome, tally: Tally::default() });
    }

    /// Runs a step that counts tests.
    fn count(&mut self, place: &Place, name: &'static str, usually: &str, work: impl FnOnce() -> Result) {
        // nextest's own folder. It is in the workspace even if Cargo's target folder is elsewhere.
        let results = place.root.join("target/nextest/default/junit.xml");
        self.run(name, usually, || {
            // Otherwise the results of an earlier run would be counted if this run writes none.
            match fs::remove_file(&results) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    Err(Failure::at("remove", &results)(error))
                }
                _ => work(),
            }
        });
        if let Some(tally) = fs::read_to_string(&results).ok().and_then(|junit| Tally::read(&junit)) {
            self.tally(tally);
        }
    }

    /// Sets the counts of the last step.
    fn tally(&mut self, tally: Tally) {
        if let Some(step) = self.0.last_mut() {
            step.tally = tally;
        }
    }

    fn skip(&mut self, name: &'static str, why: &'static str) {
        self.0.push(Step {
            name,
            took: Duration::ZERO,
            outcome: Outcome::Skipped(why),
            tally: Tally::default(),
        });
    }

    /// Prints a summary. Its last line says how many tests passed and failed. A failed step without a failed test
    /// counts as one failure, so that the line never looks better than the result.
    fn conclude(self) -> Result {
        println!();
        for Step { name, took, outcome, .. } in &self.0 {
            let word = match outcome {
                Outcome::Done => "ok".into(),
                Outcome::Failed => "FAILED".into(),
                Outcome::Skipped(why) => format!("skipped: {why}"),
            };
            println!("{name:<17} {:>7.1} s  {word}", took.as_secs_f32());
        }
        println!("{}", self.line());
        let failed = self.0.iter().filter(|step| matches!(step.outcome, Outcome::Failed));
        let failed: Vec<&str> = failed.map(|step| step.name).collect();
        if failed.is_empty() { Ok(()) } else { Err(Failure::new(format!("failed: {}", failed.join(", ")))) }
    }

    fn line(&self) -> String {
        let passed: usize = self.0.iter().map(|step| step.tally.passed).sum();
        let failed = self.0.iter().map(|step| match step.outcome {
            Outcome::Failed => step.tally.failed.max(1),
            _ => step.tally.failed,
        });
        format!("{passed} passed, {} failed", failed.sum::<usize>())
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn the_start_of_a_junit_file_is_counted() {
        let junit = "<?xml version=\"1.0\"?>\n<testsuites name=\"nextest-run\" tests=\"12\" failures=\"2\" errors=\"1\" \
                     uuid=\"x\">\n<testsuite name=\"a\" tests=\"5\" failures=\"0\" errors=\"0\">";
        assert_eq!(Tally::read(junit), Some(Tally { passed: 9, failed: 3 }));
        assert_eq!(Tally::read("<testsuites name=\"x\">"), None);
    }

    #[test]
    fn the_last_line_never_looks_better_than_the_result() {
        let step = |outcome, passed, failed| {
            let (name, took, tally) = ("a", Duration::ZERO, Tally { passed, failed });
            Step { name, took, outcome, tally }
        };
        let line = |steps: Vec<Step>| Steps(steps).line();
        assert_eq!(line(vec![step(Outcome::Done, 9, 0), step(Outcome::Done, 3, 0)]), "12 passed, 0 failed");
        assert_eq!(
            line(vec![step(Outcome::Failed, 7, 2), step(Outcome::Failed, 0, 0)]),
            "7 passed, 3 failed"
        );
        assert_eq!(line(vec![step(Outcome::Skipped("why"), 0, 0)]), "0 passed, 0 failed");
    }
}
