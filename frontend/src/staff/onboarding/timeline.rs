//! What happened, in sentences, with the newest first.

use shared::wire::{Activity, ActivityAbout};
use yew::prelude::*;

use crate::{
    say,
    staff::route::{Go, Route},
    time,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) entries: Vec<Activity>,
    /// True if each entry names its client and link, as in the log of all onboardings.
    #[prop_or_default]
    pub(crate) names_clients: bool,
}

/// Renders a list of events.
#[component]
pub(crate) fn Timeline(props: &Props) -> Html {
    if props.entries.is_empty() {
        return html! { <p class="muted">{ say::staff().onboarding_no_history() }</p> };
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

/// Shows the client, linked to the onboarding, with its website and the link's locator.
fn client(about: &ActivityAbout) -> Html {
    let link = about.locator.as_ref().map(|locator| format!(" · {}", say::staff().history_link(locator)));
    html! {
        <>
            <Go to={Route::Onboarding { id: about.id.clone() }}>{ &about.client }</Go>
            <span class="muted">{ format!(" · {}", about.site) }{ link.unwrap_or_default() }</span>
        </>
    }
}

fn author(who: &str) -> &str {
    let say = say::staff();
    match who {
        "client" => say.history_client(),
        "helper" => say.history_helper(),
        "server" => say.history_server(),
        who => who,
    }
}
