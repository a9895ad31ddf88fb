//! Where one is signed in.

use std::rc::Rc;

use shared::wire::{Account, EndRequest, Proof, Session};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look},
    staff::{
        factor::ProofForm,
        remote::use_task,
        session::use_session,
        time::{machine, moment, now},
    },
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) account: Rc<Account>,
    pub(super) changed: Callback<()>,
}

/// The devices, and ending one or all others.
#[component]
pub(super) fn Sessions(props: &Props) -> Html {
    let me_changed = use_session().changed;
    // What is to end: one, or all others.
    let ending = use_state(|| None::<Option<String>>);
    let task = use_task();
    let end = |which: Option<String>| {
        let ending = ending.setter();
        Callback::from(move |()| ending.set(Some(which.clone())))
    };
    let done = {
        let (task, ending, changed) = (task.clone(), ending.clone(), props.changed.clone());
        Callback::from(move |proof: Proof| {
            let (Some(id), Some(password)) = ((*ending).clone(), proof.password) else { return };
            let (ending, changed, me_changed) = (ending.setter(), changed.clone(), me_changed.clone());
            task.run(async move {
                me_changed.emit(api::staff::end_sessions(&EndRequest { id, password }).await?);
                ending.set(None);
                changed.emit(());
                Ok(())
            });
        })
    };
    let cancel = Callback::from({
        let ending = ending.setter();
        move |()| ending.set(None)
    });
    let sessions = &props.account.sessions;
    let below = match &*ending {
        Some(id) => {
            let words = if id.is_some() { "End this session" } else { "Sign out everywhere else" };
            html! { <ProofForm {words} {task} {done} {cancel} /> }
        }
        None if sessions.len() > 1 => html! {
            <div><Button onclick={end(None)}>{ "Sign out everywhere else" }</Button></div>
        },
        None => Html::default(),
    };
    html! {
        <section class="card stack" aria-labelledby="sessions">
            <h2 id="sessions">{ "Where you are signed in" }</h2>
            <ul class="people">
                { for sessions.iter().map(|session| one(session, end(Some(session.id.clone())))) }
            </ul>
            { below }
        </section>
    }
}

fn one(session: &Session, end: Callback<()>) -> Html {
    let time = |at: i64| html! { <time datetime={machine(at)}>{ moment(now(), at) }</time> };
    let device = if session.device.is_empty() { "Unknown device" } else { &session.device };
    html! {
        <li class="people__one" key={session.id.clone()}>
            <div>
                <strong>{ device.to_owned() }</strong>
                <span class="muted small">{ "since " }{ time(session.since) }{ ", last used " }{ time(session.used_at) }</span>
            </div>
            if session.current {
                <span class="muted">{ "this one" }</span>
            } else {
                <span><Button look={Look::Quiet} onclick={end}>{ "End" }</Button></span>
            }
        </li>
    }
}
