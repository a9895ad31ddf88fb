//! Cases that are known to fail and are being worked on: a list that has to be right, in both directions.

use std::{collections::BTreeSet, fs, path::Path};

use libtest_mimic::{Failed, Trial};

/// The ids in `suites/cases/open.txt`, each with its group before it.
pub(crate) struct Open(BTreeSet<String>);

impl Open {
    /// Reads the list; without a file, everything has to pass.
    pub(crate) fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/cases/open.txt");
        let text = fs::read_to_string(path).unwrap_or_default();
        Self(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }

    /// A test that passes if `run` complains of nothing. A listed one passes if it complains, and fails once it does not.
    pub(crate) fn trial(&self, id: String, run: impl FnOnce() -> Vec<String> + Send + 'static) -> Trial {
        let is_open = self.0.contains(&id);
        let name = id.clone();
        Trial::test(name, move || {
            let complaints = run();
            match (is_open, complaints.is_empty()) {
                (false, true) | (true, false) => Ok(()),
                (true, true) => Err(Failed::from(format!("{id} passes now: take it out of open.txt"))),
                (false, false) => Err(Failed::from(complaints.join("\n\n"))),
            }
        })
    }

    /// Listed ids of a group that no case has.
    pub(crate) fn strangers(&self, group: &str, known: &BTreeSet<String>) -> Vec<String> {
        let own = self.0.iter().filter(|id| id.starts_with(&format!("{group}::")));
        own.filter(|id| !known.contains(*id)).cloned().collect()
    }
}
