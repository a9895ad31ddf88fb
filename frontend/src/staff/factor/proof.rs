//! Asks for the password and a code before changing how a user signs in.

use shared::wire::{Code, Password, Proof};
use web_sys::SubmitEvent;
use yew::prelude::*;

use super::CodeField;
use crate::{
    components::{Button, Field, Kind, Look, ProblemNotice},
    say,
    staff::{focus::use_focus_on_wrong, task::Task},
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// True if the account has an authenticator app, so that a code is needed.
    #[prop_or_default]
    pub(crate) with_code: bool,
    /// The button's text, which says what happens next.
    pub(crate) words: AttrValue,
    /// The task that runs after the form is submitted.
    pub(crate) task: Task,
    pub(crate) done: Callback<Proof>,
    #[prop_or_default]
    pub(crate) cancel: Option<Callback<()>>,
}

/// Asks for the password, and for a code if the account has an authenticator app.
#[component]
pub(crate) fn ProofForm(props: &Props) -> Html {
    let say = say::account();
    let password = use_state(AttrValue::default);
    let code = use_state(AttrValue::default);
    use_focus_on_wrong(props.task.problem());
    let onsubmit = {
        let (password, code, done, with_code) =
            (password.clone(), code.clone(), props.done.clone(), props.with_code);
        move |event: SubmitEvent| {
            event.prevent_default();
            done.emit(Proof {
                password: Some(Password(password.to_string())),
                code: with_code.then(|| Code(code.to_string())),
            });
        }
    };
    let fields: &[&str] = if props.with_code { &["password", "code"] } else { &["password"] };
    html! {
        <form class="stack" novalidate=true {onsubmit}>
            <Field id="password" label={say.confirm_password()} kind={Kind::Password}
                value={(*password).clone()} error={props.task.problem_of("password")}
                oninput={let password = password.setter(); move |text: String| password.set(text.into())} />
            if props.with_code {
                <CodeField value={(*code).clone()} error={props.task.problem_of("code")}
                    oninput={let code = code.setter(); move |text: String| code.set(text.into())} />
            }
            if let Some(problem) = props.task.unplaced(fields) { <ProblemNotice {problem} /> }
            <div class="buttons">
                <Button look={Look::Primary} submit=true busy={props.task.is_busy()}>
                    { if props.task.is_busy() { say.confirm_busy().into() } else { props.words.clone() } }
                </Button>
                if let Some(cancel) = &props.cancel {
                    <Button look={Look::Quiet} onclick={cancel.clone()}>{ say.confirm_cancel() }</Button>
                }
            </div>
        </form>
    }
}
