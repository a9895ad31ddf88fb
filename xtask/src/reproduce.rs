//! `cargo xtask reproduce`: builds the pages and the release twice from the last commit, in folders with different
//! names, and compares them byte by byte. Anyone who builds the same commit with the same compiler gets the same files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::checkout::checkout;
use crate::forget::without_place_and_time;
use crate::manifest::hex;
use crate::pages;
use crate::place::{Failure, Place, Result, ask, files_below, run};
use crate::{progress, tools};

/// The two build folders, below the target folder. Their names have different lengths, which shifts everything after a
/// path.
const FOLDERS: [&str; 2] = ["one", "another-one"];

/// The hash of each file, by name.
type Hashes = BTreeMap<String, String>;

pub(crate) fn reproduce(place: &Place) -> Result {
    tools::provide(place)?;
    let commit = git(place, &["rev-parse", "HEAD"])?;
    let changed = git(place, &["status", "--porcelain", "--untracked-files=no"])?;
    if !changed.is_empty() {
        eprintln!("What is not committed is not in it");
    }
    let base = place.target.join("reproduce");
    let [one, other] = FOLDERS.map(|name| base.join(name));
    let (one, other) = (built(place, &one, &commit)?, built(place, &other, &commit)?);
    for (name, hash) in &one {
        println!("{hash}  {name}");
    }
    let differing = differing(&one, &other);
    if differing.is_empty() {
        println!("{} files of {commit}, twice the same", one.len());
        return Ok(());
    }
    Err(Failure::new(format!("built twice, these differ: {}", differing.join(", "))))
}

/// Builds the commit in `root`, and hashes the result.
fn built(place: &Place, root: &Path, commit: &str) -> Result<Hashes> {
    let there = checkout(place, root, commit, variables(place, root)?)?;
    pages::build(&there)?;
    progress::say("Building the release", "6 minutes");
    run(there.cargo().args(["build", "--quiet", "--locked", "--release", "--package", "sealpost"]))?;
    let mut hashes = Hashes::new();
    for file in files_below(&there.dist())? {
        hashes.insert(name_of(root, &file), hash_of(&file)?);
    }
    let server = there.server("release");
    hashes.insert(name_of(root, &server), hash_of(&server)?);
    Ok(hashes)
}

/// Returns environment variables that keep the folder and the time out of a build.
fn variables(place: &Place, root: &Path) -> Result<Vec<(&'static str, OsString)>> {
    let mut variables = without_place_and_time(place, root)?;
    variables.extend([("CARGO_INCREMENTAL", "0".into()), ("CARGO_TARGET_DIR", root.join("target").into())]);
    Ok(variables)
}

fn git(place: &Place, words: &[&str]) -> Result<String> {
    let failed =
        || Failure::new(format!("`git {}` failed: this works in a clone of the repository", words.join(" ")));
    ask(place.command("git").args(words)).ok_or_else(failed)
}

fn name_of(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).display().to_string()
}

fn hash_of(file: &Path) -> Result<String> {
    Ok(hex(&fs::read(file).map_err(Failure::at("read", file))?))
}

/// Returns the names of files that differ, or that exist in only one of the builds.
fn differing(one: &Hashes, other: &Hashes) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_and_missing_files_are_named() {
        let hashes = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect::<Hashes>()
        };
        let (one, other) =
            (hashes(&[("a", "1"), ("b", "1"), ("c", "1")]), hashes(&[("a", "1"), ("b", "2"), ("d", "1")]));
        assert_eq!(differing(&one, &other), ["b", "c", "d"]);
        assert!(differing(&one, &one).is_empty());
    }
}
