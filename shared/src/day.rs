//! A day of the calendar, in UTC. It's written as in `2027-05-30`, which is also what a browser's date field gives.

#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

/// One day, in seconds.
const SECONDS: i64 = 24 * 3600;

/// The last day that has four digits for its year, counted from January 1, 1970.
const LAST: i64 = 2_932_896;

/// A day from January 1, 1970 to December 31, 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

/// A text that isn't a day in the form `2027-05-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day in the form YYYY-MM-DD")]
pub struct NotADay;

impl Day {
    /// Returns the day that contains this moment, in Unix seconds. Returns `None` if its year doesn't have four digits or
    /// is before 1970.
    pub fn of(seconds: i64) -> Option<Self> {
        Some(seconds.div_euclid(SECONDS)).filter(|days| (0..=LAST).contains(days)).map(Self)
    }

    /// Returns its first moment, in Unix seconds.
    pub fn midnight(self) -> i64 {
        self.0 * SECONDS
    }

    /// Returns true if its last moment is over at the moment `now`.
    pub fn is_over(self, now: i64) -> bool {
        now >= self.midnight() + SECONDS
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let bytes = text.trim().as_bytes();
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return Err(NotADay) };
        let year = number(&[y1, y2, y3, y4]).ok_or(NotADay)?;
        let month = number(&[m1, m2]).ok_or(NotADay)?;
        let day = number(&[d1, d2]).ok_or(NotADay)?;
        let found = Self::of(days_from_civil(year, month, day) * SECONDS).ok_or(NotADay)?;
        // February 30 would be counted as March 1 or 2, and month 13 as January.
        if civil_from_days(found.0) == (year, month, day) { Ok(found) } else { Err(NotADay) }
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    let is_number = digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Returns the days since January 1, 1970. It counts in cycles of 400 years, after which the calendar repeats.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // A year begins in March here, so that a leap day is the last day of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468
}

/// Returns the year, month and day. The calendar repeats every 400 years, and years begin in March here, so that a
/// leap day is the last day of its year.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
