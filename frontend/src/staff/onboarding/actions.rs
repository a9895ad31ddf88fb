//! What can be done about an onboarding: remind, open, make a new link, revoke.

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
    staff::{
        create::reminder,
        remote::use_task,
        route::{Go, Route},
        session::use_session,
        time,
    },
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

/// The actions that this state and this person allow.
#[component]
pub(crate) fn Actions(props: &Props) -> Html {
    let session = use_session();
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
                    { if status == Status::Submitted { "Open the sealed letter" } else { "Open it again" } }
                </Go>
            }
            if to_open && !props.onboarding.still_read.is_empty() {
                <Go to={Route::Reseal { id: row.id.clone() }} class="button">{ "Seal it anew" }</Go>
            }
            if session.manages() {
                if matches!(status, Status::Waiting | Status::Started) {
                    <Remind onboarding={props.onboarding.clone()} />
                }
                { match *asked {
                    Asked::Nothing => html! {
                        <div class="row">
                            <Button look={if closed { Look::Primary } else { Look::Plain }} onclick={ask(Asked::NewLink)}>{ "Make a new link" }</Button>
                            if status != Status::Revoked {
                                <Button look={Look::Quiet} onclick={ask(Asked::Revoke)}>{ "Revoke the link" }</Button>
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

/// A friendly word to the client, to copy or as a message in the manager's own mail program.
#[component]
fn Remind(props: &RemindProps) -> Html {
    let session = use_session();
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
        <Fold summary={html! { { "Remind the client" } }}>
            <pre class="letter" tabindex="0">{ &text }</pre>
            <div class="row">
                <Button {onclick}>{ if *copied == Some(true) { "Copied" } else { "Copy the reminder" } }</Button>
                if let Some(email) = email {
                    <a class="button" href={format!(
                        "mailto:{email}?subject={}&body={}",
                        encoded(&format!("E-mail settings for {}", row.site)),
                        encoded(&text.replace('\n', "\r\n")),
                    )}>{ "Write it in my mail program" }</a>
                }
            </div>
            if *copied == Some(false) {
                <p role="status">{ "Your browser did not let it be copied: select the text and copy it." }</p>
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

/// Takes the link back, after a second thought.
#[component]
fn Revoke(props: &RevokeProps) -> Html {
    let task = use_task();
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
        <Notice tone={Tone::Warn} title={format!("Revoke the link for {}?", props.onboarding.row.client)}>
            <p>{ "It stops working at once, wherever the client is. You can make a new link later; what the client has answered is kept." }</p>
            if props.onboarding.row.status.has_file() {
                <p>{ "The sealed file with the client’s password is deleted." }</p>
            }
            if let Some(problem) = task.problem.clone() { <ProblemNotice {problem} /> }
            <div class="row">
                <Button look={Look::Primary} busy={task.busy} {onclick}>{ if task.busy { "Revoking …" } else { "Revoke it" } }</Button>
                <Button look={Look::Quiet} onclick={props.left.clone()}>{ "Keep it" }</Button>
            </div>
        </Notice>
    }
}
