//! When a client secret expires. Email stops on that day, so the agency is reminded if the client agrees. Page, command
//! line and server accept the same days.

#[cfg(test)]
mod tests;

use crate::day::Day;

/// How far ahead a client secret can expire: five years. Microsoft's longest is two.
const FURTHEST: i64 = (5 * 365 + 2) * 24 * 3600;

/// Why something isn't the day on which a client secret expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnExpiry {
    /// It isn't a day.
    #[error("not a day in the form YYYY-MM-DD")]
    NotADay,
    /// The day is over, so the secret doesn't work anymore.
    #[error("a day in the past")]
    Past,
    /// It's more than five years ahead.
    #[error("more than five years ahead")]
    TooFar,
}

/// Reads the day as typed: `2027-05-30`. `now` is in Unix seconds.
///
/// # Errors
/// [`NotAnExpiry`] if it isn't a day, or not one of the next five years.
pub fn parse(text: &str, now: i64) -> Result<Day, NotAnExpiry> {
    let day = text.parse().map_err(|_| NotAnExpiry::NotADay)?;
    check(day, now)
}

/// Reads the day as it is sent to the server: its midnight in UTC, in Unix seconds.
///
/// # Errors
/// [`NotAnExpiry`] if it isn't the midnight of a day, or not of one in the next five years.
pub fn at_midnight(at: i64, now: i64) -> Result<Day, NotAnExpiry> {
    let day = Day::of(at).filter(|day| day.midnight() == at).ok_or(NotAnExpiry::NotADay)?;
    check(day, now)
}

fn check(day: Day, now: i64) -> Result<Day, NotAnExpiry> {
    if day.is_over(now) {
        return Err(NotAnExpiry::Past);
    }
    if day.midnight() > now.saturating_add(FURTHEST) { Err(NotAnExpiry::TooFar) } else { Ok(day) }
}
