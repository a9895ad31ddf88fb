//! The last step before a key counts. If it replaces another one, it takes the password and a code: clients would seal to
//! the key of whoever found a session open.

use shared::wire::Proof;
use yew::prelude::*;

use crate::{
    components::{Button, Look, ProblemNotice},
    staff::{factor::ProofForm, remote::Task, session::use_session},
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) task: Task,
    /// What the button says, and what it says while it works.
    pub(super) words: AttrValue,
    pub(super) busy: AttrValue,
    pub(super) done: Callback<Proof>,
}

/// One button, or the form that asks who sits there.
#[component]
pub(super) fn Use(props: &Props) -> Html {
    let session = use_session();
    let task = props.task.clone();
    if session.me.key.is_some() {
        return html! {
            <>
                <p>{ "It replaces your key. Clients encrypt to the new one from then on." }</p>
                <ProofForm with_code={session.me.second_factor} words={props.words.clone()} {task} done={props.done.clone()} />
            </>
        };
    }
    html! {
        <>
            if let Some(problem) = task.problem.clone() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} busy={task.busy} onclick={props.done.reform(|()| Proof::default())}>
                { if task.busy { props.busy.clone() } else { props.words.clone() } }
            </Button></div>
        </>
    }
}
