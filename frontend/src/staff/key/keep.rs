//! A new key, which is registered after its file is saved.

use std::rc::Rc;

use shared::wire::Proof;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::{
    make::{Made, file_name},
    owner::Use,
    prove::prove,
};
use crate::{
    components::{Button, Look, ProblemNotice},
    say,
    staff::{file::download, session::use_session, task::use_task},
};

#[derive(Clone)]
pub(super) struct Kept(pub(super) Rc<Made>);

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct KeepProps {
    pub(super) made: Kept,
    pub(super) done: Callback<()>,
}

/// Asks if the file is saved before registering the key. Without the file, no one could open what is encrypted to the
/// key.
#[component]
pub(super) fn Keep(props: &KeepProps) -> Html {
    let say = say::account();
    let session = use_session();
    let kept = use_state_eq(|| false);
    let (saving, registering) = (use_task(), use_task());
    let Kept(made) = &props.made;
    let name = file_name(&session.me.name);
    let again = {
        let (made, name, saving) = (made.clone(), name.clone(), saving.clone());
        Callback::from(move |()| {
            let (made, name) = (made.clone(), name.clone());
            saving.run(async move { download(&name, &made.file) });
        })
    };
    let onchange = {
        let kept = kept.setter();
        move |event: Event| kept.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    let register = {
        let (session, made, done, task) =
            (session.clone(), made.clone(), props.done.clone(), registering.clone());
        Callback::from(move |proof: Proof| {
            let (session, made, done) = (session.clone(), made.clone(), done.clone());
            task.run(async move {
                prove(&session, &made.identities, proof).await?;
                done.emit(());
                Ok(())
            });
        })
    };
    html! {
        <section class="card stack" aria-labelledby="make">
            <h2 id="make">{ say.key_keep_heading() }</h2>
            <p>{ say::with_elements(say.key_keep_what_parts(), &[html! { <code>{ &name }</code> }]) }</p>
            if let Some(problem) = saving.problem() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Quiet} onclick={again}>{ say.key_keep_again() }</Button></div>
            <label class="choice">
                <input id="kept" type="checkbox" checked={*kept} {onchange} />
                <span>{ say.key_keep_kept() }</span>
            </label>
            if *kept {
                <Use task={registering} words={say.key_keep_register()} busy={say.key_keep_busy()} done={register} />
            }
        </section>
    }
}
