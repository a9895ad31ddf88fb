//! Adds an authenticator app: shows its key as a QR code and as text, and asks for the first code.

use shared::{
    rules::Address,
    wire::{Code, ConfirmRequest, Proof, RecoveryCodes},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use super::{
    ProofForm,
    picture::{address, picture},
};
use crate::{
    api,
    components::{Button, CopyField, Field, Fold, Kind, Look, ProblemNotice},
    say,
    staff::{focus::use_focus_on_wrong, task::use_task},
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) agency: AttrValue,
    pub(crate) email: Address,
    /// True if the account already has an app, which the new one will replace.
    #[prop_or_default]
    pub(crate) has_one: bool,
    pub(crate) done: Callback<RecoveryCodes>,
    #[prop_or_default]
    pub(crate) cancel: Option<Callback<()>>,
}

/// Asks for the password if necessary, shows the key, and asks for the first code.
#[component]
pub(crate) fn AddApp(props: &Props) -> Html {
    let key_shown = use_state(|| None::<Code>);
    let beginning = use_task();
    let begin = {
        let (key, beginning) = (key_shown.setter(), beginning.clone());
        Callback::from(move |proof: Proof| {
            let key = key.clone();
            beginning.run(async move {
                key.set(Some(api::staff::begin_factor(&proof).await?.key));
                Ok(())
            });
        })
    };
    use_effect_with(props.has_one, {
        let begin = begin.clone();
        move |has_one| {
            // A user who just signed in and has no app doesn't have to enter the password again.
            if !has_one {
                begin.emit(Proof::default());
            }
        }
    });
    match &*key_shown {
        Some(key) => {
            let again = {
                let (key, begin, has_one) = (key_shown.setter(), begin.clone(), props.has_one);
                Callback::from(move |()| {
                    key.set(None);
                    if !has_one {
                        begin.emit(Proof::default());
                    }
                })
            };
            html! { <Show key={key.0.clone()} key_text={key.0.clone()} {again} agency={props.agency.clone()} email={props.email.clone()} done={props.done.clone()} /> }
        }
        None if props.has_one || beginning.problem().is_some() => html! {
            <ProofForm with_code={props.has_one} words={say::account().app_show_key()} task={beginning.expecting("password-needed")} done={begin} cancel={props.cancel.clone()} />
        },
        None => html! { <p class="muted" role="status">{ say::account().app_key_busy() }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct ShowProps {
    key_text: AttrValue,
    agency: AttrValue,
    email: Address,
    done: Callback<RecoveryCodes>,
    /// Called to create another key.
    again: Callback<()>,
}

#[component]
fn Show(props: &ShowProps) -> Html {
    let say = say::account();
    let code = use_state(AttrValue::default);
    let task = use_task();
    use_focus_on_wrong(task.problem());
    let onsubmit = {
        let (code, task, done) = (code.clone(), task.clone(), props.done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let request = ConfirmRequest { code: Code(code.to_string()) };
            let done = done.clone();
            task.run(async move {
                done.emit(api::staff::confirm_factor(&request).await?);
                Ok(())
            });
        }
    };
    html! {
        <form class="stack" novalidate=true {onsubmit}>
            <ol class="numbered">
                <li>{ say.app_open() }</li>
                <li>{ say.app_scan() }</li>
                <li>{ say.app_type() }</li>
            </ol>
            { picture(&address(&props.agency, &props.email, &props.key_text)) }
            <Fold summary={html! { say.app_no_camera() }}>
                <CopyField label={say.app_key()} value={grouped(&props.key_text)} />
            </Fold>
            <Field id="code" label={say.app_code()} kind={Kind::OneTimeCode}
                value={(*code).clone()} error={task.problem_of("code")}
                oninput={let code = code.setter(); move |text: String| code.set(text.into())} />
            if let Some(problem) = task.unplaced(&["code"]) {
                if problem.code == "enrolment-over" {
                    <ProblemNotice {problem}><Button onclick={props.again.clone()}>{ say.app_new_key() }</Button></ProblemNotice>
                } else {
                    <ProblemNotice {problem} />
                }
            }
            <Button look={Look::Primary} wide=true submit=true busy={task.is_busy()}>
                { if task.is_busy() { say.app_confirm_busy() } else { say.app_confirm() } }
            </Button>
        </form>
    }
}

/// Returns the key in groups of 4 characters, which apps accept too.
fn grouped(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn the_key_is_grouped_by_four_characters() {
        assert_eq!(grouped("GEZDGNBVGY"), "GEZD GNBV GY");
    }
}
