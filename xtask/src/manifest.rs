//! `dist/manifest.json`: the SHA-256 of each file that a browser gets, so that anyone can compare what a server sends.
//! It is one of the pages' files, so a release includes it.

use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::place::{Failure, Result, files_below};

/// The file's name in `dist/` and in its URL.
const NAME: &str = "manifest.json";

/// Writes the manifest for all files in `dist` except the compressed copies, which have the same contents.
pub(crate) fn write(dist: &Path) -> Result {
    let mut lines = Vec::new();
    for file in files_below(dist)? {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if name == NAME
            || name.starts_with('.')
            || file.extension().is_some_and(|extension| extension == "br")
        {
            continue;
        }
        let bytes = fs::read(&file).map_err(Failure::at("read", &file))?;
        lines.push(format!("    \"{name}\": \"{}\"", hex(&bytes)));
    }
    let path = dist.join(NAME);
    let text = format!("{{\n  \"files\": {{\n{}\n  }}\n}}\n", lines.join(",\n"));
    fs::write(&path, text).map_err(Failure::at("write", &path))
}

/// Returns the SHA-256 in hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_listed_once_and_in_order() {
        let dist = std::env::temp_dir().join(format!("xtask-manifest-{}", std::process::id()));
        fs::create_dir_all(dist.join("staff")).unwrap();
        for name in ["index.html", "index.html.br", "staff/a.js", ".inputs", NAME] {
            fs::write(dist.join(name), "abc").unwrap();
        }
        write(&dist).unwrap();
        let text = fs::read_to_string(dist.join(NAME)).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(
            text,
            format!(
                "{{\n  \"files\": {{\n    \"index.html\": \"{hash}\",\n    \"staff/a.js\": \"{hash}\"\n  }}\n}}\n"
            )
        );
    }
}
