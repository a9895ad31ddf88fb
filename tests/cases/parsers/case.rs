//! A case as written in its file. The comment at the top of `suites/cases/parsers.toml` explains the keys.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The whole file.
#[derive(Deserialize)]
pub(super) struct File {
    pub(super) schema: u32,
    pub(super) case: Vec<Case>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) input: String,
    #[serde(default)]
    pub(super) encode: String,
    pub(super) provider: Option<String>,
    pub(super) expect: Expected,
    #[serde(default)]
    pub(super) says_instead: Vec<String>,
    pub(super) also: Option<String>,
    pub(super) why: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) opens: Option<bool>,
    pub(super) says: Vec<String>,
    pub(super) never_says: Vec<String>,
    pub(super) written: Option<String>,
    pub(super) right: Vec<String>,
    pub(super) wrong: BTreeMap<String, String>,
    pub(super) caution: Option<Vec<String>>,
    pub(super) name: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) value: Option<String>,
    pub(super) counts: Option<bool>,
    pub(super) in_force: Option<String>,
    pub(super) accepted: Option<bool>,
    pub(super) host: Option<String>,
    pub(super) port: Option<u16>,
    pub(super) security: Option<String>,
    pub(super) page: Option<String>,
    pub(super) check: Option<String>,
    pub(super) seal: Option<String>,
}

impl Case {
    /// Returns the required words that are missing from the text, and the forbidden ones that are in it.
    pub(super) fn words(&self, text: &str) -> Vec<String> {
        let missing = self.expect.says.iter().filter(|entry| !says(text, entry));
        let mut complaints: Vec<String> =
            missing.map(|entry| format!("doesn't say {entry:?}: {text}")).collect();
        let never = self.expect.never_says.iter().filter(|entry| says(text, entry));
        complaints.extend(never.map(|entry| format!("says {entry:?}: {text}")));
        complaints
    }

    /// Returns true if a refusal with this text is also right.
    pub(super) fn is_fair(&self, text: &str) -> bool {
        !self.says_instead.is_empty() && self.says_instead.iter().all(|entry| says(text, entry))
    }
}

/// Returns true if the text contains one of the words in `a|b`.
pub(super) fn says(text: &str, entry: &str) -> bool {
    let text = text.to_lowercase();
    entry.split('|').any(|word| text.contains(&word.to_lowercase()))
}
