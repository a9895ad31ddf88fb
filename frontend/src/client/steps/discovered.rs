//! What was found about an address, and the client's yes or no to it.

use std::rc::Rc;

use shared::{
    rules::Address,
    wire::{Discovery, FoundBy},
};
use yew::prelude::*;

use super::provider_list::ProviderList;
use crate::{
    client::pieces::{fold, p, plain, primary},
    components::{Tone, notice, use_arrival},
};

/// What [`Discovered`] takes.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) address: Address,
    pub(crate) found: Rc<Discovery>,
    /// A provider's id, or none for one that is not in the table.
    pub(crate) pick: Callback<(Option<String>, Address)>,
    /// Shows the list instead.
    pub(crate) list: Callback<Address>,
}

/// "Your mail is with …", or that it could not be told, and the list.
#[component]
pub(crate) fn Discovered(props: &Props) -> Html {
    let arrival = use_arrival();
    let Some(provider) = &props.found.provider else { return unrecognised(props) };
    let pick = {
        let (id, address) = (provider.id.clone(), props.address.clone());
        props.pick.reform(move |()| (Some(id.clone()), address.clone()))
    };
    let list = {
        let address = props.address.clone();
        props.list.reform(move |()| address.clone())
    };
    let how = match props.found.found_by {
        Some(FoundBy::AddressDomain) => "Your address is one of theirs.".to_owned(),
        _ => format!("That is where mail for {} is delivered.", props.address.domain()),
    };
    html! {
        <>
            <div class="card found">
                <h2 class="found__name" tabindex="-1" ref={arrival}>
                    { "Your mail is with " }<strong>{ &provider.name }</strong>{ "." }
                </h2>
                <p class="muted small">{ how }</p>
            </div>
            { primary("Yes, that is right", pick) }
            { plain("No, or use another one", list) }
            { which() }
        </>
    }
}

fn unrecognised(props: &Props) -> Html {
    let why = if let Some(why) = &props.found.unknown {
        notice(Tone::Unknown, "We could not ask".into(), p(why))
    } else {
        let why = format!(
            "Nothing tells us who looks after the mail of {}. Do you know it? Your invoice or your mail \
                 program's settings often name it.",
            props.address.domain()
        );
        notice(Tone::Unknown, "We do not recognise this one".into(), p(&why))
    };
    html! {
        <>
            { why }
            <ProviderList address={props.address.clone()} pick={props.pick.clone()} />
        </>
    }
}

/// "Which should I use?"
pub(super) fn which() -> Html {
    html! {
        { fold("Which should I use?", html! { <>
            <p>
                <strong>{ "The mailbox you have" }</strong>
                { " is right for a web site that sends a few messages a day: a contact form, a notice." }
            </p>
            <p>
                <strong>{ "A sending service" }</strong>
                { " is right for a shop or a newsletter. Mailboxes stop after some hundred messages a day, and then \
                   your own mail stops too." }
            </p>
        </> }) }
    }
}
