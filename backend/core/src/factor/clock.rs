//! What a code for another time says about the phone's clock.

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
    /// Returns how far off it is, from the steps between two codes. Positive if the phone is ahead.
    pub(crate) fn by(steps: i64) -> Self {
        let seconds = steps.abs() * totp::STEP;
        Self { minutes: ((seconds + 30) / 60).max(1), is_fast: steps > 0 }
    }
}

/// Records that the server told a person that this step's code is for a later time. The code isn't accepted at that
/// time either, so guessing never reveals a valid code. All servers know this until the step is over.
pub(super) async fn tell(store: &dyn Store, person_id: &str, step: i64, now: i64) -> Result<()> {
    Ok(store.announce(&name(person_id, step), now, totp::end_of(step)).await?)
}

/// Returns true if the server told the person about this step's code.
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
    fn clock_offset_in_minutes() {
        for (steps, minutes, is_fast) in [(2, 1, true), (-3, 2, false), (10, 5, true), (-30, 15, false)] {
            assert_eq!(Off::by(steps), Off { minutes, is_fast }, "{steps}");
        }
    }
}
