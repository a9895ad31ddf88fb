//! Finds the provider of an address.

use std::rc::Rc;

use shared::{
    rules::Address,
    status::Step,
    wire::{Discovery, FoundServer},
};
use yew::prelude::*;

use super::{
    StepProps, back,
    discovered::{Discovered, Picked},
    provider_list::ProviderList,
};
use crate::{
    api,
    client::{
        errand::{Errand, use_errand},
        pieces::submit,
        prefill,
        state::{Action, Choice},
    },
    components::{FieldProps, Heading, Kind, field},
    names, say,
};

/// Where the search is.
enum Search {
    /// Nothing was found yet.
    Typing,
    /// The server has answered.
    Answered(Address, Rc<Discovery>),
    /// The client chooses from the list. A server that was found is used for a provider whose row names none.
    Listing(Address, Option<FoundServer>),
}

/// The second step.
#[component]
pub(crate) fn ProviderStep(props: &StepProps) -> Html {
    let (say, wizard) = (say::client(), props.wizard.clone());
    let search = use_state(|| Search::Typing);
    let wrong = use_state(|| None::<AttrValue>);
    let errand = use_errand();
    let oninput = {
        let (wizard, search, wrong, errand) = (wizard.clone(), search.clone(), wrong.clone(), errand.clone());
        Callback::from(move |text| {
            errand.give_up();
            wizard.dispatch(Action::Address(text));
            search.set(Search::Typing);
            wrong.set(None);
        })
    };
    let onsubmit = {
        let (wizard, search, wrong, errand) = (wizard.clone(), search.clone(), wrong.clone(), errand.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match names::address(&wizard.address) {
                Err(error) => wrong.set(Some(say.rule_error(error).into())),
                Ok(address) => {
                    let (link, search, found_for) = (wizard.link.clone(), search.clone(), address);
                    errand.run(move || {
                        let (link, search, found_for) = (link.clone(), search.clone(), found_for.clone());
                        async move {
                            let found = api::client::discover(&link, found_for.clone()).await?;
                            search.set(Search::Answered(found_for, Rc::new(found)));
                            Ok(())
                        }
                    });
                }
            }
        }
    };
    let pick = pick(props, &errand);
    let list = {
        let search = search.clone();
        Callback::from(move |address| {
            let server = match &*search {
                Search::Answered(_, found) => own_server(found),
                Search::Listing(_, server) => server.clone(),
                Search::Typing => None,
            };
            search.set(Search::Listing(address, server));
        })
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
                    value: wizard.address.clone().into(),
                    error: (*wrong).clone(),
                    oninput,
                    ..FieldProps::default()
                }) }
                if matches!(*search, Search::Typing) {
                    { submit(say.provider_find(), errand.is_under_way()) }
                }
                if errand.is_under_way() && !errand.is_waiting() {
                    <p class="muted" role="status">{ say.provider_finding() }</p>
                }
            </form>
            { answer(&search, &pick, &list) }
            { errand.notice() }
            <div class="row">{ back(&wizard, Step::Welcome) }</div>
        </div>
    }
}

fn answer(search: &Search, pick: &Callback<Picked>, list: &Callback<Address>) -> Html {
    match search {
        Search::Typing => Html::default(),
        Search::Answered(address, found) => html! {
            <div class="stack">
                <Discovered
                    address={address.clone()}
                    found={found.clone()}
                    pick={pick.clone()}
                    list={list.clone()}
                />
            </div>
        },
        Search::Listing(address, server) => {
            let server = server.clone();
            let pick = pick.reform(move |(id, _, address): Picked| {
                let server = server.clone().filter(|_| id.is_some());
                (id, server, address)
            });
            html! { <ProviderList address={address.clone()} {pick} /> }
        }
    }
}

/// Returns the domain's own server if one was found, even beside something else.
fn own_server(found: &Discovery) -> Option<FoundServer> {
    found.server.clone().or_else(|| found.ask.iter().find_map(|one| one.server.clone()))
}

/// Fetches what is known about the chosen provider; `None` is one that isn't in the table.
fn pick(props: &StepProps, errand: &Errand) -> Callback<Picked> {
    let (dispatcher, errand) = (props.wizard.dispatcher(), errand.clone());
    Callback::from(move |(id, server, address): Picked| {
        let dispatcher = dispatcher.clone();
        let Some(id) = id else {
            return dispatcher.dispatch(Action::Chosen(Choice::Other, server, address));
        };
        errand.run(move || {
            let (id, server, address, dispatcher) =
                (id.clone(), server.clone(), address.clone(), dispatcher.clone());
            async move {
                let choice = Choice::Known(Rc::new(api::client::provider(&id).await?));
                let server = server.filter(|_| prefill::host_to_ask(&choice).is_some());
                dispatcher.dispatch(Action::Chosen(choice, server, address));
                Ok(())
            }
        });
    })
}
