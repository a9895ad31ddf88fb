//! `cargo xtask house`: prints which crate uses which, circular dependencies between modules, and the sizes of files
//! and functions, and compares them with our limits.

mod circles;
mod crates;
mod functions;

use std::fs;
use std::path::{Path, PathBuf};

use crate::place::{Failure, Place, Result, files_below};

/// The target for the median file, in lines.
const MEDIAN_FILE: usize = 110;
const LARGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;
/// How many findings of each kind are listed.
const NAMED: usize = 20;

/// A Rust file in the workspace.
pub(crate) struct File {
    /// The path, relative to the repository's root.
    path: PathBuf,
    text: String,
}

/// Prints the overview, and fails if a limit is exceeded.
pub(crate) fn look(place: &Place) -> Result {
    let mut faults = 0;
    println!("Crates, and what each uses of ours:");
    let crates = crates::read(place)?;
    for one in &crates {
        println!("  {:<24}{}", one.folder, one.uses.join(", "));
    }
    faults += list("Dependencies that point up the table", "", &crates::upward(&crates)?);

    let files = sources(place, &crates)?;
    faults += list("Circles between modules", "", &circles::find(&files, &crates));
    faults += sizes(&files);
    let mut long: Vec<(usize, String)> = files.iter().flat_map(functions::longer_than_a_screen).collect();
    long.sort_by(|a, b| b.cmp(a));
    let long: Vec<String> = long.into_iter().map(|(lines, place)| format!("{lines:>5}  {place}")).collect();
    faults += list("Functions over", &format!(" {LONGEST_FUNCTION} lines"), &long);
    if faults == 0 { Ok(()) } else { Err(Failure::new(format!("{faults} limits exceeded"))) }
}

fn sizes(files: &[File]) -> usize {
    let mut lines: Vec<(usize, &Path)> =
        files.iter().map(|file| (file.text.lines().count(), file.path.as_path())).collect();
    lines.sort_unstable();
    let median = lines.get(lines.len() / 2).map_or(0, |(lines, _)| *lines);
    println!("\nFiles: {}, median {median} lines of {MEDIAN_FILE}", files.len());
    let large: Vec<String> = lines
        .iter()
        .rev()
        .take_while(|(lines, _)| *lines > LARGEST_FILE)
        .map(|(lines, path)| format!("{lines:>5}  {}", path.display()))
        .collect();
    list("Files over", &format!(" {LARGEST_FILE} lines"), &large) + usize::from(median > MEDIAN_FILE)
}

/// Prints the number of findings and the first few of them. Returns the number.
fn list(what: &str, measure: &str, found: &[String]) -> usize {
    println!("\n{what}{measure}: {}", found.len());
    for one in found.iter().take(NAMED) {
        println!("  {one}");
    }
    if found.len() > NAMED {
        println!("  and {} more", found.len() - NAMED);
    }
    found.len()
}

fn sources(place: &Place, crates: &[crates::Crate]) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for one in crates {
        for path in files_below(&place.root.join(&one.folder))? {
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(Failure::at("read", &path))?;
            let path = path.strip_prefix(&place.root).unwrap_or(&path).to_path_buf();
            files.push(File { path, text });
        }
    }
    // A file in a crate within another crate's folder is read twice.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    Ok(files)
}
