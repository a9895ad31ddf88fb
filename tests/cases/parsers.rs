//! Passes what people paste and type to the command that accepts it. A page that accepts the same input calls the same
//! function.

#[path = "parsers/case.rs"]
mod case;
#[path = "parsers/dkim.rs"]
mod dkim;
#[path = "parsers/env.rs"]
mod env;
#[path = "parsers/hosts.rs"]
mod hosts;
#[path = "parsers/keys.rs"]
mod keys;
#[path = "parsers/links.rs"]
mod links;
#[path = "parsers/office.rs"]
mod office;
#[path = "parsers/passwords.rs"]
mod passwords;
#[path = "parsers/records.rs"]
mod records;

use libtest_mimic::Trial;

use self::case::{Case, File};

/// Returns one test for each input.
pub(crate) fn trials() -> Vec<Trial> {
    let file: File = crate::read("parsers.toml");
    assert_eq!(file.schema, 1, "the format of the cases has changed");
    let trial = |case: Case| crate::trial(format!("parsers::{}", case.id), move || run(&case));
    file.case.into_iter().map(trial).collect()
}

fn run(case: &Case) -> Vec<String> {
    let mut complaints = match case.kind.split(' ').next().unwrap_or_default() {
        "1" => links::complaints(case),
        "2" => keys::complaints(case),
        "3" => env::complaints(case),
        "4" => dkim::complaints(case),
        "5" => records::of_spf(case),
        "6" => records::of_dmarc(case),
        "7" => hosts::complaints(case),
        "8" => passwords::complaints(case),
        kind => panic!("unknown kind: {kind}"),
    };
    if !complaints.is_empty() {
        complaints.insert(0, format!("{} ({}): {}", case.id, case.kind, case.why));
    }
    complaints
}
