//! Signing out. Where the server does not answer, the page forgets all that it shows, and the server is told as soon as
//! these pages are opened again.

use gloo_events::EventListener;
use gloo_utils::window;
use shared::wire::Problem;

use super::storage;
use crate::api;

/// There while the server has still to be told.
const STORED: &str = "sealpost.leaving";

/// Ends the session, at the latest when these pages are opened next.
///
/// # Errors
/// Where the server could not be told, and this browser does not remember to tell it.
pub(crate) async fn leave() -> Result<(), Problem> {
    storage::set(STORED, "");
    tell().await.or_else(|problem| if is_owed() { Ok(()) } else { Err(problem) })
}

/// Tells the server that somebody has left.
///
/// # Errors
/// Where it did not take it. It is still owed then.
pub(crate) async fn tell() -> Result<(), Problem> {
    match api::staff::sign_out().await {
        // An answer that got lost had ended it before.
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

/// Whether the server does not know yet that somebody has left.
pub(crate) fn is_owed() -> bool {
    storage::get(STORED).is_some()
}

/// The server knows it, or somebody has come in: there is a new session, and it stays.
pub(crate) fn forget() {
    storage::remove(STORED);
}
