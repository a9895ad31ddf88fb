//! The technician's own identities while a page needs them.

use std::rc::Rc;

use shared::{open::Identities, recipients::Recipient};
use yew::prelude::*;

use crate::components::{Button, Look};

/// Identities in memory, shared among the pages that use them and wiped with the last.
#[derive(Clone)]
pub(crate) struct Held {
    identities: Rc<Identities>,
    /// Whether a passphrase guards their file.
    is_locked: bool,
}

impl Held {
    /// Takes hold of what a plain key file holds.
    pub(crate) fn plain(identities: Identities) -> Self {
        Self { identities: Rc::new(identities), is_locked: false }
    }

    /// Takes hold of what a locked key file holds.
    pub(crate) fn locked(identities: Identities) -> Self {
        Self { identities: Rc::new(identities), is_locked: true }
    }

    /// For opening.
    pub(crate) fn identities(&self) -> &Identities {
        &self.identities
    }

    /// The fingerprints of the public halves, as the recipients' list shows them.
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

/// Says that a key is in memory, and forgets it on request; and what is better than a key file without a passphrase.
#[component]
pub(crate) fn HeldKey(props: &Props) -> Html {
    let forget = props.hold.reform(|()| None);
    html! {
        <>
            <p class="held row">
                <span>{ "Your key is in this tab’s memory: " }<code class="fingerprint">{ props.held.fingerprints().join(", ") }</code></span>
                <Button look={Look::Quiet} onclick={forget}>{ "Forget it" }</Button>
            </p>
            if !props.held.is_locked {
                <p class="muted small">
                    { "Its file has no passphrase: whoever finds it can read what is sealed to you. To give it one: " }
                    <code>{ "age -p -a -o key.age key.txt" }</code>
                </p>
            }
        </>
    }
}
