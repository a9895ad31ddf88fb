//! Dates and times, in UTC. The pages show them in the reader's own time zone.

use shared::utc_offset::UtcOffset;

use crate::Language;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAY: i64 = 24 * 3600;

/// Returns "December 6, 2026", from Unix seconds.
#[must_use]
pub fn day(language: Language, seconds: i64) -> String {
    let Language::En = language;
    let (year, month, day) = date(seconds.div_euclid(DAY));
    format!("{} {day}, {year}", MONTHS[month])
}

/// Returns "December 6, 2026, 11:04 UTC", from Unix seconds.
#[must_use]
pub fn minute(language: Language, seconds: i64) -> String {
    let minutes = seconds.rem_euclid(DAY) / 60;
    format!("{}, {:02}:{:02} UTC", day(language, seconds), minutes / 60, minutes % 60)
}

/// Returns "2:05 PM", from Unix seconds.
#[must_use]
pub fn clock(language: Language, seconds: i64) -> String {
    let Language::En = language;
    let minutes = seconds.rem_euclid(DAY) / 60;
    let (hour, half) = (minutes / 60, if minutes < 12 * 60 { "AM" } else { "PM" });
    format!("{}:{:02} {half}", (hour + 11) % 12 + 1, minutes % 60)
}

/// Returns "UTC+5:30".
#[must_use]
pub fn utc_offset(language: Language, offset: UtcOffset) -> String {
    let Language::En = language;
    let minutes = offset.minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match (hours, rest) {
        (0, 0) => "UTC".into(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// Returns the year, the index of the month and the day of the month, from days since 1970. It counts from March 1 of
/// the year 0, so that a leap day is the last day of its year, and in cycles of 400 years, which all have the same
/// number of days.
fn date(days: i64) -> (i64, usize, i64) {
    const ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year = (day - day / 1460 + day / 36_524 - day / (ERA - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day_of_month = day - (153 * month + 2) / 5 + 1;
    let index = usize::try_from((month + 2) % 12).unwrap_or_default();
    (year + era * 400 + i64::from(index < 2), index, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_days_and_years_are_right() {
        for (seconds, expected) in [
            (0, "January 1, 1970"),
            (-1, "December 31, 1969"),
            (951_782_400, "February 29, 2000"),
            (951_868_800, "March 1, 2000"),
            (4_107_542_400, "March 1, 2100"),
            (4_107_542_399, "February 28, 2100"),
            (1_796_468_400, "December 5, 2026"),
        ] {
            assert_eq!(day(Language::En, seconds), expected, "{seconds}");
        }
        assert_eq!(minute(Language::En, 1_796_468_640), "December 5, 2026, 11:04 UTC");
    }

    #[test]
    fn a_clock_has_two_halves() {
        for (seconds, expected) in [
            (0, "12:00 AM"),
            (59 * 60, "12:59 AM"),
            (9 * 3600 + 300, "9:05 AM"),
            (12 * 3600, "12:00 PM"),
            (14 * 3600, "2:00 PM"),
            (-60, "11:59 PM"),
        ] {
            assert_eq!(clock(Language::En, seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn an_offset_has_a_sign() {
        for (minutes, expected) in [
            (0, "UTC"),
            (60, "UTC+1"),
            (-480, "UTC-8"),
            (330, "UTC+5:30"),
            (-210, "UTC-3:30"),
            (-30, "UTC-0:30"),
        ] {
            let offset = UtcOffset::try_from(minutes).unwrap();
            assert_eq!(utc_offset(Language::En, offset), expected, "{minutes}");
        }
    }
}
