//! The code app and its recovery codes.

use std::rc::Rc;

use shared::wire::{Account, Proof, RecoveryCodes, SecondFactor};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look},
    staff::{
        factor::{AddApp, ProofForm, Recovery},
        remote::use_task,
        session::use_session,
        time::date,
    },
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) account: Rc<Account>,
    pub(super) changed: Callback<()>,
}

/// What the person is about to do.
#[derive(Clone, PartialEq)]
enum Doing {
    Nothing,
    Adding,
    Removing,
    Renewing,
    Keeping(RecoveryCodes),
}

/// Adds, changes or takes away the app, and makes new recovery codes.
#[component]
pub(super) fn CodeApp(props: &Props) -> Html {
    let session = use_session();
    let doing = use_state(|| Doing::Nothing);
    let task = use_task();
    let to = |next: Doing| {
        let doing = doing.setter();
        Callback::from(move |()| doing.set(next.clone()))
    };
    let keep = Callback::from({
        let doing = doing.setter();
        move |codes| doing.set(Doing::Keeping(codes))
    });
    let has_one = session.me.second_factor;
    let body = match &*doing {
        Doing::Nothing => html! {
            <>
                { state(props, has_one) }
                <div class="buttons">
                    <Button onclick={to(Doing::Adding)}>{ if has_one { "Change to another app" } else { "Add a code app" } }</Button>
                    if has_one { <Button onclick={to(Doing::Renewing)}>{ "Make new recovery codes" }</Button> }
                    if has_one && session.config.second_factor == SecondFactor::Optional {
                        <Button look={Look::Quiet} onclick={to(Doing::Removing)}>{ "Take it away" }</Button>
                    }
                </div>
            </>
        },
        Doing::Adding => html! {
            <AddApp agency={session.config.agency.clone()} email={session.me.email.clone()} {has_one} done={keep} cancel={to(Doing::Nothing)} />
        },
        Doing::Renewing => {
            let done = {
                let task = task.clone();
                Callback::from(move |proof: Proof| {
                    let keep = keep.clone();
                    task.run(async move {
                        keep.emit(api::staff::recovery_codes(&proof).await?);
                        Ok(())
                    });
                })
            };
            html! { <ProofForm with_code=true words="Make new recovery codes" {task} {done} cancel={to(Doing::Nothing)} /> }
        }
        Doing::Removing => {
            let done = {
                let (task, doing, session, changed) =
                    (task.clone(), doing.setter(), session.clone(), props.changed.clone());
                Callback::from(move |proof: Proof| {
                    let (doing, session, changed) = (doing.clone(), session.clone(), changed.clone());
                    task.run(async move {
                        session.changed.emit(api::staff::remove_factor(&proof).await?);
                        doing.set(Doing::Nothing);
                        changed.emit(());
                        Ok(())
                    });
                })
            };
            html! { <ProofForm with_code=true words="Take the code app away" {task} {done} cancel={to(Doing::Nothing)} /> }
        }
        Doing::Keeping(RecoveryCodes { me, codes }) => {
            let done = Callback::from({
                let (doing, session, me, changed) =
                    (doing.setter(), session.clone(), me.clone(), props.changed.clone());
                move |()| {
                    session.changed.emit(me.clone());
                    doing.set(Doing::Nothing);
                    changed.emit(());
                }
            });
            html! { <Recovery agency={session.config.agency.clone()} codes={codes.clone()} {done} /> }
        }
    };
    html! {
        <section class="card stack" aria-labelledby="code-app">
            <h2 id="code-app">{ "Code app" }</h2>
            { body }
        </section>
    }
}

fn state(props: &Props, has_one: bool) -> Html {
    let left = props.account.recovery_left;
    match props.account.factor_since.filter(|_| has_one) {
        None => {
            html! { <p>{ "You sign in with your password alone. A code that only your phone shows keeps out whoever finds it." }</p> }
        }
        Some(since) => html! {
            <p>{ format!("Asked for at every sign-in, since {}. {left} of 10 recovery codes are unused.", date(since)) }</p>
        },
    }
}
