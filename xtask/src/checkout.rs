//! A commit in a clone of its own, so that nothing can happen to the repository.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::place::{Failure, Place, Result, run};

/// Clones the repository into `root`, which is emptied first, and checks the commit out. Commands there get these
/// environment variables.
pub(crate) fn checkout(
    place: &Place,
    root: &Path,
    commit: &str,
    variables: Vec<(&'static str, OsString)>,
) -> Result<Place> {
    if root.exists() {
        fs::remove_dir_all(root).map_err(Failure::at("remove", root))?;
    }
    let from = place.root.as_os_str();
    run(place.command("git").args(["clone", "--quiet", "--no-checkout"]).arg(from).arg(root))?;
    let there = place.at(root.to_path_buf(), variables);
    run(there.command("git").args(["checkout", "--quiet", "--detach", commit]))?;
    Ok(there)
}
