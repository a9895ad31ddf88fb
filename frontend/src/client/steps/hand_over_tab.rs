//! What this tab remembers about the links to a step, by their salts, which aren't secret. It's in the tab's session
//! storage, so that it survives a reload.

use shared::link::{Link, Salt};
use web_sys::Storage;

/// Something that happened to a link on this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happened {
    /// The values of its answer were filled in.
    FilledIn,
    /// The client cancelled it, or replaced it.
    Ended,
}

/// Remembers that this happened to the link with this salt. If the browser stores nothing, a reload forgets it.
pub(super) fn remember(link: &Link, salt: Salt, what: Happened) {
    if remembers(link, salt, what) {
        return;
    }
    if let Some(storage) = storage() {
        let before = stored(&storage, link, what);
        // If it isn't stored, the client only has to do something again.
        let _ = storage.set_item(&name(link, what), &format!("{before} {}", String::from(salt)));
    }
}

/// Returns true if this happened to the link with this salt.
pub(super) fn remembers(link: &Link, salt: Salt, what: Happened) -> bool {
    let salt = String::from(salt);
    storage().is_some_and(|storage| stored(&storage, link, what).split(' ').any(|one| one == salt))
}

fn stored(storage: &Storage, link: &Link, what: Happened) -> String {
    storage.get_item(&name(link, what)).ok().flatten().unwrap_or_default()
}

fn storage() -> Option<Storage> {
    gloo_utils::window().session_storage().ok()?
}

fn name(link: &Link, what: Happened) -> String {
    let what = match what {
        Happened::FilledIn => "filled-in",
        Happened::Ended => "ended",
    };
    format!("sealpost:{}:{what}", link.locator())
}
