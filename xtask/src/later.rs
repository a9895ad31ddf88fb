//! Programs that a page loads only when it needs them (`frontend/src/boot.js`). The page lists their files and hashes,
//! as Trunk does for files that load at once, so that a browser runs nothing else in their place.

use std::fs;
use std::path::Path;

use data_encoding::BASE64;
use sha2::{Digest, Sha384};

use crate::place::{Failure, Result};

/// The names are inserted after this tag, which every page has.
const PLACE: &str = "</title>";

/// Scripts that load when needed and don't belong to a program.
const SCRIPTS: [&str; 1] = ["way-on.js"];

/// The length of the hash in a file's name, in hex digits. Trunk uses the same.
pub(crate) const HASH_LENGTH: usize = 16;

/// The endings of a program's two files.
pub(crate) const PARTS: [&str; 2] = [".js", "_bg.wasm"];

/// Adds to `folder/index.html` each program in that folder that the page doesn't already name. `base` is the folder's
/// URL path.
pub(crate) fn vouch(folder: &Path, base: &str) -> Result {
    let index = folder.join("index.html");
    let page = fs::read_to_string(&index).map_err(Failure::at("read", &index))?;
    let (before, after) =
        page.split_once(PLACE).ok_or_else(|| Failure::new(format!("{} has no title", index.display())))?;
    let mut links = Vec::new();
    let link = |name: &str| -> Result<String> {
        let hash = hash(&folder.join(name))?;
        Ok(format!("<link rel=\"later\" href=\"{base}{name}\" integrity=\"sha384-{hash}\">"))
    };
    for script in SCRIPTS.iter().filter(|script| folder.join(script).exists()) {
        links.push(link(script)?);
    }
    for program in programs(folder)?.iter().filter(|program| !page.contains(&format!("{program}_bg.wasm"))) {
        for part in PARTS {
            links.push(link(&format!("{program}{part}"))?);
        }
    }
    fs::write(&index, format!("{before}{PLACE}{}{after}", links.concat()))
        .map_err(Failure::at("write", &index))
}

/// Returns a file's SHA-384 in base64, as in Subresource Integrity.
pub(crate) fn hash(file: &Path) -> Result<String> {
    Ok(BASE64.encode(&Sha384::digest(fs::read(file).map_err(Failure::at("read", file))?)))
}

/// Returns the names of the programs in a folder, sorted.
pub(crate) fn programs(folder: &Path) -> Result<Vec<String>> {
    let mut programs = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::at("list", folder))? {
        let name = entry.map_err(Failure::at("list", folder))?.file_name();
        programs.extend(name.to_string_lossy().strip_suffix(PARTS[1]).map(str::to_owned));
    }
    programs.sort();
    Ok(programs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_missing_from_the_page_are_added_with_their_hash() {
        let dist = std::env::temp_dir().join(format!("xtask-later-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let page = "<title>A</title><link rel=\"preload\" href=\"/client-1f_bg.wasm\">";
        for (name, text) in [
            ("index.html", page),
            ("client-1f.js", ""),
            ("client-1f_bg.wasm", ""),
            ("letter.js", "abc"),
            ("letter_bg.wasm", "abc"),
        ] {
            fs::write(dist.join(name), text).unwrap();
        }
        vouch(&dist, "/").unwrap();
        let written = fs::read_to_string(dist.join("index.html")).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        let hash = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        let link = |file: &str| format!("<link rel=\"later\" href=\"/{file}\" integrity=\"{hash}\">");
        let (title, rest) = page.split_at(16);
        assert_eq!(written, format!("{title}{}{}{rest}", link("letter.js"), link("letter_bg.wasm")));
    }
}
