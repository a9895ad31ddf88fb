//! What the client's page fetches before it seals: age. Offers `seal` and `sealCheck` to `frontend::sealer`,
//! which documents them. Each gives bytes, or a sentence that says why not.

use frontend::sealer::{SEAL, SEAL_CHECK};
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use shared::{
    details::Secret,
    link::Link,
    seal::{seal, seal_check},
};
use wasm_bindgen::{JsValue, closure::Closure};

fn main() {
    let sealer = Object::new();
    let on_seal = Closure::<dyn Fn(String, String, String, String, f64) -> JsValue>::new(
        |fragment: String, set: String, answers: String, secret: String, made_at: f64| {
            answer(seal_letter(&fragment, &set, &answers, secret, made_at))
        },
    );
    let on_check = Closure::<dyn Fn(String, String, String) -> JsValue>::new(
        |key: String, answers: String, secret: String| answer(seal_login(&key, &answers, secret)),
    );
    for (name, function) in [(SEAL, on_seal.into_js_value()), (SEAL_CHECK, on_check.into_js_value())] {
        set(&sealer, name, &function);
    }
    set(&js_sys::global(), "sealer", &sealer);
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Neither a fresh object nor the window refuses a new property.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn answer(result: Result<JsValue, String>) -> JsValue {
    result.unwrap_or_else(|sentence| JsValue::from_str(&sentence))
}

fn seal_letter(
    fragment: &str,
    set: &str,
    answers: &str,
    secret: String,
    made_at: f64,
) -> Result<JsValue, String> {
    let link = Link::parse(fragment).map_err(|error| error.to_string())?;
    let secret = Secret::new(secret).map_err(|error| error.to_string())?;
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
    let made_at = made_at as i64;
    let sealed = seal(&link, &read(set)?, &read(answers)?, &secret, made_at).map_err(|e| e.to_string())?;
    Ok(Array::of2(&bytes(&sealed.file), &bytes(&sealed.tag)).into())
}

fn seal_login(key: &str, answers: &str, secret: String) -> Result<JsValue, String> {
    let secret = Secret::new(secret).map_err(|error| error.to_string())?;
    seal_check(key, &read(answers)?, &secret).map(|file| bytes(&file)).map_err(|error| error.to_string())
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|_| "Please load the page again, then send it once more.".into())
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
