//! The form to change the password.

use shared::wire::{Password, PasswordRequest};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Field, Kind, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{entrance::PASSWORD_MIN, focus::use_focus_on_wrong, session::use_session, task::use_task},
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) changed: Callback<()>,
}

/// Asks for the current password and a new one.
#[component]
pub(super) fn ChangePassword(props: &Props) -> Html {
    let say = say::account();
    let session = use_session();
    let current = use_state(AttrValue::default);
    let password = use_state(AttrValue::default);
    let is_done = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong(task.problem());
    let onsubmit = {
        let (current, password, is_done) = (current.clone(), password.clone(), is_done.setter());
        let (task, me_changed, changed) = (task.clone(), session.changed, props.changed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let request = PasswordRequest {
                current: Password(current.to_string()),
                password: Password(password.to_string()),
            };
            let (current, password, is_done) = (current.setter(), password.setter(), is_done.clone());
            let (me_changed, changed) = (me_changed.clone(), changed.clone());
            is_done.set(false);
            task.run(async move {
                me_changed.emit(api::staff::change_password(&request).await?);
                current.set(AttrValue::default());
                password.set(AttrValue::default());
                is_done.set(true);
                changed.emit(());
                Ok(())
            });
        }
    };
    html! {
        <form class="card stack" novalidate=true aria-labelledby="change-password" {onsubmit}>
            <h2 id="change-password">{ say.account_password_heading() }</h2>
            if *is_done {
                <Notice tone={Tone::Ok}><p>{ say.account_password_changed() }</p></Notice>
            }
            <Field id="current" label={say.account_password_current()} kind={Kind::Password}
                value={(*current).clone()} error={task.problem_of("current")}
                oninput={let current = current.setter(); move |text: String| current.set(text.into())} />
            <Field id="new-password" label={say.account_password_new()} kind={Kind::NewPassword}
                hint={say.new_password_hint(&PASSWORD_MIN)}
                value={(*password).clone()} error={task.problem_of("password")}
                oninput={let password = password.setter(); move |text: String| password.set(text.into())} />
            if let Some(problem) = task.unplaced(&["current", "password"]) { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} submit=true busy={task.is_busy()}>
                { if task.is_busy() { say.account_password_busy() } else { say.account_password_button() } }
            </Button></div>
        </form>
    }
}
