//! Inputs that once failed, each as its own test, named after its id: failed sign-ins, domains, and what people paste
//! and type.
//!
//! The cases are data in `suites/cases`. The comment at the top of each file explains its keys. Set
//! `SEALPOST_CASES=FOLDER` to run the files of another folder instead.

#[path = "cases/dns.rs"]
mod dns;
#[path = "cases/parsers.rs"]
mod parsers;
#[path = "cases/recorded.rs"]
mod recorded;
#[path = "cases/smtp.rs"]
mod smtp;

use std::{env, fs, path::PathBuf, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use serde::de::DeserializeOwned;

/// The number of cases in the repository: domains, sign-ins and parsers. The test fails if any is missing.
const CASES: [usize; 3] = [75, 80, 45];

fn main() -> ExitCode {
    let groups = [dns::trials(), smtp::trials(), parsers::trials()];
    let has_own_folder = env::var_os("SEALPOST_CASES").is_some();
    if !has_own_folder {
        assert_eq!(groups.each_ref().map(Vec::len), CASES, "number of cases of each kind");
    }
    let mut trials: Vec<Trial> = groups.into_iter().flatten().chain(dns::others()).collect();
    if !has_own_folder {
        trials.extend(smtp::grants());
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A test that passes if `run` returns no complaint.
fn trial(id: String, run: impl FnOnce() -> Vec<String> + Send + 'static) -> Trial {
    Trial::test(id, move || {
        let complaints = run();
        if complaints.is_empty() { Ok(()) } else { Err(Failed::from(complaints.join("\n\n"))) }
    })
}

/// Reads one file of cases.
fn read<T: DeserializeOwned>(file: &str) -> T {
    let folder = env::var_os("SEALPOST_CASES")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("suites/cases"), PathBuf::from);
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
