//! Adding a code app: its key as a picture and as text, and the first code.

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
    staff::{
        focus::use_focus_on_wrong,
        remote::{Task, use_task},
    },
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) agency: AttrValue,
    pub(crate) email: Address,
    /// Whether there is one already, which is changed for another.
    #[prop_or_default]
    pub(crate) has_one: bool,
    pub(crate) done: Callback<RecoveryCodes>,
    #[prop_or_default]
    pub(crate) cancel: Option<Callback<()>>,
}

/// Asks who sits there where it has to, shows the key, and takes the first code.
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
            // Whoever has just come in and has none is not asked for their password again.
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
        None if props.has_one || beginning.problem.is_some() => html! {
            <ProofForm with_code={props.has_one} words="Show the key for the app" task={first_asked(&beginning)} done={begin} cancel={props.cancel.clone()} />
        },
        None => html! { <p class="muted" role="status">{ "Making a key …" }</p> },
    }
}

/// That the password is needed was no mistake of anybody's.
fn first_asked(task: &Task) -> Task {
    let mut task = task.clone();
    task.problem = task.problem.filter(|problem| problem.code != "password-needed");
    task
}

#[derive(Properties, PartialEq)]
struct ShowProps {
    key_text: AttrValue,
    agency: AttrValue,
    email: Address,
    done: Callback<RecoveryCodes>,
    /// Makes another key.
    again: Callback<()>,
}

#[component]
fn Show(props: &ShowProps) -> Html {
    let code = use_state(AttrValue::default);
    let task = use_task();
    use_focus_on_wrong(task.problem.clone());
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
                <li>{ "Open a code app on your phone, or your password manager." }</li>
                <li>{ "Add an account in it, and point its camera at this picture." }</li>
                <li>{ "Type the six digits that it shows." }</li>
            </ol>
            { picture(&address(&props.agency, &props.email, &props.key_text)) }
            <Fold summary={html! { "No camera? Type or copy the key" }}>
                <CopyField label="Key" value={grouped(&props.key_text)} />
            </Fold>
            <Field id="code" label="Code that the app shows" kind={Kind::OneTimeCode}
                value={(*code).clone()} error={task.problem_of("code")}
                oninput={let code = code.setter(); move |text: String| code.set(text.into())} />
            if let Some(problem) = task.unplaced(&["code"]) {
                if problem.code == "enrolment-over" {
                    <ProblemNotice {problem}><Button onclick={props.again.clone()}>{ "Make another key" }</Button></ProblemNotice>
                } else {
                    <ProblemNotice {problem} />
                }
            }
            <Button look={Look::Primary} wide=true submit=true busy={task.busy}>
                { if task.busy { "Checking …" } else { "Confirm" } }
            </Button>
        </form>
    }
}

/// In fours, which apps read as well.
fn grouped(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn the_key_is_read_in_fours() {
        assert_eq!(grouped("GEZDGNBVGY"), "GEZD GNBV GY");
    }
}
