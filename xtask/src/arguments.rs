//! Parses the command line of `cargo xtask`.

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::fuzz;
use crate::queries::Mode;
use crate::run;
use crate::test::Scope;

/// Run Sealpost, test it, measure and photograph its pages, benchmark it, and fuzz its parsers.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What to do.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Verb {
    /// Build the pages and the server, and start it with its data in ./data
    Run(run::Options),
    /// Run everything that CI runs, and install the system packages it needs
    Test(TestOptions),
    /// Build the pages into dist/
    Pages,
    /// Run the pages' own tests, which render each step in a browser in each of its states
    PagesTests {
        /// Save what is rendered now to frontend/snapshots
        #[arg(long)]
        write: bool,
    },
    /// Print which crate uses which, circular dependencies, and the sizes of files and functions
    House,
    /// Print how well every sentence reads, compared with its budgets, and whether it is used
    Words {
        /// Write all sentences to docs/words-en.md for people to read
        #[arg(long)]
        write: bool,
    },
    /// Compare docs/openapi.json and docs/api.md with the server's routes
    #[command(name = "openapi")]
    OpenApi {
        /// Write both files
        #[arg(long)]
        write: bool,
    },
    /// Build the pages, and compare the download sizes of the client's first step, the sign-in and the check with their
    /// budgets
    Weigh,
    /// Build the pages and the release twice from the last commit, and compare the results
    Reproduce,
    /// Save every page as PNG to target/screenshots
    Screenshots,
    /// Print the Lighthouse scores of each client page and the sign-in, as the median of five runs
    Lighthouse {
        /// Pages to measure, by their names in the table [default: all]
        #[arg(value_name = "PAGE")]
        pages: Vec<String>,
    },
    /// Measure how long something takes
    Bench {
        /// What to measure
        what: Bench,
    },
    /// Ask PostgreSQL to describe each query of the store, and save its answers to the store's .sqlx folder
    Queries {
        /// Write nothing, and fail if the folder's answers differ
        #[arg(long)]
        check: bool,
    },
    /// Fuzz the parsers that read text from strangers. This needs nightly Rust
    Fuzz(fuzz::Options),
}

/// How much to test.
#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct TestOptions {
    /// Don't build the pages or run the journeys
    #[arg(long)]
    fast: bool,
    /// Build the pages, but don't run the journeys in a browser
    #[arg(long, conflicts_with = "fast")]
    without_journeys: bool,
    /// Run only the journeys, all of them with servers on PostgreSQL
    #[arg(long, conflicts_with_all = ["fast", "without_journeys"])]
    postgres: bool,
}

impl TestOptions {
    pub(crate) fn scope(&self) -> Scope {
        match self {
            Self { fast: true, .. } => Scope::Fast,
            Self { without_journeys: true, .. } => Scope::WithoutJourneys,
            Self { postgres: true, .. } => Scope::JourneysOnPostgres,
            _ => Scope::Everything,
        }
    }
}

/// What to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bench {
    /// A DNS report, compared with the time that its queries alone take
    Report,
    /// A check, in round trips, and a thousand checks
    Check,
    /// The first page of the board at 1,000 and at 100,000 onboardings
    Board,
}

/// Returns what to do with PostgreSQL's answers.
pub(crate) fn mode(check: bool) -> Mode {
    if check { Mode::Check } else { Mode::Rewrite }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, error::ErrorKind};

    use super::*;

    fn parse(line: &str) -> Result<Verb, ErrorKind> {
        let words = ["xtask"].into_iter().chain(line.split_whitespace());
        Arguments::try_parse_from(words).map(|arguments| arguments.verb).map_err(|error| {
            let code = if error.use_stderr() { 2 } else { 0 };
            assert_eq!(error.exit_code(), code, "{line}");
            error.kind()
        })
    }

    #[test]
    fn the_tree_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_follows_two_dashes_belongs_to_the_server() {
        let options =
            run::Options { demo: true, release: false, serve: vec!["--listen".into(), "[::1]:80".into()] };
        assert_eq!(parse("run --demo -- --listen [::1]:80"), Ok(Verb::Run(options)));
        assert_eq!(parse("run --listen [::1]:80"), Err(ErrorKind::UnknownArgument));
    }

    #[test]
    fn a_reader_is_fuzzed_for_as_long_as_was_said() {
        let options = fuzz::Options { target: Some("smtp".into()), seconds: 600 };
        assert_eq!(parse("fuzz smtp --seconds 600"), Ok(Verb::Fuzz(options)));
        assert_eq!(parse("fuzz"), Ok(Verb::Fuzz(fuzz::Options { target: None, seconds: 60 })));
        assert_eq!(parse("fuzz pop3"), Err(ErrorKind::InvalidValue));
        assert!(parse("fuzz --seconds").is_err());
    }

    #[test]
    fn a_test_has_one_scope() {
        for (line, scope) in [
            ("test", Scope::Everything),
            ("test --fast", Scope::Fast),
            ("test --without-journeys", Scope::WithoutJourneys),
            ("test --postgres", Scope::JourneysOnPostgres),
        ] {
            let Ok(Verb::Test(options)) = parse(line) else { panic!("{line}") };
            assert_eq!(options.scope(), scope, "{line}");
        }
        for line in ["test --fast --without-journeys", "test --postgres --fast"] {
            assert_eq!(parse(line), Err(ErrorKind::ArgumentConflict), "{line}");
        }
    }

    #[test]
    fn an_unknown_word_starts_nothing() {
        for (line, kind) in [
            ("walk", ErrorKind::InvalidSubcommand),
            ("test --slow", ErrorKind::UnknownArgument),
            ("weigh more", ErrorKind::UnknownArgument),
            ("run --dmeo", ErrorKind::UnknownArgument),
            ("bench report twice", ErrorKind::UnknownArgument),
            ("bench start", ErrorKind::InvalidValue),
            ("", ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand),
        ] {
            assert_eq!(parse(line), Err(kind), "{line}");
        }
    }

    #[test]
    fn every_command_and_flag_has_help() {
        for command in Arguments::command().get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name}");
            assert_eq!(parse(&format!("{name} --help")), Err(ErrorKind::DisplayHelp), "{name}");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{name}: {}", argument.get_id());
            }
        }
    }
}
