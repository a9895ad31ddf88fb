//! Dates for people.

use time::{OffsetDateTime, format_description::StaticFormatDescription, macros::format_description};

const DAY: StaticFormatDescription = format_description!("[day padding:none] [month repr:long] [year]");
const MINUTE: StaticFormatDescription =
    format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute] UTC");

/// "6 December 2026", from Unix seconds.
pub fn day(seconds: i64) -> String {
    format(seconds, DAY)
}

/// "6 December 2026, 11:04 UTC", from Unix seconds.
pub fn minute(seconds: i64) -> String {
    format(seconds, MINUTE)
}

fn format(seconds: i64, form: StaticFormatDescription) -> String {
    let date = OffsetDateTime::from_unix_timestamp(seconds).ok();
    date.and_then(|date| date.format(form).ok()).unwrap_or_else(|| "an unknown day".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_well() {
        assert_eq!(day(1_796_468_400), "5 December 2026");
        assert_eq!(minute(1_796_468_640), "5 December 2026, 11:04 UTC");
        assert_eq!(day(i64::MAX), "an unknown day");
    }
}
