//! What came of looking for one extra.

use shared::{
    dns::{Answer, Silence},
    report::{Extra, Judged},
};

/// What came of looking for one extra.
pub(super) enum Outcome {
    Found(Box<Judged>),
    NotUsed(Extra),
    /// Nobody answered about a name.
    Silent(String, Silence),
}

impl Outcome {
    /// There is something to say.
    pub(super) fn found(finding: Judged) -> Self {
        Self::Found(Box::new(finding))
    }
}

/// Returns the texts at a name that begin with `version`; a wildcard can put anything else there.
pub(super) fn texts(answer: &Answer, version: &str) -> Vec<String> {
    answer
        .texts()
        .filter(|text| text.split(';').next().is_some_and(|first| first.trim() == version))
        .collect()
}
