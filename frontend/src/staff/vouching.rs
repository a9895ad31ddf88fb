//! The keys that sign links: this browser's own key for the links created here, and the managers' keys that were
//! compared here. They reveal if the server made up a link.

use shared::{
    voucher::{Manager, Managers, VouchingKey},
    wire::{Me, Problem},
};
use yew::prelude::*;
use zeroize::Zeroizing;

use super::{random, session::use_session, storage};
use crate::say;

/// Followed by the user's id in the storage key, because several users may share a browser.
const OWN: &str = "sealpost.vouching-key.";
const KNOWN: &str = "sealpost.known-managers";

/// Returns the key that signs this user's links in this browser. Creates it on the first call.
pub(super) fn own_key(me: &Me) -> Result<VouchingKey, Problem> {
    if let Some(key) = made(me) {
        return Ok(key);
    }
    let mut seed = Zeroizing::new([0; 32]);
    random::fill(&mut seed[..])?;
    let key = VouchingKey::new(|bytes| bytes.copy_from_slice(&seed[..]));
    // If the browser stores nothing, technicians have to compare a new key each time.
    storage::set(&own(me), &key.text());
    meet(key.manager(&me.name));
    Ok(key)
}

/// Returns the managers whose keys were compared in this browser. A list that can't be read counts as empty.
pub(super) fn known() -> Managers {
    storage::get(KNOWN).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Remembers that a manager's key was compared and is correct.
pub(super) fn meet(manager: Manager) {
    let mut known = known();
    known.meet(manager);
    if let Ok(text) = serde_json::to_string(&known) {
        storage::set(KNOWN, &text);
    }
}

fn made(me: &Me) -> Option<VouchingKey> {
    VouchingKey::parse(&Zeroizing::new(storage::get(&own(me))?))
}

fn own(me: &Me) -> String {
    format!("{OWN}{}", me.id)
}

/// Shows the key that technicians compare, on the account page of a user who creates links.
#[component]
pub(super) fn OwnKey() -> Html {
    let (session, say) = (use_session(), say::staff());
    let key = made(&session.me);
    html! {
        <section class="card stack" aria-labelledby="vouching">
            <h2 id="vouching">{ say.own_key() }</h2>
            if let Some(key) = key {
                <p>{ say.own_key_what() }</p>
                <p><code class="fingerprint">{ key.manager(&session.me.name).fingerprint() }</code></p>
                <p class="muted small">{ say.own_key_only_here() }</p>
            } else {
                <p>{ say.own_key_none() }</p>
            }
        </section>
    }
}
