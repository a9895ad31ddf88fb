//! What this browser keeps from one visit to the next. Some browsers keep nothing, and callers have to cope with that.

use web_sys::Storage;

/// Returns what is kept under this name.
pub(super) fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text, if the browser keeps anything.
pub(super) fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: the same as a browser that keeps nothing.
        let _ = storage.set_item(name, text);
    }
}

/// Removes what is kept under this name.
pub(super) fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

fn storage() -> Option<Storage> {
    gloo_utils::window().local_storage().ok()?
}
