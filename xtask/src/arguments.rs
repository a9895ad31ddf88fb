//! The words after `cargo xtask`.

use crate::fuzz;
use crate::queries;
use crate::run;
use crate::test::Scope;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Run(run::Options),
    Test(Scope),
    Pages,
    House,
    Words {
        write: bool,
    },
    Weigh,
    Reproduce,
    Screenshots,
    BenchReport,
    BenchCheck,
    BenchBoard,
    /// The pages to measure, or none for all.
    Lighthouse(Vec<String>),
    Queries(queries::Mode),
    Fuzz(fuzz::Options),
    Help,
}

impl Verb {
    /// Reads the words; an `Err` is the sentence to show above the usage text.
    pub(crate) fn parse(words: &[String]) -> Result<Self, String> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] => Err("Say what to do.".into()),
            ["run", options @ ..] => parse_run(options).map(Self::Run),
            ["test"] => Ok(Self::Test(Scope::Everything)),
            ["test", "--fast"] => Ok(Self::Test(Scope::Fast)),
            ["test", "--without-journeys"] => Ok(Self::Test(Scope::WithoutJourneys)),
            ["pages"] => Ok(Self::Pages),
            ["house"] => Ok(Self::House),
            ["words"] => Ok(Self::Words { write: false }),
            ["words", "--write"] => Ok(Self::Words { write: true }),
            ["weigh"] => Ok(Self::Weigh),
            ["reproduce"] => Ok(Self::Reproduce),
            ["lighthouse", pages @ ..] => {
                Ok(Self::Lighthouse(pages.iter().map(ToString::to_string).collect()))
            }
            ["screenshots"] => Ok(Self::Screenshots),
            ["bench", "report"] => Ok(Self::BenchReport),
            ["bench", "check"] => Ok(Self::BenchCheck),
            ["bench", "board"] => Ok(Self::BenchBoard),
            ["bench"] => Err("Say what to measure: `bench report`, `bench check` or `bench board`.".into()),
            ["queries"] => Ok(Self::Queries(queries::Mode::Rewrite)),
            ["queries", "--check"] => Ok(Self::Queries(queries::Mode::Check)),
            ["fuzz", options @ ..] => parse_fuzz(options).map(Self::Fuzz),
            ["help" | "--help" | "-h"] => Ok(Self::Help),
            [
                verb @ ("test" | "pages" | "house" | "words" | "weigh" | "reproduce" | "screenshots"
                | "bench" | "queries" | "help"),
                rest @ ..,
            ] => Err(format!("`{verb}` does not take `{}`.", rest.join(" "))),
            [verb, ..] => Err(format!("There is no `{verb}`.")),
        }
    }
}

fn parse_run(words: &[&str]) -> Result<run::Options, String> {
    let mut options = run::Options::default();
    let mut words = words.iter();
    while let Some(&word) = words.next() {
        match word {
            "--demo" => options.demo = true,
            "--release" => options.release = true,
            "--" => options.serve.extend(words.by_ref().map(ToString::to_string)),
            other => {
                return Err(format!(
                    "`run` does not take `{other}`; the server's own arguments go after `--`."
                ));
            }
        }
    }
    Ok(options)
}

fn parse_fuzz(words: &[&str]) -> Result<fuzz::Options, String> {
    let mut options = fuzz::Options::default();
    let mut words = words.iter();
    while let Some(&word) = words.next() {
        match word {
            "--seconds" => {
                let seconds = words.next().and_then(|word| word.parse().ok());
                options.seconds = seconds.ok_or("`--seconds` takes a number.")?;
            }
            target if fuzz::TARGETS.contains(&target) && options.target.is_none() => {
                options.target = Some(target.into());
            }
            other => {
                return Err(format!("`fuzz` does not take `{other}`; it has {}.", fuzz::TARGETS.join(", ")));
            }
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Verb, String> {
        Verb::parse(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn what_follows_two_dashes_belongs_to_the_server() {
        let options =
            run::Options { demo: true, release: false, serve: vec!["--listen".into(), "[::1]:80".into()] };
        assert_eq!(parse("run --demo -- --listen [::1]:80"), Ok(Verb::Run(options)));
    }

    #[test]
    fn a_reader_is_fuzzed_for_as_long_as_was_said() {
        let options = fuzz::Options { target: Some("smtp".into()), seconds: 600 };
        assert_eq!(parse("fuzz smtp --seconds 600"), Ok(Verb::Fuzz(options)));
        assert_eq!(parse("fuzz"), Ok(Verb::Fuzz(fuzz::Options::default())));
        assert!(parse("fuzz pop3").is_err_and(|complaint| complaint.contains("pop3")));
        assert!(parse("fuzz --seconds").is_err());
    }

    #[test]
    fn an_unknown_word_is_named_in_the_complaint() {
        assert_eq!(parse("walk"), Err("There is no `walk`.".into()));
        assert_eq!(parse("test --slow"), Err("`test` does not take `--slow`.".into()));
        assert_eq!(parse("weigh more"), Err("`weigh` does not take `more`.".into()));
        assert!(parse("run --dmeo").is_err_and(|complaint| complaint.contains("--dmeo")));
        assert_eq!(parse("bench report twice"), Err("`bench` does not take `report twice`.".into()));
        assert!(parse("").is_err());
    }
}
