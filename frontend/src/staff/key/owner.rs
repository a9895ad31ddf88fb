//! The last step before a key is registered. Replacing a key requires the password and a code. Otherwise, someone who
//! finds an open session could make clients encrypt to a key of their own.

use shared::wire::Proof;
use yew::prelude::*;

use crate::{
    components::{Button, Look, ProblemNotice},
    say,
    staff::{factor::ProofForm, session::use_session, task::Task},
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) task: Task,
    /// The button's text.
    pub(super) words: AttrValue,
    pub(super) busy: AttrValue,
    pub(super) done: Callback<Proof>,
}

/// Renders a button, or a form that asks for the password if the key replaces another.
#[component]
pub(super) fn Use(props: &Props) -> Html {
    let session = use_session();
    let task = props.task.clone();
    if session.me.key.is_some() {
        return html! {
            <>
                <p>{ say::account().key_replaces() }</p>
                <ProofForm with_code={session.me.second_factor} words={props.words.clone()} {task} done={props.done.clone()} />
            </>
        };
    }
    html! {
        <>
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} busy={task.is_busy()} onclick={props.done.reform(|()| Proof::default())}>
                { if task.is_busy() { props.busy.clone() } else { props.words.clone() } }
            </Button></div>
        </>
    }
}
