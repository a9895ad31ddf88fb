//! How far a device's clock is from UTC.

use serde::{Deserialize, Serialize};

/// The furthest that a clock is from UTC, in minutes: 14 hours, on Kiribati's Line Islands.
const FURTHEST: i64 = 14 * 60;

/// How many minutes a clock is ahead of UTC, at most 14 hours either way. Negative in the Americas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "i64")]
pub struct UtcOffset(i64);

/// The number of minutes is beyond 14 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than 14 hours from UTC")]
pub struct TooFarFromUtc;

impl TryFrom<i64> for UtcOffset {
    type Error = TooFarFromUtc;

    fn try_from(minutes: i64) -> Result<Self, TooFarFromUtc> {
        if (-FURTHEST..=FURTHEST).contains(&minutes) { Ok(Self(minutes)) } else { Err(TooFarFromUtc) }
    }
}

impl UtcOffset {
    /// UTC itself.
    pub const UTC: Self = Self(0);

    /// Returns the minutes.
    pub fn minutes(self) -> i64 {
        self.0
    }

    /// Returns what a clock in UTC shows when a clock with this offset shows the time of `at`. For writing a time as
    /// someone elsewhere reads it.
    pub fn shift(self, at: i64) -> i64 {
        at.saturating_add(self.0 * 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_at_most_fourteen_hours() {
        for (text, minutes) in [
            ("0", Some(0)),
            ("-480", Some(-480)),
            ("345", Some(345)),
            ("840", Some(840)),
            ("-840", Some(-840)),
            ("841", None),
            ("-841", None),
            ("9223372036854775807", None),
            ("1.5", None),
            ("\"60\"", None),
        ] {
            let read = serde_json::from_str::<UtcOffset>(text).ok();
            assert_eq!(read.map(UtcOffset::minutes), minutes, "{text}");
            if let Some(read) = read {
                assert_eq!(serde_json::to_string(&read).unwrap(), text, "it reads back");
            }
        }
    }

    #[test]
    fn a_time_is_shifted_by_the_offset() {
        for (minutes, at, shifted) in [(60, 0, 3600), (-480, 28_800, 0), (840, i64::MAX, i64::MAX)] {
            assert_eq!(UtcOffset::try_from(minutes).unwrap().shift(at), shifted, "{minutes}");
        }
    }
}
