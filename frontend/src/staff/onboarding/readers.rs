//! Who can read what the client sends, by name and fingerprint, including former recipients who still can with an old
//! key.

use std::rc::Rc;

use shared::wire::{FormerReader, Onboarding};
use yew::prelude::*;

use crate::{
    components::{Notice, Tone},
    say,
};

/// Lists the recipients that the email settings are, or will be, encrypted for.
pub(super) fn readers(onboarding: &Onboarding) -> Html {
    html! {
        <ul class="keys">
            { for onboarding.recipients.recipients().iter().map(|recipient| html! {
                <li><span>{ recipient.name() }</span>{ " " }<code class="fingerprint">{ recipient.fingerprint() }</code></li>
            }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) onboarding: Rc<Onboarding>,
}

/// Warns about keys that aren't in the current set, and says what to do about them.
#[component]
pub(super) fn FormerReaders(props: &Props) -> Html {
    let Onboarding { still_read, read_before, receipt, .. } = &*props.onboarding;
    let say = say::staff();
    html! {
        <>
            if !still_read.is_empty() {
                <Notice tone={Tone::Warn} title={say.former_readers()}>
                    { list(still_read) }
                    if receipt.is_some() {
                        <p>{ say.former_readers_sent() }</p>
                        <p>{ say.former_readers_sent_copies() }</p>
                    } else {
                        <p>{ say.former_readers_unsent() }</p>
                    }
                </Notice>
            }
            if !read_before.is_empty() {
                <Notice tone={Tone::Unknown} title={say.former_readers_before(&names(read_before))}>
                    <p>{ say.former_readers_copies() }</p>
                </Notice>
            }
        </>
    }
}

fn list(readers: &[FormerReader]) -> Html {
    let say = say::staff();
    let line = |reader: &FormerReader| {
        let parts = if reader.has_new_key {
            say.former_readers_old_key_parts()
        } else {
            say.former_readers_removed_parts()
        };
        let key = html! { <code class="fingerprint">{ &reader.fingerprint }</code> };
        html! { <li>{ say::with_elements(parts, &[html! { { &reader.name } }, key]) }</li> }
    };
    html! { <ul class="plain">{ for readers.iter().map(line) }</ul> }
}

fn names(readers: &[FormerReader]) -> String {
    let name = |reader: &FormerReader| {
        if reader.has_new_key {
            say::staff().former_readers_before_old_key(&reader.name)
        } else {
            reader.name.clone()
        }
    };
    say::list(&readers.iter().map(name).collect::<Vec<_>>())
}
