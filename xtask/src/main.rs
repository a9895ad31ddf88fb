//! `cargo xtask VERB`: run Sealpost, test it, weigh its pages, photograph them, time its report and check, fuzz what it reads. Each verb does its own set-up.

mod arguments;
mod bench;
mod blind;
mod forget;
mod fuzz;
mod house;
mod later;
mod lighthouse;
mod manifest;
mod pages;
mod place;
mod progress;
mod published;
mod queries;
mod reproduce;
mod run;
mod screenshots;
mod shorten;
mod styles;
mod system;
mod test;
mod tools;
mod weigh;
mod words;

use std::process::ExitCode;

use arguments::Verb;
use place::{Place, Result};

/// What the help says; the fuzzer's targets come from where they are run.
const USAGE: &str = "\
Usage: cargo xtask VERB

  run [--demo] [--release] [-- ARGUMENTS]   build the pages and the server, and start it with its data in ./data
                                            --demo: with a sandbox agency, mail provider and DNS, to walk through
                                            ARGUMENTS go to `sealpost serve`
  test [--fast | --without-journeys]        everything that CI runs, with what it needs from the system
                                            --fast: no pages, no journeys
                                            --without-journeys: pages, but no journeys in a browser
  pages                                     build the pages into dist/
  house                                     which crate uses which, circles, and the sizes of files and functions
  words [--write]                           how every sentence reads, against its budgets, and whether it is used
                                            --write: put them into docs/words-en.md, where a person reads them
  weigh                                     what the client's first step loads, and the check's, against their budgets
  reproduce                                 the pages and the release, built twice from the last commit, and compared
  screenshots                               every page, as PNG, into target/screenshots
  lighthouse [PAGE…]                        what Lighthouse says of each client page and the sign-in, median of five
  bench report                              how long a DNS report takes, beside a floor that only asks its questions
  bench check                               how long a check takes, in round trips, and what a thousand of them take
  bench board                               how long the first page of the board takes at 1,000 and at 100,000 onboardings
  queries [--check]                         what PostgreSQL says of each query of the store, into its .sqlx folder
                                            --check: fail if the folder has anything else
  fuzz [TARGET] [--seconds N]               what reads strangers' texts, given more and more of them; needs nightly Rust
                                            TARGET: each in turn without; one of
{targets}
                                            --seconds: for each target, 60 without
  help                                      this text
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into()).collect();
    let verb = match Verb::parse(&words) {
        Ok(verb) => verb,
        Err(complaint) => {
            eprint!("{complaint}\n\n{}", usage());
            return ExitCode::from(2);
        }
    };
    match perform(&verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// [`USAGE`] with all targets, in lines that fit beside the verbs.
fn usage() -> String {
    let lines = fuzz::TARGETS.chunks(8).map(|names| format!("{:44}{}", "", names.join(", ")));
    USAGE.replace("{targets}", &lines.collect::<Vec<_>>().join(",\n"))
}

fn perform(verb: &Verb) -> Result {
    let place = Place::find()?;
    match verb {
        Verb::Run(options) => run::run(&place, options),
        Verb::Test(scope) => test::test(&place, *scope),
        Verb::Pages => pages::build(&place),
        Verb::House => house::look(&place),
        Verb::Words { write } => words::read(&place, *write),
        Verb::Weigh => pages::build(&place).and_then(|()| weigh::weigh(&place)),
        Verb::Reproduce => reproduce::reproduce(&place),
        Verb::Screenshots => screenshots::take(&place),
        Verb::BenchReport => bench::report(&place),
        Verb::BenchCheck => bench::check(&place),
        Verb::BenchBoard => bench::board(&place),
        Verb::Queries(mode) => queries::queries(&place, *mode),
        Verb::Lighthouse(pages) => lighthouse::measure(&place, pages),
        Verb::Fuzz(options) => fuzz::fuzz(&place, options),
        Verb::Help => {
            print!("{}", usage());
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_target_of_the_fuzzer() {
        let usage = usage();
        let words: Vec<&str> = usage.split([' ', ',', '\n']).collect();
        for target in fuzz::TARGETS {
            assert!(words.contains(&target), "{target} is not in:\n{usage}");
        }
        assert!(!usage.contains('{'), "{usage}");
    }
}
