//! What the server is told of an opened letter: that it was opened, that the site is configured, and whether the settings
//! are saved elsewhere, so that the sealed file can go.

use std::future::Future;

use shared::{
    retention::Days,
    status::Status,
    wire::{BoardRow, Problem},
};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look, Notice, ProblemNotice, Tone},
    staff::{
        remote::{Task, use_task},
        route::{Go, Route},
        time,
    },
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    /// How long the sealed file is kept once the site is configured.
    pub(super) keep: Days,
    /// Whether the site may be called configured with what was opened.
    pub(super) may_configure: bool,
}

/// Tells the server that the letter was opened, as soon as it is; and that the site is configured, on request.
#[component]
pub(super) fn Progress(props: &Props) -> Html {
    let row = use_state_eq(|| None::<BoardRow>);
    let (collecting, configuring) = (use_task(), use_task());
    let collect = {
        let (task, row, id) = (collecting.clone(), row.setter(), props.id.clone());
        Callback::from(move |()| {
            let id = id.clone();
            note(&task, &row, async move { api::staff::collected(&id).await });
        })
    };
    use_effect_with(props.id.clone(), {
        let collect = collect.clone();
        move |_| collect.emit(())
    });
    let configure = {
        let (task, row, id) = (configuring.clone(), row.setter(), props.id.clone());
        Callback::from(move |saved_elsewhere: bool| {
            let id = id.clone();
            note(&task, &row, async move {
                if saved_elsewhere {
                    api::staff::saved_elsewhere(&id).await
                } else {
                    api::staff::configured(&id).await
                }
            });
        })
    };
    if let Some(problem) = collecting.problem.clone() {
        return html! {
            <Notice tone={Tone::Warn} title="The server does not know yet that you opened it">
                <p>{ problem.detail }</p>
                <div><Button onclick={collect}>{ "Tell it again" }</Button></div>
            </Notice>
        };
    }
    match &*row {
        None => html! { <p class="muted" role="status">{ "Noting that you have opened it …" }</p> },
        Some(row) if row.status == Status::Cleared => html! {
            <Notice tone={Tone::Ok} title="The site is configured and the sealed file is deleted">
                <p>{ "The client sees that on their receipt." }</p>
                <div><Go to={Route::Queue} class="button">{ "Back to the queue" }</Go></div>
            </Notice>
        },
        Some(row) if row.status == Status::Configured => html! {
            <>
                <Notice tone={Tone::Ok} title="The site is configured">
                    <p>{ kept_until(row) }</p>
                    <div><Go to={Route::Queue} class="button">{ "Back to the queue" }</Go></div>
                </Notice>
                if props.may_configure { <Saved {configure} task={configuring} /> }
            </>
        },
        Some(_) if !props.may_configure => {
            html! { <p class="muted">{ "It is noted that you have opened this." }</p> }
        }
        Some(_) => html! { <Done {configure} task={configuring} keep={props.keep} /> },
    }
}

/// Tells the server, and shows what it answers.
fn note(
    task: &Task,
    row: &UseStateSetter<Option<BoardRow>>,
    told: impl Future<Output = Result<BoardRow, Problem>> + 'static,
) {
    let row = row.clone();
    task.run(async move {
        row.set(Some(told.await?));
        Ok(())
    });
}

fn kept_until(row: &BoardRow) -> String {
    let at = row.delete_at.map(|at| format!("{} ({})", time::left(time::now(), at), time::date(at)));
    at.map_or_else(
        || "The manager sees it on the board.".into(),
        |at| format!("The sealed file will be deleted {at}. Save the settings elsewhere before then."),
    )
}

#[derive(Properties, PartialEq)]
struct SavedProps {
    configure: Callback<bool>,
    task: Task,
}

/// The site is configured, and the file could go before its time.
#[component]
fn Saved(props: &SavedProps) -> Html {
    html! {
        <section class="stack" aria-labelledby="saved">
            <h2 id="saved">{ "Saved elsewhere?" }</h2>
            <p>{ "If the settings are in your password manager, this server needs no copy." }</p>
            if let Some(problem) = props.task.problem.clone() { <ProblemNotice {problem} /> }
            <div>
                <Button busy={props.task.busy} onclick={props.configure.reform(|()| true)}>{ "Delete the sealed file now" }</Button>
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DoneProps {
    configure: Callback<bool>,
    task: Task,
    keep: Days,
}

/// The two ways to say that the site sends mail: with the sealed file kept for its time, or without.
#[component]
fn Done(props: &DoneProps) -> Html {
    let what_then = if props.keep == Days::NONE {
        "When the site is set up and a message of it has arrived, say so. The sealed file is deleted at once, as the client \
         was told: save the settings elsewhere first."
            .into()
    } else {
        format!(
            "When the site is set up and a message of it has arrived, say so. The sealed file is deleted {} later, as the \
             client was told; or now, if the settings are saved elsewhere.",
            props.keep.in_words()
        )
    };
    html! {
        <section class="stack" aria-labelledby="done">
            <h2 id="done">{ "When the site sends mail" }</h2>
            <p>{ what_then }</p>
            if let Some(problem) = props.task.problem.clone() { <ProblemNotice {problem} /> }
            <div class="row">
                <Button look={Look::Primary} busy={props.task.busy} onclick={props.configure.reform(|()| false)}>
                    { if props.task.busy { "Noting it …" } else { "Mark as configured" } }
                </Button>
                if props.keep != Days::NONE {
                    <Button busy={props.task.busy} onclick={props.configure.reform(|()| true)}>{ "Configured and saved elsewhere" }</Button>
                }
            </div>
        </section>
    }
}
