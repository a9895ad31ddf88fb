//! Finds which functions of the words the sources call.

use std::collections::HashSet;
use std::fs;

use super::html;
use crate::place::{Failure, Place, Result, files_below};

/// The folders with code that shows sentences.
const SOURCES: [&str; 4] = ["frontend", "backend", "shared", "tests"];
/// Pages with places for sentences.
const PAGES: [&str; 3] = ["index.html", "frontend/helper.html", "frontend/staff.html"];

/// Returns the names after every dot in the sources, without the suffix `_parts`, and those in the pages' HTML.
pub(crate) fn functions(place: &Place) -> Result<HashSet<String>> {
    let mut names = HashSet::new();
    for folder in SOURCES {
        for file in files_below(&place.root.join(folder))? {
            if file.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&file).map_err(Failure::at("read", &file))?;
                for name in text.split('.').skip(1) {
                    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
                    let name = &name[..end];
                    names.insert(name.strip_suffix("_parts").unwrap_or(name).to_owned());
                }
            }
        }
    }
    for page in PAGES.map(|page| place.root.join(page)) {
        let text = fs::read_to_string(&page).map_err(Failure::at("read", &page))?;
        names.extend(html::keys(&text).map(|(_, key)| key.replace('-', "_")));
    }
    Ok(names)
}
