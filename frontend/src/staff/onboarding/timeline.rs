//! What happened, as sentences, newest first.

use shared::wire::Activity;
use yew::prelude::*;

use crate::staff::time;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) entries: Vec<Activity>,
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
            </li>
        }
    };
    html! { <ol class="timeline">{ for props.entries.iter().map(entry) }</ol> }
}

fn author(who: &str) -> &str {
    match who {
        "client" => "the client",
        "server" => "by itself",
        who => who,
    }
}
