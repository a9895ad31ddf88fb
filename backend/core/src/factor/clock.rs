//! What a code of another time says about the clock of the phone that shows it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::totp;

/// How wrong a phone's clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Off {
    /// In minutes, at least one.
    pub minutes: i64,
    /// True if it is ahead of ours.
    pub is_fast: bool,
}

impl Off {
    /// From the steps between two codes; positive if the phone is ahead.
    pub(super) fn by(steps: i64) -> Self {
        let seconds = steps.abs() * totp::STEP;
        Self { minutes: ((seconds + 30) / 60).max(1), is_fast: steps > 0 }
    }
}

/// Codes that were reported as codes of a later time. They never count, not even at that time, so that guessing
/// reveals no code that will be valid. Kept in memory: the limit on codes allows only a few for each person.
#[derive(Debug, Clone, Default)]
pub struct Told(Arc<Mutex<HashMap<String, Vec<i64>>>>);

impl Told {
    /// Keeps the step of a person's code, and forgets the steps that are over.
    pub(super) fn keep(&self, person: &str, step: i64, now: i64) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|_, steps| {
            steps.retain(|step| !totp::is_over(*step, now));
            !steps.is_empty()
        });
        told.entry(person.to_owned()).or_default().push(step);
    }

    /// True if the code of this step was reported to the person.
    pub(super) fn holds(&self, person: &str, step: i64) -> bool {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.get(person).is_some_and(|steps| steps.contains(&step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_in_minutes() {
        for (steps, minutes, is_fast) in [(2, 1, true), (-3, 2, false), (10, 5, true), (-30, 15, false)] {
            assert_eq!(Off::by(steps), Off { minutes, is_fast }, "{steps}");
        }
    }

    #[test]
    fn what_is_over_is_forgotten() {
        let told = Told::default();
        told.keep("iris", 10, 0);
        assert!(told.holds("iris", 10) && !told.holds("iris", 11) && !told.holds("mia", 10));
        told.keep("mia", 500, 400 * totp::STEP);
        assert!(!told.holds("iris", 10) && told.holds("mia", 500));
    }
}
