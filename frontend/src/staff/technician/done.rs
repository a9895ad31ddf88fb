//! The ways to mark a website as configured.

use shared::retention::Days;
use yew::prelude::*;

use crate::{
    components::{Button, Look, ProblemNotice},
    say,
    staff::task::Task,
};

#[derive(Properties, PartialEq)]
pub(super) struct SavedProps {
    pub(super) configure: Callback<bool>,
    pub(super) task: Task,
}

/// Offers to delete the file early, after the website was marked as configured.
#[component]
pub(super) fn Saved(props: &SavedProps) -> Html {
    let say = say::technician();
    html! {
        <section class="stack" aria-labelledby="saved">
            <h2 id="saved">{ say.saved_heading() }</h2>
            <p>{ say.saved_why() }</p>
            if let Some(problem) = props.task.problem() { <ProblemNotice {problem} /> }
            <div>
                <Button busy={props.task.is_busy()} onclick={props.configure.reform(|()| true)}>{ say.saved_delete() }</Button>
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct DoneProps {
    pub(super) configure: Callback<bool>,
    pub(super) task: Task,
    pub(super) keep: Days,
}

/// Renders the two buttons that mark the website as configured: one keeps the sealed file for a while, and the other
/// deletes it now.
#[component]
pub(super) fn Done(props: &DoneProps) -> Html {
    let say = say::technician();
    let what_then = if props.keep == Days::NONE {
        say.done_deleted_now().into()
    } else {
        say.done_deleted_later(props.keep.get().into())
    };
    html! {
        <section class="stack" aria-labelledby="done">
            <h2 id="done">{ say.done_heading() }</h2>
            <p>{ what_then }</p>
            if let Some(problem) = props.task.problem() { <ProblemNotice {problem} /> }
            <div class="row">
                <Button look={Look::Primary} busy={props.task.is_busy()} onclick={props.configure.reform(|()| false)}>
                    { if props.task.is_busy() { say.done_busy() } else { say.done_mark() } }
                </Button>
                if props.keep != Days::NONE {
                    <Button busy={props.task.is_busy()} onclick={props.configure.reform(|()| true)}>{ say.done_mark_saved() }</Button>
                }
            </div>
        </section>
    }
}
