//! Data that this browser keeps between visits. Some browsers keep nothing, so callers must not rely on it.

use web_sys::Storage;

/// Returns the text that is stored under this name.
pub(super) fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Stores a text, if the browser allows it.
pub(super) fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // If the storage is full or forbidden, nothing is stored.
        let _ = storage.set_item(name, text);
    }
}

/// Removes the text that is stored under this name.
pub(super) fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

fn storage() -> Option<Storage> {
    gloo_utils::window().local_storage().ok()?
}
