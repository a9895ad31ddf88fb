//! What happened: entries of the activity log, with their parameters. The log stores them as JSON, and the crate above
//! puts them into words when a person reads the log.

mod onboarding;
mod people;

use serde::{Deserialize, Serialize};

use crate::store::NewActivity;
pub use onboarding::{Abuse, OnboardingEvent};
pub use people::{BrandPart, PersonEvent};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// To an onboarding.
    Onboarding(OnboardingEvent),
    /// To a person.
    Person(PersonEvent),
}

impl Event {
    /// Reads an entry. Returns `None` for an entry from before the log stored parameters: such an entry is already a
    /// sentence.
    pub fn of_kept(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// An entry of the log that owns its text.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    at: i64,
    who: &'a str,
    code: &'static str,
    kept: String,
}

impl<'a> Entry<'a> {
    fn of(event: &impl Serialize, who: &'a str, code: &'static str, at: i64) -> Self {
        // Text, numbers and lists can always be written as JSON.
        Self { at, who, code, kept: serde_json::to_string(event).unwrap_or_default() }
    }

    /// Returns the entry in the form that the store takes.
    pub(crate) fn as_new(&self) -> NewActivity<'_> {
        NewActivity { at: self.at, who: self.who, code: self.code, sentence: &self.kept }
    }
}

#[cfg(test)]
mod tests {
    use shared::retention::Kind;

    use super::*;

    #[test]
    fn entries_can_be_read_back_and_old_sentences_cannot() {
        let kept = vec![(Kind::Reports, Kind::Reports.default_days())];
        let changed = PersonEvent::RetentionChanged { by: "Ada".into(), kept };
        let kept = changed.at(7).kept;
        assert_eq!(kept, r#"{"is":"retention-changed","by":"Ada","kept":[["reports",90]]}"#);
        assert_eq!(Event::of_kept(&kept), Some(Event::Person(changed)));
        let opened = OnboardingEvent::Opened { by: "Tess".into() };
        assert_eq!(Event::of_kept(&opened.at(7).kept), Some(Event::Onboarding(opened)));
        assert_eq!(Event::of_kept("Ada made a link for Bakery."), None);
    }
}
