//! A case as written in its file. The comment at the top of `suites/cases/dns.toml` explains the keys.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::report::{FixAction, Topic, Verdict};
use toml::Value;

/// The whole file.
#[derive(Debug, Deserialize)]
pub(crate) struct File {
    pub(crate) sets: BTreeMap<String, Vec<String>>,
    pub(crate) case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) domain: String,
    pub(crate) provider: String,
    #[serde(default)]
    pub(crate) selectors: Vec<String>,
    #[serde(default)]
    pub(crate) uses: Vec<String>,
    pub(crate) records: Vec<String>,
    #[serde(default)]
    pub(crate) expect: Vec<Sought>,
    #[serde(default)]
    pub(crate) open: Vec<Topic>,
    #[serde(default)]
    pub(crate) forbid: Vec<Sought>,
    pub(crate) fix: Option<Fixes>,
    #[serde(default)]
    pub(crate) never: Vec<Change>,
    pub(crate) why: String,
}

/// A finding that the report must contain.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    pub(crate) topic: Option<Topic>,
    #[serde(default)]
    pub(crate) verdict: Any<Verdict>,
    #[serde(default)]
    pub(crate) about: Vec<String>,
}

/// The fixes that must be in the report.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Fixes {
    /// `ask`: a question is the right fix.
    Word(String),
    /// These changes. An empty list: no fix is needed.
    List(Vec<Change>),
}

/// A change that the report must contain: every given key has to match.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    #[serde(default)]
    pub(crate) action: Any<FixAction>,
    #[serde(default)]
    pub(crate) name: Any<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    #[serde(default)]
    pub(crate) contains: Any<String>,
    #[serde(default, alias = "lacks")]
    pub(crate) not_contains: Vec<String>,
    #[serde(default)]
    pub(crate) says: Vec<String>,
    pub(crate) example: Option<String>,
}

/// One value, any of several, or any value at all.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
pub(crate) enum Any<T> {
    #[default]
    Whatever,
    One(T),
    Of(Vec<T>),
}

impl<T> Any<T> {
    /// Returns true if one of the values fits.
    pub(crate) fn is(&self, fits: impl Fn(&T) -> bool) -> bool {
        match self {
            Self::Whatever => true,
            Self::One(value) => fits(value),
            Self::Of(values) => values.iter().any(fits),
        }
    }

    /// Returns true if every value fits.
    pub(crate) fn are(&self, fits: impl Fn(&T) -> bool) -> bool {
        match self {
            Self::Whatever => true,
            Self::One(value) => fits(value),
            Self::Of(values) => values.iter().all(fits),
        }
    }
}

impl File {
    /// Reads the cases, and replaces each `{name}` with its public key.
    pub(crate) fn read() -> Self {
        let mut file: Value = crate::read("dns.toml");
        let keys: Vec<(String, String)> = file["keys"]
            .as_table()
            .expect("a table of keys")
            .iter()
            .map(|(name, key)| (format!("{{{name}}}"), key.as_str().expect("a key").to_owned()))
            .collect();
        fill(&mut file, &keys);
        file.try_into().unwrap_or_else(|error| panic!("dns.toml: {error}"))
    }
}

fn fill(value: &mut Value, keys: &[(String, String)]) {
    match value {
        Value::String(text) => {
            for (name, key) in keys {
                *text = text.replace(name, key);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| fill(value, keys)),
        Value::Table(table) => table.iter_mut().for_each(|(_, value)| fill(value, keys)),
        _ => {}
    }
}
