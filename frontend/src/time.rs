//! The clock, and times as people read them. The server sends Unix seconds; the browser knows the time zone and how its
//! person writes dates. The pages read the clock only here.

mod spans;

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

pub(crate) use spans::{DAY, left, moment, updated};

/// Returns the time now in Unix seconds, by this device's clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 290 million years")]
pub(crate) fn now() -> i64 {
    Date::now() as i64 / 1000
}

/// Returns "November 22, 2026", in the device's time zone.
pub(crate) fn date(unix: i64) -> String {
    format(unix, &[("dateStyle", "long")])
}

/// Returns "2:02 PM".
pub(crate) fn clock(unix: i64) -> String {
    format(unix, &[("timeStyle", "short")])
}

/// Returns "November 22, 2026 at 2:02 PM".
pub(crate) fn date_and_clock(unix: i64) -> String {
    format(unix, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// Returns "Tuesday".
fn weekday(unix: i64) -> String {
    format(unix, &[("weekday", "long")])
}

/// Returns the moment as programs read it, for `<time datetime>`.
pub(crate) fn machine(unix: i64) -> String {
    js_date(unix).to_iso_string().into()
}

fn format(unix: i64, options: &[(&str, &str)]) -> String {
    let style = Object::new();
    for (name, value) in options {
        // Setting a plain property of a new object never fails.
        let _ = Reflect::set(&style, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    js_date(unix).to_locale_string(&locale(), &style).into()
}

#[expect(clippy::cast_precision_loss, reason = "exact up to the year 285,000")]
fn js_date(unix: i64) -> Date {
    Date::new(&JsValue::from_f64(unix as f64 * 1000.0))
}

/// Returns the browser's locale if it is an English one: dates are part of English sentences.
fn locale() -> String {
    let is_english = |locale: &String| matches!(locale.as_bytes(), [b'e', b'n', b'-', country @ ..] if country.len() == 2 && country.iter().all(u8::is_ascii_alphabetic));
    gloo_utils::window().navigator().language().filter(is_english).unwrap_or_else(|| "en-US".into())
}
