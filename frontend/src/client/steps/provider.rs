//! From the address to the provider.

use std::rc::Rc;

use shared::{
    rules::Address,
    status::Step,
    wire::{Discovery, Problem},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{StepProps, back, discovered::Discovered, provider_list::ProviderList};
use crate::{
    api,
    client::{
        pieces::submit,
        state::{Action, Choice},
    },
    components::{FieldProps, Heading, Kind, field, problem_notice},
};

/// Where the search is.
#[derive(Clone, PartialEq)]
enum Search {
    /// Nothing was asked.
    Typing,
    /// The name servers are being asked.
    Asking(Address),
    /// They have answered.
    Answered(Address, Rc<Discovery>),
    /// The client picks from the list.
    Listing(Address),
}

/// The second step.
#[component]
pub(crate) fn ProviderStep(props: &StepProps) -> Html {
    let wizard = props.wizard.clone();
    let search = use_state(|| Search::Typing);
    let wrong = use_state(|| None::<AttrValue>);
    let problem = use_state(|| None::<Problem>);
    let oninput = {
        let (wizard, search, wrong) = (wizard.clone(), search.clone(), wrong.clone());
        Callback::from(move |text| {
            wizard.dispatch(Action::Address(text));
            search.set(Search::Typing);
            wrong.set(None);
        })
    };
    let onsubmit = {
        let (wizard, search, wrong, problem) =
            (wizard.clone(), search.clone(), wrong.clone(), problem.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            problem.set(None);
            match wizard.address.parse::<Address>() {
                Err(error) => wrong.set(Some(error.to_string().into())),
                Ok(address) => {
                    let (link, search, problem) = (wizard.link.clone(), search.clone(), problem.clone());
                    search.set(Search::Asking(address.clone()));
                    spawn_local(async move {
                        match api::client::discover(&link, address.clone()).await {
                            Ok(found) => search.set(Search::Answered(address, Rc::new(found))),
                            Err(refusal) => {
                                search.set(Search::Typing);
                                problem.set(Some(refusal));
                            }
                        }
                    });
                }
            }
        }
    };
    let pick = pick(props, &problem);
    let list = {
        let search = search.clone();
        Callback::from(move |address| search.set(Search::Listing(address)))
    };
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="Which address shall your web site send from?" title={wizard.agency.to_string()} />
                <p>
                    { "Your visitors will see it as the sender. An address that you already have is fine, such as " }
                    <span class="code">{ format!("info@{}", wizard.view.site) }</span>{ "." }
                </p>
            </div>
            <form class="stack" {onsubmit} novalidate=true>
                { field(&FieldProps {
                    id: "address".into(),
                    label: "E-mail address".into(),
                    kind: Kind::Email,
                    value: wizard.address.clone().into(),
                    error: (*wrong).clone(),
                    oninput,
                    ..FieldProps::default()
                }) }
                if matches!(*search, Search::Typing | Search::Asking(_)) {
                    { submit("Find my provider", matches!(*search, Search::Asking(_))) }
                }
            </form>
            { answer(&search, &pick, &list) }
            if let Some(problem) = &*problem {
                { problem_notice(problem, Html::default()) }
            }
            <div class="row">{ back(&wizard, Step::Welcome) }</div>
        </div>
    }
}

fn answer(search: &Search, pick: &Callback<(Option<String>, Address)>, list: &Callback<Address>) -> Html {
    match search {
        Search::Typing => Html::default(),
        Search::Asking(address) => html! {
            <p class="muted" role="status">{ format!("Asking who looks after the mail of {} …", address.domain()) }</p>
        },
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
        Search::Listing(address) => html! {
            <ProviderList address={address.clone()} pick={pick.clone()} />
        },
    }
}

/// Fetches what is known of the picked provider; none stands for one that is not in the table.
fn pick(props: &StepProps, problem: &UseStateHandle<Option<Problem>>) -> Callback<(Option<String>, Address)> {
    let (dispatcher, problem) = (props.wizard.dispatcher(), problem.clone());
    Callback::from(move |(id, address): (Option<String>, Address)| {
        let (dispatcher, problem) = (dispatcher.clone(), problem.clone());
        let Some(id) = id else {
            return dispatcher.dispatch(Action::Chosen(Choice::Other, address));
        };
        spawn_local(async move {
            match api::client::provider(&id).await {
                Ok(provider) => {
                    dispatcher.dispatch(Action::Chosen(Choice::Known(Rc::new(provider)), address));
                }
                Err(refusal) => problem.set(Some(refusal)),
            }
        });
    })
}
