//! Signing out. If the server doesn't answer, the page clears everything it shows, and tells the server the next time
//! these pages are opened.

use gloo_events::EventListener;
use gloo_utils::window;
use shared::wire::Problem;

use super::storage;
use crate::api;

/// Set while the server still has to be told.
const STORED: &str = "sealpost.leaving";

/// Ends the session, at the latest the next time these pages are opened.
///
/// # Errors
/// If the server couldn't be told, and this browser keeps no note to tell it later.
pub(crate) async fn leave() -> Result<(), Problem> {
    storage::set(STORED, "");
    tell().await.or_else(|problem| if is_owed() { Ok(()) } else { Err(problem) })
}

/// Tells the server that the person signed out.
///
/// # Errors
/// If the server couldn't be told. It still has to be.
pub(crate) async fn tell() -> Result<(), Problem> {
    match api::staff::sign_out().await {
        // An earlier request ended it, and its answer got lost.
        Err(problem) if problem.status != 401 => Err(problem),
        _ => {
            forget();
            Ok(())
        }
    }
}

/// Calls `left` once another tab has signed out.
pub(crate) fn watch(left: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "storage", move |_| {
        if is_owed() {
            left();
        }
    })
}

/// True if the server still has to be told.
pub(crate) fn is_owed() -> bool {
    storage::get(STORED).is_some()
}

/// Removes the note: the server has been told, or someone signed in and the new session has to stay.
pub(crate) fn forget() {
    storage::remove(STORED);
}
