//! What was found about an address, how it was found, and the client's choice.

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
    say,
};

/// A client's choice: the provider's id, or `None` if it isn't in the table; the server that was found, if any; and the
/// address.
pub(crate) type Picked = (Option<String>, Option<FoundServer>, Address);

/// The properties of [`Discovered`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) address: Address,
    pub(crate) found: Rc<Discovery>,
    pub(crate) pick: Callback<Picked>,
    /// Called to show the list of providers instead.
    pub(crate) list: Callback<Address>,
}

/// Shows the provider that was found, a question if there are several, or the list if the provider is unknown.
#[component]
pub(crate) fn Discovered(props: &Props) -> Html {
    let (say, arrival) = (say::client(), use_arrival());
    let found = &*props.found;
    if !found.ask.is_empty() {
        return question(props, &arrival);
    }
    if found.absent {
        return absent(props);
    }
    if found.provider.is_none() && found.server.is_none() {
        return unrecognized(props);
    }
    let name = found.provider.as_ref().map(|provider| provider.name.clone());
    let name = name.or(found.server.as_ref().map(|server| server.host.to_string())).unwrap_or_default();
    let sentence = match (&found.provider, found.sure) {
        (Some(_), Some(Sure::Guess)) => say.found_provider_guess_parts(),
        (Some(_), _) => say.found_provider_parts(),
        (None, Some(Sure::Guess)) => say.found_server_guess_parts(),
        (None, _) => say.found_server_parts(),
    };
    let how = found.found_by.map(|by| how(by, &props.address)).unwrap_or_default();
    let sure = match found.sure {
        Some(Sure::Certain) => say.found_certain(),
        Some(Sure::Likely) => say.found_likely(),
        _ => say.found_guess(),
    };
    html! {
        <>
            <div class="card found">
                <h2 class="found__name" tabindex="-1" ref={arrival}>
                    { say::with_elements(sentence, &[html! { <strong>{ name }</strong> }]) }
                </h2>
                <p class="muted small">{ how }{ sure }</p>
            </div>
            { primary(say.found_yes(), pick(props, found.provider.as_ref(), found.server.as_ref())) }
            { another(props, say.found_no()) }
            { which() }
        </>
    }
}

/// Says how the provider was found.
fn how(by: FoundBy, address: &Address) -> String {
    let (say, domain) = (say::client(), address.domain());
    match by {
        FoundBy::AddressDomain => say.found_by_address(&domain),
        FoundBy::Mx => say.found_by_mx(&domain),
        FoundBy::Srv => say.found_by_srv(&domain),
        FoundBy::Autoconfig => say.found_by_autoconfig(&domain),
        FoundBy::Spf => say.found_by_spf(&domain),
        FoundBy::Greeting => say.found_by_greeting().into(),
        FoundBy::Certificate => say.found_by_certificate(&domain),
    }
}

/// Asks which of the candidates is right. Each is as large as a primary button.
fn question(props: &Props, arrival: &NodeRef) -> Html {
    let (say, found) = (say::client(), &props.found);
    let domain = props.address.domain();
    let why = match &found.gateway {
        Some(filter) => say.found_several_filter(&domain, filter),
        None => say.found_several_why(&domain),
    };
    html! {
        <>
            <div class="stack stack--tight">
                <h2 tabindex="-1" ref={arrival}>{ say.found_several() }</h2>
                { p(&why) }
            </div>
            <ul class="pick-list pick-list--large">{ for found.ask.iter().map(|one| candidate(props, one)) }</ul>
            { another(props, say.found_several_none()) }
        </>
    }
}

fn candidate(props: &Props, one: &Candidate) -> Html {
    let onclick = pick(props, one.provider.as_ref(), one.server.as_ref()).reform(|_: MouseEvent| ());
    let name = match (&one.provider, &one.server) {
        (Some(provider), _) => provider.name.clone(),
        (None, Some(server)) => say::client().found_several_host(&server.host),
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

/// Says that the domain doesn't exist, so the client can only change the address.
fn absent(props: &Props) -> Html {
    let say = say::client();
    let title = say.found_no_domain(&props.address.domain());
    let correct = Callback::from(|()| {
        let field = gloo_utils::document().get_element_by_id("address");
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            // If the browser refuses, the field is still visible.
            let _ = field.focus();
            field.select();
        }
    });
    html! {
        <>
            { notice(Tone::Warn, title.into(), p(say.found_no_domain_next())) }
            { primary(say.found_no_domain_correct(), correct) }
        </>
    }
}

fn unrecognized(props: &Props) -> Html {
    let (say, found) = (say::client(), &props.found);
    let domain = props.address.domain();
    let (title, why) = match (&found.unknown, &found.gateway) {
        (Some(why), _) => (say.found_unchecked(), why.clone()),
        (None, Some(filter)) => (say.found_filter(), say.found_filter_why(&domain, filter)),
        (None, None) => (say.found_unknown(), say.found_unknown_why(&domain)),
    };
    html! {
        <>
            { notice(Tone::Unknown, title.into(), p(&why)) }
            <ProviderList address={props.address.clone()} pick={props.pick.clone()} />
        </>
    }
}

/// Renders the fold "Which provider should I use?".
pub(super) fn which() -> Html {
    fold(say::client().which(), html! { <Which /> })
}
