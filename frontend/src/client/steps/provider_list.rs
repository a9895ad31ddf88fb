//! All providers, to pick one by hand.

use shared::{
    facts::ProviderKind,
    rules::Address,
    wire::{Problem, ProviderBrief},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::discovered::which;
use crate::{
    api,
    components::{Button, Field, Kind, ProblemNotice, use_arrival},
};

/// What [`ProviderList`] takes.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) address: Address,
    /// A provider's id, or none for one that is not in the table.
    pub(crate) pick: Callback<(Option<String>, Address)>,
}

/// A search over names and other names, and the way on for those who are not in the list.
#[component]
pub(crate) fn ProviderList(props: &Props) -> Html {
    let providers = use_state(|| None::<Result<Vec<ProviderBrief>, Problem>>);
    let query = use_state(String::new);
    let arrival = use_arrival();
    use_effect_with((), {
        let providers = providers.clone();
        move |()| spawn_local(async move { providers.set(Some(api::get("/api/providers").await)) })
    });
    let oninput = {
        let query = query.clone();
        Callback::from(move |text| query.set(text))
    };
    let other = {
        let address = props.address.clone();
        props.pick.reform(move |()| (None, address.clone()))
    };
    html! {
        <section class="stack" aria-labelledby="pick">
            <h2 id="pick" tabindex="-1" ref={arrival}>{ "Pick your provider" }</h2>
            <Field id="provider-search" label="Search" kind={Kind::Search} value={(*query).clone()} {oninput} />
            { match &*providers {
                None => html! { <p class="muted">{ "Fetching the list of providers …" }</p> },
                Some(Err(problem)) => html! { <ProblemNotice problem={problem.clone()} /> },
                Some(Ok(all)) => html! {
                    <>
                        { group(props, "Mailboxes", all, &query, ProviderKind::Mailbox) }
                        { group(props, "Sending services", all, &query, ProviderKind::Relay) }
                    </>
                },
            } }
            <Button wide=true onclick={other}>{ "Mine is not in the list" }</Button>
            { which() }
        </section>
    }
}

fn group(props: &Props, title: &str, all: &[ProviderBrief], query: &str, kind: ProviderKind) -> Html {
    let mut rows = all.iter().filter(|row| row.kind == kind && matches(row, query)).peekable();
    if rows.peek().is_none() {
        return Html::default();
    }
    html! {
        <div class="stack stack--tight">
            <h3 class="muted small">{ title.to_owned() }</h3>
            <ul class="pick-list">
                { for rows.map(|row| {
                    let (id, address) = (row.id.clone(), props.address.clone());
                    let onclick = props.pick.reform(move |_: MouseEvent| (Some(id.clone()), address.clone()));
                    html! {
                        <li key={row.id.clone()}>
                            <button type="button" class="pick-list__row" {onclick}>{ &row.name }</button>
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}

/// Whether every word of the query is in the name or in one of the other names.
fn matches(row: &ProviderBrief, query: &str) -> bool {
    let names = format!("{} {}", row.name, row.aliases.join(" ")).to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| names.contains(word))
}
