//! The other half of the client's page: age and all that it needs, as a program of its own (`bin/sealer.rs`).
//! It is fetched while the client reads the guide, so that the first step does not wait for it.
//!
//! `boot.js` knows how to load it; what it offers are two functions of JavaScript values.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use serde::Serialize;
use shared::{
    details::{Answers, Secret},
    link::Link,
    recipients::RecipientSet,
    seal::Sealed,
    wire::Problem,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api;

/// The name of the loader in `boot.js`.
const LOADER: &str = "loadSealer";

/// The sealer's two functions, as its `main` names them.
pub const SEAL: &str = "seal";
/// Seals one check's login.
pub const SEAL_CHECK: &str = "sealCheck";

/// Fetches the sealer, once. What fails here is tried again when it is needed.
pub async fn load() -> Result<JsValue, Problem> {
    let window = gloo_utils::window();
    let loader = function(&window, LOADER)?;
    let promise: Promise = loader.call0(&window).and_then(JsCast::dyn_into).map_err(|_| api::unexpected())?;
    JsFuture::from(promise).await.map_err(|_| api::offline())
}

/// Seals everything to `set`, which must be the one that the link was made for. `made_at` is in Unix seconds.
///
/// # Errors
/// A [`Problem`] with the sealer's own sentence, or that it could not be fetched.
pub async fn seal(
    link: &Link,
    set: &RecipientSet,
    answers: &Answers,
    secret: &Secret,
    made_at: i64,
) -> Result<Sealed, Problem> {
    let arguments = [text(&link.fragment()), json(set)?, json(answers)?, text(secret.expose())];
    #[expect(clippy::cast_precision_loss, reason = "exact up to the year 285,000,000")]
    let made_at = JsValue::from_f64(made_at as f64);
    let parts: Array = call(SEAL, arguments.into_iter().chain([made_at])).await?.unchecked_into();
    Ok(Sealed { file: bytes(&parts.get(0)), tag: bytes(&parts.get(1)) })
}

/// Seals one check's login to the key that lives in one server process's memory.
pub async fn seal_check(key: &str, answers: &Answers, secret: &Secret) -> Result<Vec<u8>, Problem> {
    let arguments = [text(key), json(answers)?, text(secret.expose())];
    Ok(bytes(&call(SEAL_CHECK, arguments).await?))
}

async fn call(name: &str, arguments: impl IntoIterator<Item = JsValue>) -> Result<JsValue, Problem> {
    let sealer = load().await?;
    let arguments: Array = arguments.into_iter().collect();
    let answer = function(&sealer, name)?.apply(&sealer, &arguments).map_err(|_| api::unexpected())?;
    // A text instead of what was asked for is a sentence that says why not.
    match answer.as_string() {
        None => Ok(answer),
        Some(detail) => Err(Problem {
            title: "It could not be sealed".into(),
            code: "not-sealed".into(),
            detail,
            ..api::unexpected()
        }),
    }
}

fn function(of: &JsValue, name: &str) -> Result<Function, Problem> {
    Reflect::get(of, &text(name)).and_then(JsCast::dyn_into).map_err(|_| api::unexpected())
}

fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}

fn json(value: &impl Serialize) -> Result<JsValue, Problem> {
    serde_json::to_string(value).map(|json| text(&json)).map_err(|_| api::unexpected())
}

fn bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}
