//! Times as people say them. The server sends Unix seconds; the browser knows the place and its clock.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// Seconds of a day.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Now, in Unix seconds: the one place where the staff's pages read the clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of this age are far below 2^53")]
pub(crate) fn now() -> i64 {
    (Date::now() / 1000.0) as i64
}

/// How long it has been so: "for 5 minutes"; "just now" in the first minute.
pub(crate) fn lasting(now: i64, since: i64) -> String {
    match span(now - since) {
        Some(span) => format!("for {span}"),
        None => "just now".into(),
    }
}

/// How long it is until `then`: "in 3 days", "in less than a minute", "over".
pub(crate) fn left(now: i64, then: i64) -> String {
    match span(then - now) {
        Some(span) => format!("in {span}"),
        None if then > now => "in less than a minute".into(),
        None => "over".into(),
    }
}

fn span(seconds: i64) -> Option<String> {
    let (count, unit) = match seconds {
        ..MINUTE => return None,
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        _ => (seconds / DAY, "day"),
    };
    Some(format!("{count} {unit}{}", if count == 1 { "" } else { "s" }))
}

/// A date, as in "3 March 2027".
pub(crate) fn date(at: i64) -> String {
    format(at, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// A moment of the past: with the day of the week within the last six days ("Tuesday 14:02"), else with its date.
pub(crate) fn moment(now: i64, at: i64) -> String {
    let time = format(at, &[("hour", "2-digit"), ("minute", "2-digit")]);
    if (0..6 * DAY).contains(&(now - at)) {
        format!("{} {time}", format(at, &[("weekday", "long")]))
    } else {
        format!("{}, {time}", date(at))
    }
}

/// The machine's form of a moment, for `<time datetime>`.
pub(crate) fn machine(at: i64) -> String {
    js_date(at).to_iso_string().into()
}

fn format(at: i64, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        // Setting a property of a plain object of our own does not fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let format = Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str("en-GB")), &options).format();
    let text = format.call1(&JsValue::UNDEFINED, &js_date(at)).unwrap_or_default();
    text.as_string().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a date of this age is far below 2^53 milliseconds")]
fn js_date(at: i64) -> Date {
    Date::new(&JsValue::from_f64((at * 1000) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_their_largest_unit() {
        assert_eq!(lasting(100, 60), "just now");
        assert_eq!(lasting(1000, 1000 - MINUTE), "for 1 minute");
        assert_eq!(lasting(DAY, HOUR), "for 23 hours");
        assert_eq!(lasting(9 * DAY, 0), "for 9 days");
        assert_eq!(left(0, 2 * DAY + 5), "in 2 days");
        assert_eq!(left(0, 5), "in less than a minute");
        assert_eq!(left(5, 5), "over");
    }

    #[test]
    fn a_clock_that_runs_behind_is_no_reason_for_nonsense() {
        assert_eq!(lasting(0, 500), "just now");
    }
}
