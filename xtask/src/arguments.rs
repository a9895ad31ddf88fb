//! Parses the command line of `cargo xtask`.

use clap::{Args, Parser, Subcommand};

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
    #[command(subcommand)]
    Bench(Bench),
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
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(crate) enum Bench {
    /// A DNS report, compared with the time that its queries alone take
    Report,
    /// A check, in round trips, and a thousand checks
    Check,
    /// The first page of the board at 1,000 and at 100,000 onboardings
    Board,
    /// Builds after an edit and from scratch, compared with the server as one crate
    Builds {
        /// Measures only these
        #[arg(value_parser = ["clean", "audit/spf", "web", "page"])]
        only: Vec<String>,
    },
}

/// Returns what to do with PostgreSQL's answers.
pub(crate) fn mode(check: bool) -> Mode {
    if check { Mode::Check } else { Mode::Rewrite }
}

#[cfg(test)]
mod tests;
