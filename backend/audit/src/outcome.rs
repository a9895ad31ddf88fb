//! The result of checking one extra.

use shared::{
    dns::{Answer, Silence},
    report::{Extra, Judged},
};

/// The result of checking one extra.
pub(super) enum Outcome {
    Found(Box<Judged>),
    NotUsed(Extra),
    /// The query for this name wasn't answered.
    Silent(String, Silence),
}

impl Outcome {
    /// Wraps a finding.
    pub(super) fn found(finding: Judged) -> Self {
        Self::Found(Box::new(finding))
    }
}

/// Returns the texts at a name that begin with `version`. A wildcard can add unrelated texts there.
pub(super) fn texts(answer: &Answer, version: &str) -> Vec<String> {
    answer
        .texts()
        .filter(|text| text.split(';').next().is_some_and(|first| first.trim() == version))
        .collect()
}
