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
fn arguments_after_two_dashes_go_to_the_server() {
    let options =
        run::Options { demo: true, release: false, serve: vec!["--listen".into(), "[::1]:80".into()] };
    assert_eq!(parse("run --demo -- --listen [::1]:80"), Ok(Verb::Run(options)));
    assert_eq!(parse("run --listen [::1]:80"), Err(ErrorKind::UnknownArgument));
}

#[test]
fn a_target_is_fuzzed_for_the_given_time() {
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
fn an_unknown_word_is_an_error() {
    for (line, kind) in [
        ("walk", ErrorKind::InvalidSubcommand),
        ("test --slow", ErrorKind::UnknownArgument),
        ("weigh more", ErrorKind::UnknownArgument),
        ("run --dmeo", ErrorKind::UnknownArgument),
        ("bench report twice", ErrorKind::UnknownArgument),
        ("bench start", ErrorKind::InvalidSubcommand),
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
