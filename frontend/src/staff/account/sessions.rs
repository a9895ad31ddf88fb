//! The devices on which a user is signed in.

use std::rc::Rc;

use shared::wire::{Account, EndRequest, Proof, Session};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look},
    say,
    staff::{factor::ProofForm, session::use_session, task::use_task},
    time::{machine, moment, now},
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) account: Rc<Account>,
    pub(super) changed: Callback<()>,
}

/// Lists the user's devices, each with a button to end its session, and a button for all other devices.
#[component]
pub(super) fn Sessions(props: &Props) -> Html {
    let say = say::account();
    let me_changed = use_session().changed;
    // The id of the session to end; the inner `None` is for all other sessions.
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
            let words = if id.is_some() {
                say.account_sessions_end_confirm()
            } else {
                say.account_sessions_end_others()
            };
            html! { <ProofForm {words} {task} {done} {cancel} /> }
        }
        None if sessions.len() > 1 => html! {
            <div><Button onclick={end(None)}>{ say.account_sessions_end_others() }</Button></div>
        },
        None => Html::default(),
    };
    html! {
        <section class="card stack" aria-labelledby="sessions">
            <h2 id="sessions">{ say.account_sessions_heading() }</h2>
            <ul class="people">
                { for sessions.iter().map(|session| one(session, end(Some(session.id.clone())))) }
            </ul>
            { below }
        </section>
    }
}

fn one(session: &Session, end: Callback<()>) -> Html {
    let say = say::account();
    let time = |at: i64| html! { <time datetime={machine(at)}>{ moment(now(), at) }</time> };
    let device = if session.device.is_empty() { say.account_sessions_device() } else { &session.device };
    let times = [time(session.since), time(session.used_at)];
    html! {
        <li class="people__one" key={session.id.clone()}>
            <div>
                <strong>{ device.to_owned() }</strong>
                <span class="muted small">{ say::with_elements(say.account_sessions_times_parts(), &times) }</span>
            </div>
            if session.current {
                <span class="muted">{ say.account_sessions_current() }</span>
            } else {
                <span><Button look={Look::Quiet} onclick={end}>{ say.account_sessions_end() }</Button></span>
            }
        </li>
    }
}
