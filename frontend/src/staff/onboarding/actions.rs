//! The actions for an onboarding: remind, open, create a new link, revoke.

use std::rc::Rc;

use shared::{
    status::Status,
    wire::{Onboarding, Role},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::reissue::Reissue;
use crate::{
    api,
    components::{Button, Fold, Look, Notice, ProblemNotice, Tone, copy},
    say,
    staff::{
        create::reminder,
        route::{Go, Route},
        session::use_session,
        task::use_task,
    },
    time,
};

#[derive(Properties, PartialEq, Clone)]
pub(crate) struct Props {
    pub(crate) onboarding: Rc<Onboarding>,
    pub(crate) changed: Callback<()>,
}

#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Nothing,
    NewLink,
    Revoke,
}

/// Renders the actions that are possible in this state, for this user.
#[component]
pub(crate) fn Actions(props: &Props) -> Html {
    let (session, say) = (use_session(), say::staff());
    let asked = use_state_eq(|| Asked::Nothing);
    let row = &props.onboarding.row;
    let ask = |what: Asked| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(what))
    };
    let status = row.status;
    let closed = matches!(status, Status::Revoked | Status::Expired | Status::Withdrawn);
    let to_open = session.is(Role::Technician) && status.has_file();
    html! {
        <div class="stack">
            if to_open {
                <Go to={Route::Open { id: row.id.clone() }} class={classes!("button", (status != Status::Configured).then_some("button--primary"))}>
                    { if status == Status::Submitted { say.open_settings() } else { say.open_settings_again() } }
                </Go>
            }
            if to_open && !props.onboarding.still_read.is_empty() {
                <Go to={Route::Reseal { id: row.id.clone() }} class="button">{ say.reseal_settings() }</Go>
            }
            if session.manages() {
                if matches!(status, Status::Waiting | Status::Started) {
                    <Remind onboarding={props.onboarding.clone()} />
                }
                { match *asked {
                    Asked::Nothing => html! {
                        <div class="row">
                            <Button look={if closed { Look::Primary } else { Look::Plain }} onclick={ask(Asked::NewLink)}>{ say.action_new_link() }</Button>
                            if status != Status::Revoked {
                                <Button look={Look::Quiet} onclick={ask(Asked::Revoke)}>{ say.revoke() }</Button>
                            }
                        </div>
                    },
                    Asked::NewLink => html! {
                        <Reissue onboarding={props.onboarding.clone()} changed={props.changed.clone()} left={ask(Asked::Nothing)} />
                    },
                    Asked::Revoke => html! {
                        <Revoke onboarding={props.onboarding.clone()} changed={props.changed.clone()} left={ask(Asked::Nothing)} />
                    },
                } }
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RemindProps {
    onboarding: Rc<Onboarding>,
}

/// Renders a friendly reminder to the client, to copy or to open in the manager's own email app.
#[component]
fn Remind(props: &RemindProps) -> Html {
    let (session, say) = (use_session(), say::staff());
    let copied = use_state_eq(|| None::<bool>);
    let Onboarding { row, email, .. } = &*props.onboarding;
    let text = reminder(&row.site, &time::date(row.expires_at), &session.me.name, &session.config.agency);
    let onclick = {
        let (text, copied) = (text.clone(), copied.setter());
        Callback::from(move |()| {
            let (text, copied) = (text.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(copy(&text).await)) });
        })
    };
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    html! {
        <Fold summary={html! { { say.remind() } }}>
            <pre class="letter" tabindex="0">{ &text }</pre>
            <div class="row">
                <Button {onclick}>{ if *copied == Some(true) { say.remind_copied() } else { say.remind_copy() } }</Button>
                if let Some(email) = email {
                    <a class="button" href={format!(
                        "mailto:{email}?subject={}&body={}",
                        encoded(&say.message_subject(&row.site)),
                        encoded(&text.replace('\n', "\r\n")),
                    )}>{ say.remind_by_email() }</a>
                }
            </div>
            if *copied == Some(false) {
                <p role="status">{ say.copy_blocked() }</p>
            }
        </Fold>
    }
}

#[derive(Properties, PartialEq)]
struct RevokeProps {
    onboarding: Rc<Onboarding>,
    changed: Callback<()>,
    left: Callback<()>,
}

/// Asks the manager for confirmation, then revokes the link.
#[component]
fn Revoke(props: &RevokeProps) -> Html {
    let (task, say) = (use_task(), say::staff());
    let onclick = {
        let (task, id) = (task.clone(), props.onboarding.row.id.clone());
        let (changed, left) = (props.changed.clone(), props.left.clone());
        Callback::from(move |()| {
            let (id, changed, left) = (id.clone(), changed.clone(), left.clone());
            task.run(async move {
                api::staff::revoke(&id).await?;
                left.emit(());
                changed.emit(());
                Ok(())
            });
        })
    };
    html! {
        <Notice tone={Tone::Warn} title={say.revoke_sure(&props.onboarding.row.client)}>
            <p>{ say.revoke_what() }</p>
            if props.onboarding.row.status.has_file() {
                <p>{ say.revoke_deletes() }</p>
            }
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
            <div class="row">
                <Button look={Look::Primary} busy={task.is_busy()} {onclick}>{ if task.is_busy() { say.revoke_revoking() } else { say.revoke() } }</Button>
                <Button look={Look::Quiet} onclick={props.left.clone()}>{ say.revoke_keep() }</Button>
            </div>
        </Notice>
    }
}
