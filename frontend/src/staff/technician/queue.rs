//! Submissions for websites that aren't configured: unopened ones first, then those that have waited longest. Below
//! them, submissions that will be deleted.

use shared::wire::{BoardRow, Problem, Queue};
use yew::prelude::*;

use super::held::{Held, HeldKey};
use crate::{
    api,
    components::{Heading, Notice, Tone},
    say,
    staff::{
        board::Row,
        remote::{use_quiet_looks, use_remote},
        route::{Go, Route},
        session::use_session,
        state::{Empty, shown},
    },
    time,
};

async fn ask((): ()) -> Result<Queue, Problem> {
    api::staff::queue().await
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) held: Option<Held>,
    pub(crate) hold: Callback<Option<Held>>,
}

/// Renders the queue.
#[component]
pub(crate) fn QueuePage(props: &Props) -> Html {
    let say = say::technician();
    let session = use_session();
    let queue = use_remote((), ask);
    use_quiet_looks(queue.reload.clone());
    let now = time::now();
    html! {
        <div class="stack stack--loose">
            <Heading text={say.queue_heading()} title={session.config.agency.clone()} />
            <p class="muted">{ say.queue_what() }</p>
            if session.me.key.is_none() {
                <Notice tone={Tone::Warn} title={say.queue_no_key()}>
                    <p>{ say.queue_no_key_why() }</p>
                    <div><Go to={Route::Key} class="button">{ say.queue_no_key_add() }</Go></div>
                </Notice>
            }
            if let Some(held) = props.held.clone() { <HeldKey {held} hold={props.hold.clone()} /> }
            { shown(&queue, |queue| html! {
                <>
                    if queue.rows.is_empty() {
                        <Empty title={say.queue_empty()}>
                            <p>{ say.queue_empty_when() }</p>
                            <Go to={Route::Board} class="button">{ say.queue_empty_board() }</Go>
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
                        <p class="muted small">{ say.queue_more(&queue.rows.len()) }</p>
                    }
                </>
            }) }
        </div>
    }
}

/// Lists sealed settings that will be deleted, so that technicians who still need them can open them in time.
fn deleting(rows: &[BoardRow], now: i64) -> Html {
    let say = say::technician();
    html! {
        <section class="stack" aria-labelledby="deleting">
            <h2 id="deleting">{ say.queue_deleting() }</h2>
            <p class="muted">{ say.queue_deleting_save() }</p>
            <ul class="rows">
                { for rows.iter().map(|row| html! {
                    <Row key={row.id.clone()} row={row.clone()} {now} />
                }) }
            </ul>
        </section>
    }
}
