//! Signs out. If the server doesn't answer, the page still clears everything it shows. It tells the server the next
//! time one of these pages is opened.

use gloo_events::EventListener;
use gloo_utils::window;
use shared::wire::Problem;

use super::storage;
use crate::api;

/// Set until the server knows about the sign-out.
const STORED: &str = "sealpost.leaving";

/// Ends the session now, or the next time one of these pages is opened.
///
/// # Errors
/// Fails if the server can't be reached and this browser can't store that the sign-out is still due.
pub(crate) async fn leave() -> Result<(), Problem> {
    storage::set(STORED, "");
    tell().await.or_else(|problem| if is_owed() { Ok(()) } else { Err(problem) })
}

/// Tells the server that the user signed out.
///
/// # Errors
/// Fails if the server can't be reached. The sign-out is then still due.
pub(crate) async fn tell() -> Result<(), Problem> {
    match api::staff::sign_out().await {
        // Status 401 means that an earlier request ended the session, and its answer was lost.
        Err(problem) if problem.status != 401 => Err(problem),
        _ => {
            forget();
            Ok(())
        }
    }
}

/// Calls `left` when another tab signs out.
pub(crate) fn watch(left: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "storage", move |_| {
        if is_owed() {
            left();
        }
    })
}

/// Returns true if the server doesn't know about the sign-out yet.
pub(crate) fn is_owed() -> bool {
    storage::get(STORED).is_some()
}

/// Removes the note, because the server knows about the sign-out, or because someone signed in and the new session has
/// to stay.
pub(crate) fn forget() {
    storage::remove(STORED);
}
