//! The authenticator app and its recovery codes.

use std::rc::Rc;

use shared::wire::{Account, Me, Proof, RecoveryCodes, SecondFactor};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look},
    say,
    staff::{
        factor::{AddApp, ProofForm, Recovery},
        session::{Session, use_session},
        task::use_task,
    },
    time::date,
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) account: Rc<Account>,
    pub(super) changed: Callback<()>,
}

/// The action in progress.
#[derive(Clone, PartialEq)]
enum Doing {
    Nothing,
    Adding,
    Removing,
    Renewing,
    Keeping(RecoveryCodes),
}

/// Adds, replaces or removes the app, and creates new recovery codes.
#[component]
pub(super) fn AuthenticatorApp(props: &Props) -> Html {
    let session = use_session();
    let doing = use_state(|| Doing::Nothing);
    let next = {
        let doing = doing.setter();
        Callback::from(move |next: Doing| doing.set(next))
    };
    let (cancel, keep) = (next.reform(|()| Doing::Nothing), next.reform(Doing::Keeping));
    let done = {
        let (next, changed) = (next.clone(), props.changed.clone());
        let session = session.clone();
        Callback::from(move |me: Me| {
            session.changed.emit(me);
            next.emit(Doing::Nothing);
            changed.emit(());
        })
    };
    let has_one = session.me.second_factor;
    let body = match &*doing {
        Doing::Nothing => html! {
            <>
                { state(props, has_one) }
                { choices(&session, &next) }
            </>
        },
        Doing::Adding => html! {
            <AddApp agency={session.config.agency.clone()} email={session.me.email.clone()} {has_one} done={keep} {cancel} />
        },
        Doing::Renewing => html! { <Renew done={keep} {cancel} /> },
        Doing::Removing => html! { <Remove {done} {cancel} /> },
        Doing::Keeping(RecoveryCodes { me, codes }) => {
            let me = me.clone();
            let done = done.reform(move |()| me.clone());
            html! { <Recovery agency={session.config.agency.clone()} codes={codes.clone()} {done} /> }
        }
    };
    html! {
        <section class="card stack" aria-labelledby="authenticator-app">
            <h2 id="authenticator-app">{ say::account().account_app_heading() }</h2>
            { body }
        </section>
    }
}

/// Renders the actions that are available for the app.
fn choices(session: &Session, next: &Callback<Doing>) -> Html {
    let say = say::account();
    let to = |doing: Doing| next.reform(move |()| doing.clone());
    let has_one = session.me.second_factor;
    let add = if has_one { say.account_app_change() } else { say.account_app_add() };
    html! {
        <div class="buttons">
            <Button onclick={to(Doing::Adding)}>{ add }</Button>
            if has_one { <Button onclick={to(Doing::Renewing)}>{ say.account_app_new_codes() }</Button> }
            if has_one && session.config.second_factor == SecondFactor::Optional {
                <Button look={Look::Quiet} onclick={to(Doing::Removing)}>{ say.account_app_remove() }</Button>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RenewProps {
    done: Callback<RecoveryCodes>,
    cancel: Callback<()>,
}

/// Asks for the password and creates new recovery codes.
#[component]
fn Renew(props: &RenewProps) -> Html {
    let task = use_task();
    let done = {
        let (task, done) = (task.clone(), props.done.clone());
        Callback::from(move |proof: Proof| {
            task.answer(async move { api::staff::recovery_codes(&proof).await }, &done);
        })
    };
    let words = say::account().account_app_new_codes();
    html! { <ProofForm with_code=true {words} {task} {done} cancel={props.cancel.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct RemoveProps {
    done: Callback<Me>,
    cancel: Callback<()>,
}

/// Asks for the password and removes the app.
#[component]
fn Remove(props: &RemoveProps) -> Html {
    let task = use_task();
    let done = {
        let (task, done) = (task.clone(), props.done.clone());
        Callback::from(move |proof: Proof| {
            task.answer(async move { api::staff::remove_factor(&proof).await }, &done);
        })
    };
    let words = say::account().account_app_remove_confirm();
    html! { <ProofForm with_code=true {words} {task} {done} cancel={props.cancel.clone()} /> }
}

fn state(props: &Props, has_one: bool) -> Html {
    let say = say::account();
    match props.account.factor_since.filter(|_| has_one) {
        None => html! { <p>{ say.account_app_none() }</p> },
        Some(since) => html! {
            <p>
                { say.account_app_since(&date(since)) }{ " " }
                { say.account_app_left(props.account.recovery_left.into()) }
            </p>
        },
    }
}
