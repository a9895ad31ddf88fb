//! What was submitted and is not configured, longest waiting first.

use shared::{
    status::Status,
    wire::{BoardRow, Problem},
};
use yew::prelude::*;

use super::held::{Held, HeldKey};
use crate::{
    components::{Heading, Notice, Tone},
    staff::{
        board::{Group, Row, pages},
        remote::{use_quiet_looks, use_remote},
        route::{Go, Route},
        session::use_session,
        state::{Empty, shown},
        time,
    },
};

/// How many pages of the board are looked through, newest change first.
const PAGES: u32 = 4;

struct Queue {
    rows: Vec<BoardRow>,
    complete: bool,
}

async fn ask((): ()) -> Result<Queue, Problem> {
    let board = pages("", PAGES).await?;
    let waits = |row: &BoardRow| matches!(row.status, Status::Submitted | Status::Collected);
    let mut rows: Vec<BoardRow> = board.rows.into_iter().filter(waits).collect();
    rows.sort_by_key(|row| (row.status == Status::Collected, row.changed_at));
    Ok(Queue { rows, complete: board.next.is_none() })
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
                                <Row key={row.id.clone()} row={row.clone()} {now} group={Group::Technician} />
                            }) }
                        </ul>
                    }
                    if !queue.complete {
                        <p class="muted small">{ "Only what changed lately was looked through. Older ones can be found with the board’s search." }</p>
                    }
                </>
            }) }
        </div>
    }
}
