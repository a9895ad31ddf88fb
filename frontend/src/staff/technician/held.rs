//! The technician's own keys, in memory while a page needs them.

use std::rc::Rc;

use shared::{open::Identities, recipients::Recipient};
use yew::prelude::*;

use crate::{
    components::{Button, Look},
    say,
};

/// Identities in memory, shared between pages. They are wiped when the last page drops them.
#[derive(Clone)]
pub(crate) struct Held {
    identities: Rc<Identities>,
    /// True if the key file is locked with a passphrase.
    is_locked: bool,
}

impl Held {
    /// Wraps the identities of a plain key file.
    pub(crate) fn plain(identities: Identities) -> Self {
        Self { identities: Rc::new(identities), is_locked: false }
    }

    /// Wraps the identities of a locked key file.
    pub(crate) fn locked(identities: Identities) -> Self {
        Self { identities: Rc::new(identities), is_locked: true }
    }

    /// Returns the identities to open files with.
    pub(crate) fn identities(&self) -> &Identities {
        &self.identities
    }

    /// Returns the fingerprints of the public keys, in the same form as in the list of recipients.
    pub(crate) fn fingerprints(&self) -> Vec<String> {
        let keys = self.identities.public_keys();
        keys.iter().filter_map(|key| Recipient::new("mine", key).ok()).map(|r| r.fingerprint()).collect()
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.identities, &other.identities)
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) held: Held,
    pub(crate) hold: Callback<Option<Held>>,
}

/// Says that a key is in memory, with a button to forget it. Recommends a passphrase if the key file has none.
#[component]
pub(crate) fn HeldKey(props: &Props) -> Html {
    let say = say::technician();
    let forget = props.hold.reform(|()| None);
    let fingerprint = html! { <code class="fingerprint">{ props.held.fingerprints().join(", ") }</code> };
    let command = html! { <code>{ "age -p -a -o key.age key.txt" }</code> };
    html! {
        <>
            <p class="held row">
                <span>{ say::with_elements(say.held_key_parts(), &[fingerprint]) }</span>
                <Button look={Look::Quiet} onclick={forget}>{ say.held_forget() }</Button>
            </p>
            if !props.held.is_locked {
                <p class="muted small">
                    { say.held_no_passphrase() }{ " " }
                    { say::with_elements(say.held_add_passphrase_parts(), &[command]) }
                </p>
            }
        </>
    }
}
