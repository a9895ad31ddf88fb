//! Waits for a lost connection to come back.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Promise;
use shared::wire::Problem;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{LOST, client};

/// Interval between attempts to reach the server, in milliseconds. The browser's online state can be wrong in both
/// directions, so it is only a hint.
const EVERY: u32 = 4000;

/// How many times a request is repeated automatically. After that, the user has to retry, because the request itself
/// may be what breaks the connection.
pub const RESUMED_MAX: u32 = 3;

/// Returns true if the browser reports that it's offline.
pub fn is_offline() -> bool {
    !gloo_utils::window().navigator().on_line()
}

/// Returns true if there was no answer, in which case the page can wait for the connection.
pub fn is_lost(problem: &Problem) -> bool {
    problem.status == 0 && problem.code == LOST
}

/// Waits until the server can be reached again.
pub async fn back() {
    loop {
        pause().await;
        if client::config().await.is_ok() {
            return;
        }
    }
}

/// Waits for [`EVERY`] milliseconds, or until the browser reports that it's online.
pub async fn pause() {
    let mut waiting = None;
    let over = Promise::new(&mut |resolve, _| {
        let at_once = resolve.clone();
        // A promise's resolve function never fails.
        let online = EventListener::once(&gloo_utils::window(), "online", move |_| {
            drop(at_once.call0(&JsValue::NULL));
        });
        let later = Timeout::new(EVERY, move || drop(resolve.call0(&JsValue::NULL)));
        waiting = Some((online, later));
    });
    // This promise is never rejected.
    drop(JsFuture::from(over).await);
    drop(waiting);
}
