//! Signing out. Where the server does not answer, the page forgets all that it shows, and the server is told as soon as
//! these pages are opened again.

use shared::wire::Problem;
use web_sys::Storage;

use crate::api;

/// There while the server has still to be told.
const STORED: &str = "sealpost.leaving";

/// Ends the session, at the latest when these pages are opened next.
///
/// # Errors
/// Where the server answered and it did not work.
pub(crate) async fn leave() -> Result<(), Problem> {
    if let Some(storage) = storage() {
        // Where nothing can be kept, it is tried this once.
        let _ = storage.set_item(STORED, "");
    }
    match tell().await {
        Err(problem) if problem.status == 0 && is_owed() => Ok(()),
        told => told,
    }
}

/// Tells the server that somebody has left.
///
/// # Errors
/// Where it did not work. It is still owed where no answer came.
pub(crate) async fn tell() -> Result<(), Problem> {
    let told = api::staff::sign_out().await;
    if !matches!(&told, Err(problem) if problem.status == 0) {
        forget();
    }
    told
}

/// Whether the server does not know yet that somebody has left.
pub(crate) fn is_owed() -> bool {
    storage().is_some_and(|storage| storage.get_item(STORED).is_ok_and(|kept| kept.is_some()))
}

/// Somebody has come in: there is a new session, and it stays.
pub(crate) fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(STORED);
    }
}

fn storage() -> Option<Storage> {
    gloo_utils::window().local_storage().ok()?
}
