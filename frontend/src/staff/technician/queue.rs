//! What was submitted and is not configured: not opened yet first, then longest waiting first. Then what will be deleted.

use shared::wire::{BoardRow, Problem, Queue};
use yew::prelude::*;

use super::held::{Held, HeldKey};
use crate::{
    api,
    components::{Heading, Notice, Tone},
    staff::{
        board::Row,
        remote::{use_quiet_looks, use_remote},
        route::{Go, Route},
        session::use_session,
        state::{Empty, shown},
        time,
    },
};

async fn ask((): ()) -> Result<Queue, Problem> {
    api::staff::queue().await
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) held: Option<Held>,
    pub(crate) hold: Callback<Option<Held>>,
}

/// The queue.
#[component]
pub(crate) fn QueuePage(props: &Props) -> Html {
    let session = use_session();
    let queue = use_remote((), ask);
    use_quiet_looks(queue.reload.clone());
    let now = time::now();
    html! {
        <div class="stack stack--loose">
            <Heading text="Queue" title={session.config.agency.clone()} />
            <p class="muted">{ "Sealed letters that wait to be opened, and opened ones whose site is not configured yet." }</p>
            if session.me.key.is_none() {
                <Notice tone={Tone::Warn} title="You have given no key yet">
                    <p>{ "Nothing is sealed for you until you do. It takes a minute." }</p>
                    <div><Go to={Route::Key} class="button">{ "Give my key" }</Go></div>
                </Notice>
            }
            if let Some(held) = props.held.clone() { <HeldKey {held} hold={props.hold.clone()} /> }
            { shown(&queue, "the queue", |queue| html! {
                <>
                    if queue.rows.is_empty() {
                        <Empty title="Nothing waits for you">
                            <p>{ "As soon as a client has sealed their settings, they stand here." }</p>
                            <Go to={Route::Board} class="button">{ "See who is on the way" }</Go>
                        </Empty>
                    } else {
                        <ul class="rows">
                            { for queue.rows.iter().map(|row| html! {
                                <Row key={row.id.clone()} row={row.clone()} {now} />
                            }) }
                        </ul>
                    }
                    if !queue.deleting.is_empty() { { deleting(&queue.deleting, now) } }
                    if queue.more {
                        <p class="muted small">{ format!("These are the first {}. The rest follow as you finish these.", queue.rows.len()) }</p>
                    }
                </>
            }) }
        </div>
    }
}

/// Sealed files that go by themselves: whoever still needs one opens it before.
fn deleting(rows: &[BoardRow], now: i64) -> Html {
    html! {
        <section class="stack" aria-labelledby="deleting">
            <h2 id="deleting">{ "Sealed files that will be deleted" }</h2>
            <p class="muted">{ "These sites are configured. Save the settings elsewhere before the date, if you still need them." }</p>
            <ul class="rows">
                { for rows.iter().map(|row| html! {
                    <Row key={row.id.clone()} row={row.clone()} {now} />
                }) }
            </ul>
        </section>
    }
}
