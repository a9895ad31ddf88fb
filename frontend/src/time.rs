//! The clock, and dates and times for people. The server sends Unix seconds, and the browser knows the time zone and
//! the user's date format. The pages read the clock only here.

mod spans;

use js_sys::{Date, Object, Reflect};
use shared::utc_offset::UtcOffset;
use wasm_bindgen::JsValue;

pub(crate) use spans::{DAY, left, moment, updated};

/// Returns the current time in Unix seconds, by this device's clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 290 million years")]
pub(crate) fn now() -> i64 {
    Date::now() as i64 / 1000
}

/// Returns a date such as "November 22, 2026", in the device's time zone.
pub(crate) fn date(unix: i64) -> String {
    format(unix, &[("dateStyle", "long")])
}

/// Returns a date such as "November 22, 2026", in UTC. For a day of the calendar, which is the same in every time zone.
pub(crate) fn day(unix: i64) -> String {
    format(unix, &[("dateStyle", "long"), ("timeZone", "UTC")])
}

/// Returns a time such as "2:02 PM".
pub(crate) fn clock(unix: i64) -> String {
    format(unix, &[("timeStyle", "short")])
}

/// Returns a date and time such as "November 22, 2026 at 2:02 PM".
pub(crate) fn date_and_clock(unix: i64) -> String {
    format(unix, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// Returns a day of the week such as "Tuesday".
pub(crate) fn weekday(unix: i64) -> String {
    format(unix, &[("weekday", "long")])
}

/// Returns how far this device's clock is from UTC at that time.
#[expect(clippy::cast_possible_truncation, reason = "whole minutes of at most a day")]
pub(crate) fn utc_offset(unix: i64) -> UtcOffset {
    // The browser counts from the local time to UTC.
    let minutes = -js_date(unix).get_timezone_offset() as i64;
    UtcOffset::try_from(minutes).unwrap_or(UtcOffset::UTC)
}

/// Returns a date and time such as [`date_and_clock`], as a clock with this offset shows them.
pub(crate) fn date_and_clock_at(unix: i64, offset: UtcOffset) -> String {
    format(offset.shift(unix), &[("dateStyle", "long"), ("timeStyle", "short"), ("timeZone", "UTC")])
}

/// Returns a time such as [`clock`], as a clock with this offset shows it.
pub(crate) fn clock_at(unix: i64, offset: UtcOffset) -> String {
    format(offset.shift(unix), &[("timeStyle", "short"), ("timeZone", "UTC")])
}

/// Returns the day of the week and the hour now, in the device's time zone. Sunday is 0.
pub(crate) fn weekday_and_hour() -> (u32, u32) {
    let now = js_date(now());
    (now.get_day(), now.get_hours())
}

/// Returns when an hour of a day begins, in Unix seconds. The day is counted from today, in the device's time zone.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 290 million years")]
pub(crate) fn hour_in(days: u32, hour: u32) -> i64 {
    let today = js_date(now());
    let number = |number: u32| i32::try_from(number).unwrap_or_default();
    // The browser counts a day after the last one of a month into the next month.
    let (month, day) = (number(today.get_month()), number(today.get_date() + days));
    let at = Date::new_with_year_month_day_hr(today.get_full_year(), month, day, number(hour));
    at.get_time() as i64 / 1000
}

/// Returns a time in machine-readable form, for `<time datetime>`.
pub(crate) fn machine(unix: i64) -> String {
    js_date(unix).to_iso_string().into()
}

fn format(unix: i64, options: &[(&str, &str)]) -> String {
    let style = Object::new();
    for (name, value) in options {
        // Setting a property of a new object never fails.
        let _ = Reflect::set(&style, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    js_date(unix).to_locale_string(&locale(), &style).into()
}

#[expect(clippy::cast_precision_loss, reason = "exact up to the year 285,000")]
fn js_date(unix: i64) -> Date {
    Date::new(&JsValue::from_f64(unix as f64 * 1000.0))
}

/// Returns the browser's locale if it is an English one, because dates are part of English sentences.
fn locale() -> String {
    let is_english = |locale: &String| matches!(locale.as_bytes(), [b'e', b'n', b'-', country @ ..] if country.len() == 2 && country.iter().all(u8::is_ascii_alphabetic));
    gloo_utils::window().navigator().language().filter(is_english).unwrap_or_else(|| "en-US".into())
}
