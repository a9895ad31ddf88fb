//! What the server learns about opened settings: that they were opened, that the website is configured, and that they
//! are saved elsewhere, in which case the sealed file is deleted.

use std::future::Future;

use shared::{
    retention::Days,
    status::Status,
    wire::{BoardRow, Problem},
};
use yew::prelude::*;

use super::done::{Done, Saved};
use crate::{
    api,
    components::{Button, Notice, Tone},
    say,
    staff::{
        prove::Prove,
        route::{Go, Route},
        task::{Task, use_task},
    },
    time,
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    /// How long the sealed file is kept after the website is configured.
    pub(super) keep: Days,
    /// True if these settings can be used, so that the website can be marked as configured.
    pub(super) may_configure: bool,
}

/// Tells the server immediately that the settings were opened, and after a button press that the website is configured.
#[component]
pub(super) fn Progress(props: &Props) -> Html {
    let say = say::technician();
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
    if let Some(problem) = collecting.problem() {
        return html! {
            <Notice tone={Tone::Warn} title={say.progress_untold()}>
                <p>{ problem.detail }</p>
                <div><Button onclick={collect}>{ say.progress_untold_retry() }</Button></div>
            </Notice>
        };
    }
    match &*row {
        None => html! { <p class="muted" role="status">{ say.progress_opening() }</p> },
        Some(row) if row.status.is_configured() => html! {
            <>
                { set_up(row) }
                <Prove id={props.id.clone()} />
                if row.status == Status::Configured && props.may_configure {
                    <Saved {configure} task={configuring} />
                }
            </>
        },
        Some(_) if !props.may_configure => {
            html! { <p class="muted">{ say.progress_opened() }</p> }
        }
        Some(_) => html! { <Done {configure} task={configuring} keep={props.keep} /> },
    }
}

/// Says that the website is set up, and what happens to the sealed file.
fn set_up(row: &BoardRow) -> Html {
    let say = say::technician();
    let (title, what_next) = if row.status == Status::Cleared {
        (say.progress_cleared(), say.progress_cleared_client().into())
    } else {
        (say.progress_configured(), kept_until(row))
    };
    html! {
        <Notice tone={Tone::Ok} {title}>
            <p>{ what_next }</p>
            <div><Go to={Route::Queue} class="button">{ say.progress_back() }</Go></div>
        </Notice>
    }
}

/// Sends the request, and shows the updated row.
fn note(
    task: &Task,
    row: &UseStateSetter<Option<BoardRow>>,
    update: impl Future<Output = Result<BoardRow, Problem>> + 'static,
) {
    let row = row.clone();
    task.run(async move {
        row.set(Some(update.await?));
        Ok(())
    });
}

fn kept_until(row: &BoardRow) -> String {
    let say = say::technician();
    row.delete_at.map_or_else(
        || say.progress_board().into(),
        |at| format!("{} {}", say.progress_kept(&time::date(at)), say.progress_kept_save()),
    )
}
