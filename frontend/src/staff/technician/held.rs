//! The technician's own identities while a page needs them.

use std::rc::Rc;

use shared::{open::Identities, recipients::Recipient};
use yew::prelude::*;

use crate::components::{Button, Look};

/// Identities in memory, shared among the pages that use them and wiped with the last.
#[derive(Clone)]
pub(crate) struct Held(Rc<Identities>);

impl Held {
    /// Takes hold of identities.
    pub(crate) fn new(identities: Identities) -> Self {
        Self(Rc::new(identities))
    }

    /// For opening.
    pub(crate) fn identities(&self) -> &Identities {
        &self.0
    }

    /// The fingerprints of the public halves, as the recipients' list shows them.
    pub(crate) fn fingerprints(&self) -> Vec<String> {
        let keys = self.0.public_keys();
        keys.iter().filter_map(|key| Recipient::new("mine", key).ok()).map(|r| r.fingerprint()).collect()
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) held: Held,
    pub(crate) hold: Callback<Option<Held>>,
}

/// Says that a key is in memory, and forgets it on request.
#[component]
pub(crate) fn HeldKey(props: &Props) -> Html {
    let forget = props.hold.reform(|()| None);
    html! {
        <p class="held row">
            <span>{ "Your key is in this tab’s memory: " }<code class="fingerprint">{ props.held.fingerprints().join(", ") }</code></span>
            <Button look={Look::Quiet} onclick={forget}>{ "Forget it" }</Button>
        </p>
    }
}
