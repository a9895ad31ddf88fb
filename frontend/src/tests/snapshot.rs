//! Compares pages with the snapshots in `frontend/snapshots`, which the test runner serves. `cargo xtask pages-tests
//! --write` updates those that differ.

use std::cell::RefCell;

use js_sys::JsString;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::server::real_fetch;

thread_local! {
    /// The differences found in this test.
    static DIFFERENCES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Compares a page with the snapshot of this name. A difference makes the test fail at its end, after all of its
/// snapshots.
pub(super) async fn compare(name: &str, drawn: &str) {
    let kept = kept(name).await.unwrap_or_default();
    if kept == drawn {
        return;
    }
    // The program that writes snapshots reads one line for each, so the text is encoded as JSON.
    let text = serde_json::to_string(drawn).expect("JSON");
    web_sys::console::log_1(&format!("SNAPSHOT {name} {text}").into());
    let differs = drawn.lines().zip(kept.lines()).position(|(drawn, kept)| drawn != kept);
    let at = differs.unwrap_or_else(|| drawn.lines().count().min(kept.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(nothing)").to_owned();
    let difference =
        format!("snapshots/{name}.txt, line {}:\n  kept:  {}\n  drawn: {}", at + 1, line(&kept), line(drawn));
    DIFFERENCES.with_borrow_mut(|all| all.push(difference));
}

/// Returns the differences since the last call.
pub(super) fn differences() -> Vec<String> {
    DIFFERENCES.take()
}

async fn kept(name: &str) -> Option<String> {
    let url = format!("/snapshots/{name}.txt");
    let fetch = real_fetch()?.call1(&gloo_utils::window(), &JsString::from(url)).ok()?;
    let response: Response =
        JsFuture::from(fetch.unchecked_into::<js_sys::Promise>()).await.ok()?.unchecked_into();
    let text = response.ok().then(|| response.text().ok()).flatten()?;
    JsFuture::from(text).await.ok()?.as_string()
}
