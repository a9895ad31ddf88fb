//! What was found about an address and how that is known, and the client's yes or no to it.

use std::rc::Rc;

use shared::{
    rules::Address,
    wire::{Candidate, Discovery, FoundBy, FoundServer, ProviderBrief, Sure},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{provider_list::ProviderList, which::Which};
use crate::{
    client::pieces::{fold, p, plain, primary},
    components::{Tone, notice, use_arrival},
};

/// What a client has picked: a provider's id, or none for one that is not in the table; the server that was found, if
/// one was; and the address.
pub(crate) type Picked = (Option<String>, Option<FoundServer>, Address);

/// What [`Discovered`] takes.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) address: Address,
    pub(crate) found: Rc<Discovery>,
    pub(crate) pick: Callback<Picked>,
    /// Shows the list instead.
    pub(crate) list: Callback<Address>,
}

/// "Your mail is with …", a question where signs disagree, or that it could not be told, and the list.
#[component]
pub(crate) fn Discovered(props: &Props) -> Html {
    let arrival = use_arrival();
    let found = &*props.found;
    if !found.ask.is_empty() {
        return question(props, &arrival);
    }
    if found.absent {
        return absent(props);
    }
    if found.provider.is_none() && found.server.is_none() {
        return unrecognised(props);
    }
    let name = found.provider.as_ref().map(|provider| provider.name.clone());
    let name = name.or(found.server.as_ref().map(|server| server.host.to_string())).unwrap_or_default();
    let start = match (&found.provider, found.sure) {
        (Some(_), Some(Sure::Guess)) => "Your mail seems to be with ",
        (Some(_), _) => "Your mail is with ",
        (None, Some(Sure::Guess)) => "Your mail seems to go out through ",
        (None, _) => "Your mail goes out through ",
    };
    let how = found.found_by.map(|by| how(by, &props.address)).unwrap_or_default();
    let sure = match found.sure {
        Some(Sure::Certain) => " So this is certain.",
        Some(Sure::Likely) => " So this is very likely.",
        _ => " It is only a guess, so please look twice.",
    };
    html! {
        <>
            <div class="card found">
                <h2 class="found__name" tabindex="-1" ref={arrival}>
                    { start }<strong>{ name }</strong>{ "." }
                </h2>
                <p class="muted small">{ how }{ sure }</p>
            </div>
            { primary("Yes, that is right", pick(props, found.provider.as_ref(), found.server.as_ref())) }
            { another(props, "No, choose another provider") }
            { which() }
        </>
    }
}

/// How it is known.
fn how(by: FoundBy, address: &Address) -> String {
    let domain = address.domain();
    match by {
        FoundBy::AddressDomain => "Your address is one of theirs.".into(),
        FoundBy::Mx => format!("That is where mail for {domain} is delivered."),
        FoundBy::Srv => format!("The records of {domain} say so."),
        FoundBy::Autoconfig => format!("{domain} tells mail programs so."),
        FoundBy::Spf => format!("{domain} lets them send in its name."),
        FoundBy::Greeting => "A mail server answers there.".into(),
        FoundBy::Certificate => format!("The mail server of {domain} calls itself that."),
    }
}

/// The candidates, as large as the one thing to do.
fn question(props: &Props, arrival: &NodeRef) -> Html {
    let found = &props.found;
    let domain = props.address.domain();
    let why = match &found.gateway {
        Some(filter) => format!(
            "Mail for {domain} goes through {filter} first, a filter for spam. Behind it is a mailbox that we cannot see from outside."
        ),
        None => format!("The records of {domain} name more than one company, so we would rather ask you."),
    };
    html! {
        <>
            <div class="stack stack--tight">
                <h2 tabindex="-1" ref={arrival}>{ "Where do you read your mail?" }</h2>
                { p(&why) }
            </div>
            <ul class="pick-list pick-list--large">{ for found.ask.iter().map(|one| candidate(props, one)) }</ul>
            { another(props, "None of these") }
        </>
    }
}

fn candidate(props: &Props, one: &Candidate) -> Html {
    let onclick = pick(props, one.provider.as_ref(), one.server.as_ref()).reform(|_: MouseEvent| ());
    let name = match (&one.provider, &one.server) {
        (Some(provider), _) => provider.name.clone(),
        (None, Some(server)) => format!("My hosting, {}", server.host),
        (None, None) => String::new(),
    };
    html! {
        <li>
            <button type="button" class="pick-list__row" {onclick}>
                <strong>{ name }</strong><small class="muted">{ how(one.found_by, &props.address) }</small>
            </button>
        </li>
    }
}

fn pick(props: &Props, provider: Option<&ProviderBrief>, server: Option<&FoundServer>) -> Callback<()> {
    let picked = (provider.map(|provider| provider.id.clone()), server.cloned(), props.address.clone());
    props.pick.reform(move |()| picked.clone())
}

fn another(props: &Props, words: &str) -> Html {
    let address = props.address.clone();
    plain(words, props.list.reform(move |()| address.clone()))
}

/// Nothing can be set up for a domain that doesn't exist, so the address is all that there is to change.
fn absent(props: &Props) -> Html {
    let title = format!("There's no domain called {}", props.address.domain());
    let correct = Callback::from(|()| {
        let field = gloo_utils::document().get_element_by_id("address");
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            // A browser that won't move there still shows the field.
            let _ = field.focus();
            field.select();
        }
    });
    html! {
        <>
            { notice(Tone::Warn, title.into(), p("Check the spelling of your email address. A new domain can take a day to work.")) }
            { primary("Correct the address", correct) }
        </>
    }
}

fn unrecognised(props: &Props) -> Html {
    let found = &props.found;
    let domain = props.address.domain();
    let (title, why) = match (&found.unknown, &found.gateway) {
        (Some(why), _) => ("We could not ask", why.clone()),
        (None, Some(filter)) => (
            "A filter stands before your mailbox",
            format!(
                "Mail for {domain} goes through {filter} first, so that we cannot see where the mailbox is. Where do you read your mail?"
            ),
        ),
        (None, None) => (
            "We do not recognise this one",
            format!(
                "Nothing tells us who looks after the mail of {domain}. Do you know it? Your invoice or your mail \
                 program's settings often name it."
            ),
        ),
    };
    html! {
        <>
            { notice(Tone::Unknown, title.into(), p(&why)) }
            <ProviderList address={props.address.clone()} pick={props.pick.clone()} />
        </>
    }
}

/// "Which should I use?"
pub(super) fn which() -> Html {
    fold("Which should I use?", html! { <Which /> })
}
