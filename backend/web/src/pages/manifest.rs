//! The names and hashes of the files that browsers get. The build writes this manifest (`xtask/src/manifest.rs`), and
//! it is served like every other file of the pages.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The manifest's file name, which is also its address.
pub(crate) const NAME: &str = "manifest.json";

/// SHA-256 of each file of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, String>,
    digest: String,
}

#[derive(Deserialize)]
struct Written {
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// Parses a manifest. Returns `None` if the bytes are something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let Written { files } = serde_json::from_slice(bytes).ok()?;
        Some(Self { files, digest: hex(bytes) })
    }

    /// Returns SHA-256 of the manifest itself, in hex. It identifies the pages as a whole.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Returns the name and SHA-256 of each file, in hex.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, hash)| (name.as_str(), hash.as_str()))
    }

    /// Returns true if the file with this name has these bytes.
    pub fn holds(&self, name: &str, bytes: &[u8]) -> bool {
        self.files.get(name).is_some_and(|hash| *hash == hex(bytes))
    }
}

/// Returns the addresses under which a browser requests this file. The pages at `/`, `/email` and `/checklist` aren't
/// files: the server renders them, and the only scripts that they run are `onward.js` and `checklist.js`.
pub fn addresses(name: &str) -> Vec<String> {
    match name {
        "index.html" => vec!["/o".into(), "/o/".into()],
        "helper/index.html" => vec!["/h".into(), "/h/".into()],
        "staff/index.html" => vec!["/staff".into(), "/staff/onboardings".into()],
        file => vec![format!("/{file}")],
    }
}

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_do_not_match_the_manifest() {
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let text = format!("{{\"files\":{{\"a.js\":\"{hash}\"}}}}");
        let manifest = Manifest::read(text.as_bytes()).unwrap();
        assert_eq!(manifest.files().collect::<Vec<_>>(), [("a.js", hash)]);
        assert!(manifest.holds("a.js", b"abc"));
        assert!(!manifest.holds("a.js", b"abd") && !manifest.holds("b.js", b"abc"));
        assert_ne!(Manifest::read(format!("{text} ").as_bytes()).unwrap().digest(), manifest.digest());
        assert_eq!(Manifest::read(b"{}"), None);
    }
}
