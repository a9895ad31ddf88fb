//! Joins a page's style sheets. The first paint waits for all of them, and each additional file costs a request.

use std::fs;
use std::path::Path;

use crate::later;
use crate::manifest;
use crate::place::{Failure, Result};

/// Replaces the style sheets that `folder/index.html` links to with a single file, in the same order, and removes them.
/// `base` is the folder's URL path.
pub(crate) fn join(folder: &Path, base: &str) -> Result {
    let index = folder.join("index.html");
    let mut page = fs::read_to_string(&index).map_err(Failure::at("read", &index))?;
    let links = links(&page);
    let Some(first) = links.first() else { return Ok(()) };
    let mut joined = String::new();
    for link in &links {
        let name = file_name(link, base)
            .ok_or_else(|| Failure::new(format!("{} names no file of its own: {link}", index.display())))?;
        let file = folder.join(name);
        joined.push_str(&fs::read_to_string(&file).map_err(Failure::at("read", &file))?);
        fs::remove_file(&file).map_err(Failure::at("remove", &file))?;
    }
    let name = format!("page-{}.css", &manifest::hex(joined.as_bytes())[..later::HASH_LENGTH]);
    let file = folder.join(&name);
    fs::write(&file, joined).map_err(Failure::at("write", &file))?;
    let one = format!(
        "<link rel=\"stylesheet\" href=\"{base}{name}\" integrity=\"sha384-{}\">",
        later::hash(&file)?
    );
    page = page.replacen(first, &one, 1);
    for link in &links[1..] {
        page = page.replacen(link, "", 1);
    }
    fs::write(&index, page).map_err(Failure::at("write", &index))
}

/// Returns the tags of the style sheets. Trunk writes them with or without quotes.
fn links(page: &str) -> Vec<String> {
    page.split_inclusive('>')
        .filter_map(|tag| tag.find("<link ").map(|start| &tag[start..]))
        .filter(|tag| ["rel=\"stylesheet\"", "rel=stylesheet"].iter().any(|rel| tag.contains(rel)))
        .map(str::to_owned)
        .collect()
}

fn file_name<'a>(link: &'a str, base: &str) -> Option<&'a str> {
    let (_, address) = link.split_once("href=")?;
    address.trim_start_matches('"').strip_prefix(base)?.split(['"', ' ', '>', '/']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_links_to_one_sheet_with_all_rules_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let page = "<title>A</title><link href=/staff/a-1.css integrity=sha384-x rel=stylesheet><link rel=icon href=/s.svg>\
                    <link rel=\"stylesheet\" href=\"/staff/b-2.css\" integrity=\"sha384-y\"/><p>text";
        for (name, text) in [("index.html", page), ("a-1.css", "a{}"), ("b-2.css", "b{}")] {
            fs::write(at(name), text).unwrap();
        }
        join(folder.path(), "/staff/").unwrap();
        let written = fs::read_to_string(at("index.html")).unwrap();
        let [link] = links(&written).try_into().unwrap();
        let name = file_name(&link, "/staff/").unwrap();
        assert_eq!(fs::read_to_string(at(name)).unwrap(), "a{}b{}");
        assert!(link.contains(&later::hash(&at(name)).unwrap()));
        assert_eq!(
            written,
            page.replacen(links(page)[0].as_str(), &link, 1).replacen(links(page)[1].as_str(), "", 1)
        );
        assert!(!at("a-1.css").exists() && !at("b-2.css").exists());
    }
}
