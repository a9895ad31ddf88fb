//! Times in words. The server sends Unix seconds; the browser knows the time zone and has a clock.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::say;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// Seconds of a day.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Returns the time now, in Unix seconds. The staff's pages read the clock only here.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of this age are far below 2^53")]
pub(crate) fn now() -> i64 {
    (Date::now() / 1000.0) as i64
}

/// How long ago it changed: "Updated 5 minutes ago", "Updated just now".
pub(crate) fn updated(now: i64, at: i64) -> String {
    let say = say::staff();
    match span(now - at) {
        Span::Moment => say.time_updated_now().into(),
        Span::Minutes(count) => say.time_updated_minutes(count),
        Span::Hours(count) => say.time_updated_hours(count),
        Span::Days(count) => say.time_updated_days(count),
    }
}

/// How long it is until `then`: "in 3 days". What is due is about to happen: "in less than a minute".
pub(crate) fn left(now: i64, then: i64) -> String {
    let say = say::staff();
    match span(then - now) {
        Span::Moment => say.time_soon().into(),
        Span::Minutes(count) => say.time_in_minutes(count),
        Span::Hours(count) => say.time_in_hours(count),
        Span::Days(count) => say.time_in_days(count),
    }
}

/// A time span in its largest unit.
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

/// A date: "March 3, 2027".
pub(crate) fn date(at: i64) -> String {
    format(at, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// A moment in the past: within the last six days with the day of the week ("Tuesday at 2:02 PM"), otherwise with the
/// date.
pub(crate) fn moment(now: i64, at: i64) -> String {
    let time = format(at, &[("hour", "numeric"), ("minute", "2-digit")]);
    let is_recent = (0..6 * DAY).contains(&(now - at));
    let day = if is_recent { format(at, &[("weekday", "long")]) } else { date(at) };
    say::staff().time_moment(&day, &time)
}

/// A moment as programs read it, for `<time datetime>`.
pub(crate) fn machine(at: i64) -> String {
    js_date(at).to_iso_string().into()
}

fn format(at: i64, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        // Setting a property of a plain object of our own does not fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let format = Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str(&locale())), &options).format();
    let text = format.call1(&JsValue::UNDEFINED, &js_date(at)).unwrap_or_default();
    text.as_string().unwrap_or_default()
}

/// The reader's kind of English, as the browser has it, or American English.
fn locale() -> String {
    let own = gloo_utils::window().navigator().language();
    own.filter(|own| own.starts_with("en-")).unwrap_or_else(|| "en-US".into())
}

#[expect(clippy::cast_precision_loss, reason = "a date of this age is far below 2^53 milliseconds")]
fn js_date(at: i64) -> Date {
    Date::new(&JsValue::from_f64((at * 1000) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_in_their_largest_unit() {
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
    fn a_clock_that_runs_behind_counts_as_now() {
        assert_eq!(updated(0, 500), say::staff().time_updated_now());
    }
}
