//! Times for people, by the browser's own calendar.

use js_sys::{Date, Object, Reflect};
pub(crate) use shared::span::span;
use wasm_bindgen::JsValue;

/// Now, in Unix seconds, by this device's clock.
pub(crate) fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 290 million years")]
    let millis = Date::now() as i64;
    millis / 1000
}

/// "22 November 2026 at 14:02", in the device's own time zone.
pub(crate) fn moment(unix: i64) -> String {
    format(unix, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// "14:02", in the device's own time zone.
pub(crate) fn clock(unix: i64) -> String {
    format(unix, &[("timeStyle", "short")])
}

/// "22 November 2026".
pub(crate) fn day(unix: i64) -> String {
    format(unix, &[("dateStyle", "long")])
}

fn format(unix: i64, options: &[(&str, &str)]) -> String {
    let style = Object::new();
    for (name, value) in options {
        // Setting a plain property of a fresh object cannot be refused.
        let _ = Reflect::set(&style, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    #[expect(clippy::cast_precision_loss, reason = "exact up to the year 285,000")]
    let date = Date::new(&JsValue::from_f64(unix as f64 * 1000.0));
    date.to_locale_string("en-GB", &style).into()
}
