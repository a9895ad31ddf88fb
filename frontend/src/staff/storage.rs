//! What this browser keeps from one visit to the next. Some keep nothing, and forget: whoever asks has to live with that.

use web_sys::Storage;

/// What is kept under this name.
pub(super) fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text, where the browser keeps anything.
pub(super) fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: it is as if nothing had been kept.
        let _ = storage.set_item(name, text);
    }
}

/// Forgets it.
pub(super) fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

fn storage() -> Option<Storage> {
    gloo_utils::window().local_storage().ok()?
}
