//! What a code of another time says about the clock of the phone that shows it.

use super::totp;
use crate::{Result, store::Store};

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

/// Keeps that a person was told that the code of this step is of a time to come. From then on it does not count, not at that
/// time either: guessing reveals no code that will be valid. All servers know it, until the step is over.
pub(super) async fn tell(store: &dyn Store, person_id: &str, step: i64, now: i64) -> Result<()> {
    Ok(store.announce(&name(person_id, step), now, totp::end_of(step)).await?)
}

/// True if the person was told of the code of this step.
pub(super) async fn was_told(store: &dyn Store, person_id: &str, step: i64, now: i64) -> Result<bool> {
    let name = name(person_id, step);
    Ok(store.announced(&name, now).await?.contains(&name))
}

fn name(person_id: &str, step: i64) -> String {
    format!("told:{person_id}:{step}")
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
}
