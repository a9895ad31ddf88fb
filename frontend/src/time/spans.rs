//! Time spans in words for the staff's pages, such as "5 minutes ago" and "in 3 days".

use super::{clock, date, weekday};
use crate::say;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// Seconds in a day.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Says how long ago something changed: "Updated 5 minutes ago", "Updated just now".
pub(crate) fn updated(now: i64, at: i64) -> String {
    let say = say::staff();
    match span(now - at) {
        Span::Moment => say.time_updated_now().into(),
        Span::Minutes(count) => say.time_updated_minutes(count),
        Span::Hours(count) => say.time_updated_hours(count),
        Span::Days(count) => say.time_updated_days(count),
    }
}

/// Says how long it is until `then`: "in 3 days". If that time has passed, returns "in less than a minute".
pub(crate) fn left(now: i64, then: i64) -> String {
    let say = say::staff();
    match span(then - now) {
        Span::Moment => say.time_soon().into(),
        Span::Minutes(count) => say.time_in_minutes(count),
        Span::Hours(count) => say.time_in_hours(count),
        Span::Days(count) => say.time_in_days(count),
    }
}

/// A time span in its largest whole unit.
enum Span {
    /// Less than a minute.
    Moment,
    Minutes(u64),
    Hours(u64),
    Days(u64),
}

fn span(seconds: i64) -> Span {
    let in_units = |unit: i64| u64::try_from(seconds / unit).unwrap_or_default();
    match seconds {
        ..MINUTE => Span::Moment,
        MINUTE..HOUR => Span::Minutes(in_units(MINUTE)),
        HOUR..DAY => Span::Hours(in_units(HOUR)),
        _ => Span::Days(in_units(DAY)),
    }
}

/// Formats a time in the past: with the day of the week if it's within the last six days ("Tuesday at 2:02 PM"),
/// otherwise with the date.
pub(crate) fn moment(now: i64, at: i64) -> String {
    let is_recent = (0..6 * DAY).contains(&(now - at));
    let day = if is_recent { weekday(at) } else { date(at) };
    say::staff().time_moment(&day, &clock(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_use_their_largest_whole_unit() {
        let say = say::staff();
        assert_eq!(updated(100, 60), say.time_updated_now());
        assert_eq!(updated(1000, 1000 - MINUTE), say.time_updated_minutes(1));
        assert_eq!(updated(DAY, HOUR), say.time_updated_hours(23));
        assert_eq!(updated(9 * DAY, 0), say.time_updated_days(9));
        assert_eq!(left(0, 2 * DAY + 5), say.time_in_days(2));
        assert_eq!(left(0, 5), say.time_soon());
        assert_eq!(left(5, 5), say.time_soon());
    }

    #[test]
    fn a_time_in_the_future_counts_as_now() {
        assert_eq!(updated(0, 500), say::staff().time_updated_now());
    }
}
