//! Who can read an onboarding, by name and fingerprint, and who could still, or could before.

use std::rc::Rc;

use shared::{
    recipients::in_a_row,
    wire::{FormerReader, Onboarding},
};
use yew::prelude::*;

use crate::components::{Notice, Tone};

/// The set that it is sealed to, or will be.
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

/// Those who are not in the current set, and what to do about it.
#[component]
pub(super) fn FormerReaders(props: &Props) -> Html {
    let Onboarding { still_read, read_before, receipt, .. } = &*props.onboarding;
    html! {
        <>
            if !still_read.is_empty() {
                <Notice tone={Tone::Warn} title="Who could still read this">
                    { list(still_read) }
                    <p>{ if receipt.is_some() { SEALED } else { COMING } }</p>
                </Notice>
            }
            if !read_before.is_empty() {
                <Notice tone={Tone::Unknown} title={format!("{} could read this until it was sealed anew", names(read_before))}>
                    <p>{ COPIES }</p>
                </Notice>
            }
        </>
    }
}

/// What to do where nothing was submitted.
const COMING: &str = "Nothing was sent yet. Make a new link: it is for the technicians of now, and the old one stops working. \
                      What the client has answered is kept.";

/// What to do where something was.
const SEALED: &str = "A technician can seal it anew for the technicians of now, without the client; the old copy is deleted. That \
                      does not help against a copy that was opened or saved before: then let the client make a new app \
                      password, take the old one away at the provider, and send it through a new link.";

/// What sealing anew cannot undo.
const COPIES: &str = "Whoever opened or saved it before still has it. Where that may be so, let the client make a new app password, \
                      take the old one away at the provider, and send it through a new link.";

fn list(readers: &[FormerReader]) -> Html {
    let why = |reader: &FormerReader| {
        if reader.has_new_key { " with the key before, " } else { ", whose key was taken out, " }
    };
    html! {
        <ul class="plain">
            { for readers.iter().map(|reader| html! {
                <li>{ &reader.name }{ why(reader) }<code class="fingerprint">{ &reader.fingerprint }</code></li>
            }) }
        </ul>
    }
}

fn names(readers: &[FormerReader]) -> String {
    let with_key = |reader: &FormerReader| {
        let key = if reader.has_new_key { ", with the key before," } else { "" };
        format!("{}{key}", reader.name)
    };
    let names: Vec<String> = readers.iter().map(with_key).collect();
    in_a_row(&names.iter().map(String::as_str).collect::<Vec<_>>())
}
