//! What happened, as sentences, newest first.

use shared::wire::{Activity, ActivityAbout};
use yew::prelude::*;

use crate::staff::{
    route::{Go, Route},
    time,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) entries: Vec<Activity>,
    /// Whether each entry names its client and link: in the list of all onboardings.
    #[prop_or_default]
    pub(crate) names_clients: bool,
}

/// A list of what happened.
#[component]
pub(crate) fn Timeline(props: &Props) -> Html {
    if props.entries.is_empty() {
        return html! { <p class="muted">{ "Nothing yet." }</p> };
    }
    let now = time::now();
    let entry = |entry: &Activity| {
        html! {
            <li class="timeline__entry" key={entry.id}>
                <p class="timeline__when muted small">
                    <time datetime={time::machine(entry.at)}>{ time::moment(now, entry.at) }</time>
                    { " · " }{ author(&entry.who) }
                </p>
                <p>{ &entry.sentence }</p>
                if let Some(about) = entry.about.as_ref().filter(|_| props.names_clients) {
                    <p class="small">{ client(about) }</p>
                }
            </li>
        }
    };
    html! { <ol class="timeline">{ for props.entries.iter().map(entry) }</ol> }
}

/// The client with a way to the onboarding, its site, and which of its links it was.
fn client(about: &ActivityAbout) -> Html {
    let link = about.locator.as_ref().map(|locator| format!(" · link {locator}"));
    html! {
        <>
            <Go to={Route::Onboarding { id: about.id.clone() }}>{ &about.client }</Go>
            <span class="muted">{ format!(" · {}", about.site) }{ link.unwrap_or_default() }</span>
        </>
    }
}

fn author(who: &str) -> &str {
    match who {
        "client" => "the client",
        "server" => "by itself",
        who => who,
    }
}
