//! Times for people, as their browser writes them.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// Now, in Unix seconds, by this device's clock.
pub(crate) fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 290 million years")]
    let millis = Date::now() as i64;
    millis / 1000
}

/// Returns "November 22, 2026 at 2:02 PM", in the device's time zone.
pub(crate) fn moment(unix: i64) -> String {
    format(unix, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// Returns "2:02 PM", in the device's time zone.
pub(crate) fn clock(unix: i64) -> String {
    format(unix, &[("timeStyle", "short")])
}

/// Returns "November 22, 2026".
pub(crate) fn day(unix: i64) -> String {
    format(unix, &[("dateStyle", "long")])
}

fn format(unix: i64, options: &[(&str, &str)]) -> String {
    let style = Object::new();
    for (name, value) in options {
        // Setting a plain property of a new object never fails.
        let _ = Reflect::set(&style, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    #[expect(clippy::cast_precision_loss, reason = "exact up to the year 285,000")]
    let date = Date::new(&JsValue::from_f64(unix as f64 * 1000.0));
    date.to_locale_string(&locale(), &style).into()
}

/// Returns the browser's locale if it is an English one: dates are part of English sentences.
fn locale() -> String {
    let is_english = |locale: &String| matches!(locale.as_bytes(), [b'e', b'n', b'-', country @ ..] if country.len() == 2 && country.iter().all(u8::is_ascii_alphabetic));
    gloo_utils::window().navigator().language().filter(is_english).unwrap_or_else(|| "en-US".into())
}
