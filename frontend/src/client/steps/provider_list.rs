//! The list of all providers, to choose one manually.

use js_sys::JsString;
use shared::{
    facts::ProviderKind,
    rules::Address,
    wire::{Problem, ProviderBrief},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::discovered::{Picked, which};
use crate::{
    api::{self, connection},
    client::pieces::{muted, plain, waiting},
    components::{FieldProps, Kind, field, problem_notice, use_arrival},
    request::use_turn,
    say,
};

/// The properties of [`ProviderList`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) address: Address,
    pub(crate) pick: Callback<Picked>,
}

/// Renders a search by name or alias, and a button for a provider that isn't in the list.
#[component]
pub(crate) fn ProviderList(props: &Props) -> Html {
    let say = say::client();
    let providers = use_state(|| None::<Result<Vec<ProviderBrief>, Problem>>);
    let query = use_state(String::new);
    let arrival = use_arrival();
    let turn = use_turn();
    use_effect_with((), {
        let providers = providers.clone();
        move |()| {
            let mine = turn.next();
            spawn_local(async move {
                while turn.is(mine) {
                    let answer = api::client::providers().await;
                    let is_lost = answer.as_ref().is_err_and(connection::is_lost);
                    providers.set(Some(answer));
                    if !is_lost {
                        return;
                    }
                    connection::back().await;
                }
            });
        }
    });
    let oninput = {
        let query = query.clone();
        Callback::from(move |text| query.set(text))
    };
    let other = {
        let address = props.address.clone();
        props.pick.reform(move |()| (None, None, address.clone()))
    };
    html! {
        <section class="stack" aria-labelledby="pick">
            <h2 id="pick" tabindex="-1" ref={arrival}>{ say.pick() }</h2>
            { field(&FieldProps {
                id: "provider-search".into(),
                label: say.pick_search().into(),
                kind: Kind::Search,
                value: (*query).clone().into(),
                oninput,
                ..FieldProps::default()
            }) }
            { match &*providers {
                None => html! { { muted(say.pick_loading()) } },
                Some(Err(problem)) if connection::is_lost(problem) => waiting(),
                Some(Err(problem)) => html! { { problem_notice(problem, Html::default()) } },
                Some(Ok(all)) => html! {
                    <>
                        { group(props, say.pick_mailboxes(), all, &query, ProviderKind::Mailbox) }
                        { group(props, say.pick_services(), all, &query, ProviderKind::Relay) }
                    </>
                },
            } }
            { plain(say.pick_other(), other) }
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
                    let onclick = props.pick.reform(move |_: MouseEvent| (Some(id.clone()), None, address.clone()));
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

/// Returns true if every word of the query is in the name or in an alias.
fn matches(row: &ProviderBrief, query: &str) -> bool {
    let names = lower(&format!("{} {}", row.name, row.aliases.join(" ")));
    lower(query).split_whitespace().all(|word| names.contains(word))
}

/// Converts to lowercase with the browser's Unicode tables, so that the download doesn't include Rust's.
fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}
