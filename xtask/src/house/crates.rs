//! The crates of the workspace, from Cargo's metadata.

use std::path::Path;

use serde_json::Value;

use crate::place::{Failure, Place, Result, ask};

/// The layers of the workspace. A crate can use only crates in earlier layers.
const FLOORS: [&[&str]; 10] = [
    &["shared"],
    &["shared/words", "backend/net", "backend/audit"],
    &["backend/inbound", "backend/probe"],
    &["backend/core"],
    &["backend/store-postgres", "backend/store-sqlite", "backend/web"],
    &["backend/sandbox"],
    &["backend/cli"],
    &["frontend", "frontend/blind"],
    &["tests"],
    &["xtask"],
];

/// A crate in the workspace.
pub(crate) struct Crate {
    /// The path, relative to the repository's root.
    pub(crate) folder: String,
    /// The folders of the crates it depends on, except for tests.
    pub(crate) uses: Vec<String>,
}

pub(crate) fn read(place: &Place) -> Result<Vec<Crate>> {
    let metadata = ask(place.cargo().args(["metadata", "--no-deps", "--offline", "--format-version=1"]))
        .ok_or_else(|| Failure::new("cargo metadata failed"))?;
    let metadata: Value =
        serde_json::from_str(&metadata).map_err(|cause| Failure::new(format!("cargo metadata: {cause}")))?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut crates: Vec<Crate> = packages
        .iter()
        .map(|package| {
            let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
            let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
            let mut uses: Vec<String> = dependencies
                .iter()
                .filter(|dependency| dependency["kind"].is_null())
                .filter_map(|dependency| Some(within(place, Path::new(dependency["path"].as_str()?))))
                .collect();
            uses.sort();
            uses.dedup();
            Crate { folder: within(place, manifest.parent().unwrap_or(manifest)), uses }
        })
        .collect();
    crates.sort_by_key(|one| (floor(&one.folder), one.folder.clone()));
    Ok(crates)
}

/// Returns the dependencies on crates of the same layer or a later one.
pub(crate) fn upward(crates: &[Crate]) -> Result<Vec<String>> {
    if let Some(one) = crates.iter().find(|one| floor(&one.folder).is_none()) {
        return Err(Failure::new(format!("{} has no floor in xtask/src/house/crates.rs", one.folder)));
    }
    let arrows = crates.iter().flat_map(|one| one.uses.iter().map(move |used| (&one.folder, used)));
    Ok(arrows
        .filter(|(folder, used)| floor(used) >= floor(folder))
        .map(|(folder, used)| format!("{folder} uses {used}"))
        .collect())
}

fn floor(folder: &str) -> Option<usize> {
    FLOORS.iter().position(|folders| folders.contains(&folder))
}

fn within(place: &Place, path: &Path) -> String {
    path.strip_prefix(&place.root).unwrap_or(path).display().to_string()
}
