//! Who vouches for links, as this browser remembers it: with its own key for the links that are made here, and for the
//! managers whose keys somebody has compared here. A server that makes up a link of its own is noticed by that.

use shared::{
    voucher::{Manager, Managers, VouchingKey},
    wire::{Me, Problem},
};
use yew::prelude::*;
use zeroize::Zeroizing;

use super::{random, session::use_session, storage};

/// Followed by the person's id: more than one may use this browser.
const OWN: &str = "sealpost.vouching-key.";
const KNOWN: &str = "sealpost.known-managers";

/// The key that vouches for this person's links in this browser. Made with the first of them.
pub(super) fn own_key(me: &Me) -> Result<VouchingKey, Problem> {
    if let Some(key) = made(me) {
        return Ok(key);
    }
    let mut seed = Zeroizing::new([0; 32]);
    random::fill(&mut seed[..])?;
    let key = VouchingKey::new(|bytes| bytes.copy_from_slice(&seed[..]));
    // In a browser that keeps nothing, technicians compare each time.
    storage::set(&own(me), &key.text());
    meet(key.manager(&me.name));
    Ok(key)
}

/// The managers whose keys were compared in this browser. What cannot be read counts as none.
pub(super) fn known() -> Managers {
    storage::get(KNOWN).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Remembers that a manager's key is theirs.
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

/// What a technician compares, on the account page of somebody who makes links.
#[component]
pub(super) fn OwnKey() -> Html {
    let session = use_session();
    let key = made(&session.me);
    html! {
        <section class="card stack" aria-labelledby="vouching">
            <h2 id="vouching">{ "The key that vouches for your links" }</h2>
            if let Some(key) = key {
                <p>
                    { "Your browser signs each link that you make. A technician who opens what came with the first of them asks you for \
                       this key, to know that the link is yours and no server’s:" }
                </p>
                <p><code class="fingerprint">{ key.manager(&session.me.name).fingerprint() }</code></p>
                <p class="muted small">{ "It is this browser’s own. In another one, or once this one has forgotten it, it is another key." }</p>
            } else {
                <p>{ "Your browser signs each link that you make with a key of its own, which is made with the first link." }</p>
            }
        </section>
    }
}
