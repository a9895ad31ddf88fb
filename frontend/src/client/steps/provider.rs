//! Finds the email provider of an address.

use shared::status::Step;
use yew::prelude::*;

use super::{
    StepProps, back,
    discovered::{Discovered, Picked},
    provider_list::ProviderList,
    search::{Found, Search, use_search},
};
use crate::{
    client::pieces::{request_notice, submit},
    components::{FieldProps, Heading, Kind, field},
    say,
};

/// Renders the second step.
#[component]
pub(crate) fn ProviderStep(props: &StepProps) -> Html {
    let (say, wizard) = (say::client(), &props.wizard);
    let search = use_search(props);
    let oninput = {
        let search = search.clone();
        Callback::from(move |text| search.typed(text))
    };
    let onsubmit = {
        let search = search.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            search.find();
        }
    };
    let example = html! { <span class="code">{ format!("info@{}", wizard.view.site) }</span> };
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.provider()} title={wizard.agency.to_string()} />
                <p>{ say::with_elements(say.provider_sender_parts(), &[example]) }</p>
            </div>
            <form class="stack" {onsubmit} novalidate=true>
                { field(&FieldProps {
                    id: "address".into(),
                    label: say.provider_address().into(),
                    kind: Kind::Email,
                    value: (*search.address).clone().into(),
                    error: (*search.wrong).clone(),
                    oninput,
                    ..FieldProps::default()
                }) }
                if matches!(*search.found, Found::Nothing) {
                    { submit(say.provider_find(), search.request.is_under_way()) }
                }
                if search.request.is_running() {
                    <p class="muted" role="status">{ say.provider_finding() }</p>
                }
            </form>
            { found(&search) }
            { request_notice(&search.request) }
            <div class="row">{ back(wizard, Step::Welcome) }</div>
        </div>
    }
}

fn found(search: &Search) -> Html {
    let pick = {
        let search = search.clone();
        Callback::from(move |picked| search.pick(picked))
    };
    match &*search.found {
        Found::Nothing => Html::default(),
        Found::Answer(address, found) => {
            let list = {
                let search = search.clone();
                Callback::from(move |address| search.list(address))
            };
            html! {
                <div class="stack"><Discovered address={address.clone()} found={found.clone()} {pick} {list} /></div>
            }
        }
        Found::List(address, server) => {
            let server = server.clone();
            let pick = pick.reform(move |(id, _, address): Picked| {
                let server = server.clone().filter(|_| id.is_some());
                (id, server, address)
            });
            html! { <ProviderList address={address.clone()} {pick} /> }
        }
    }
}
