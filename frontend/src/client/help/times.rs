//! The times at which a client can ask to be called, in the device's time zone.

use crate::{say, time};

/// The hours at which a call can begin.
const HOURS: [u32; 2] = [9, 14];
/// How many hours the client waits for it.
const LENGTH: i64 = 2;

/// Returns the next two times, each with its start and its end.
pub(super) fn next_times() -> [(i64, i64); 2] {
    let (weekday, hour) = time::weekday_and_hour();
    next_two(weekday, hour).map(|(days, hour)| {
        let from = time::hour_in(days, hour);
        (from, from + LENGTH * 3600)
    })
}

/// Returns the next two times on working days: how many days from today, and the hour. Sunday is 0.
fn next_two(weekday: u32, hour: u32) -> [(u32, u32); 2] {
    let is_working = |days: &u32| !matches!((weekday + *days) % 7, 0 | 6);
    let all = (0..8).filter(is_working).flat_map(|days| HOURS.map(|start| (days, start)));
    let mut ahead = all.filter(|&(days, start)| days > 0 || start > hour);
    // A week has five working days.
    let first = ahead.next().unwrap_or((1, HOURS[0]));
    [first, ahead.next().unwrap_or((first.0 + 1, HOURS[0]))]
}

/// Returns "Today from 2:00 PM to 4:00 PM", or the day of the week if it is later. For one of the [`next_times`], in the
/// device's time zone.
pub(super) fn label(from: i64, until: i64) -> String {
    let named = |start: &str, end: &str| say::letter().help_time_day(&time::weekday(from), &start, &end);
    on_a_day(from, until, named)
}

/// Returns the same, but with the date if it is another day than today or tomorrow. For any time.
pub(super) fn dated(from: i64, until: i64) -> String {
    let named = |start: &str, end: &str| say::letter().help_time_date(&time::date(from), &start, &end);
    on_a_day(from, until, named)
}

fn on_a_day(from: i64, until: i64, named: impl Fn(&str, &str) -> String) -> String {
    let (say, day) = (say::letter(), time::date(from));
    let (start, end) = (time::clock(from), time::clock(until));
    if day == time::date(time::now()) {
        say.help_time_today(&start, &end)
    } else if day == time::date(time::hour_in(1, 12)) {
        // Not "24 hours from now": a day on which the clocks change is shorter or longer.
        say.help_time_tomorrow(&start, &end)
    } else {
        named(&start, &end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_begins_on_a_working_day_that_is_not_over() {
        let [sunday, tuesday, friday, saturday] = [0, 2, 5, 6];
        for (weekday, hour, expected) in [
            (tuesday, 0, [(0, 9), (0, 14)]),
            (tuesday, 8, [(0, 9), (0, 14)]),
            (tuesday, 9, [(0, 14), (1, 9)]),
            (tuesday, 13, [(0, 14), (1, 9)]),
            (tuesday, 14, [(1, 9), (1, 14)]),
            (friday, 13, [(0, 14), (3, 9)]),
            (friday, 23, [(3, 9), (3, 14)]),
            (saturday, 8, [(2, 9), (2, 14)]),
            (sunday, 8, [(1, 9), (1, 14)]),
        ] {
            assert_eq!(next_two(weekday, hour), expected, "day {weekday}, {hour}:00");
        }
    }
}
