//! Creates a key in the browser. The technician keeps its file, which is locked with a passphrase. The public key is
//! registered after the technician proves that they have the private key.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use shared::{
    identities::{Identities, PASSPHRASE_MIN, lock},
    wire::Problem,
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use super::keep::{Keep, Kept};
use crate::{
    components::{Button, Field, Kind, Look, ProblemNotice},
    say,
    staff::{file::download, focus::use_focus_on_wrong, problem, session::use_session, task::use_task},
};

/// A delay before the slow encryption, in milliseconds, so that the browser can first show that it's busy.
const A_MOMENT: u32 = 50;

/// A new key, and the contents of its file.
pub(super) struct Made {
    pub(super) identities: Identities,
    pub(super) file: String,
}

/// Asks for a passphrase, creates the key, saves its file, and registers the key.
#[component]
pub(super) fn Make() -> Html {
    let made = use_state(|| None::<Rc<Made>>);
    match (*made).clone() {
        None => {
            html! { <Passphrase done={let made = made.setter(); move |new| made.set(Some(Rc::new(new)))} /> }
        }
        Some(now) => {
            html! { <Keep made={Kept(now)} done={let made = made.setter(); move |()| made.set(None)} /> }
        }
    }
}

fn make(passphrase: &str) -> Result<Made, Problem> {
    let identities = Identities::generate();
    let file = lock(&identities.to_file(), passphrase).map_err(|error| {
        problem("not-locked", say::account().key_create_failed(), &say::technician().seal_error(&error))
    })?;
    Ok(Made { identities, file })
}

#[derive(Properties, PartialEq)]
struct PassphraseProps {
    done: Callback<Made>,
}

/// Asks for the passphrase twice.
#[component]
fn Passphrase(props: &PassphraseProps) -> Html {
    let say = say::account();
    let session = use_session();
    let first = use_state(AttrValue::default);
    let second = use_state(AttrValue::default);
    let wrong = use_state(|| [None::<AttrValue>, None]);
    let task = use_task();
    use_focus_on_wrong((*wrong).clone());
    let onsubmit = {
        let (first, second, wrong, task) = (first.clone(), second.clone(), wrong.setter(), task.clone());
        let (done, name) = (props.done.clone(), file_name(&session.me.name));
        move |event: SubmitEvent| {
            event.prevent_default();
            let found = judge(&first, &second);
            let is_wrong = found.iter().any(Option::is_some);
            wrong.set(found);
            if is_wrong {
                return;
            }
            let (passphrase, done, name) = ((*first).clone(), done.clone(), name.clone());
            task.run(async move {
                TimeoutFuture::new(A_MOMENT).await;
                let made = make(&passphrase)?;
                download(&name, &made.file)?;
                done.emit(made);
                Ok(())
            });
        }
    };
    let input = |field: &UseStateHandle<AttrValue>| {
        let field = field.setter();
        Callback::from(move |text: String| field.set(text.into()))
    };
    html! {
        <form class="card stack" novalidate=true aria-labelledby="make" {onsubmit}>
            <h2 id="make">{ say.key_create_heading() }</h2>
            <p>{ say.key_create_how() }</p>
            <Field id="passphrase" label={say.key_create_passphrase()} kind={Kind::NewPassword} autocomplete="off"
                hint={say.key_create_passphrase_hint(&PASSPHRASE_MIN)}
                value={(*first).clone()} error={wrong[0].clone()} oninput={input(&first)} />
            <Field id="passphrase-again" label={say.key_create_repeat()} kind={Kind::NewPassword} autocomplete="off"
                value={(*second).clone()} error={wrong[1].clone()} oninput={input(&second)} />
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} submit=true busy={task.is_busy()}>
                { if task.is_busy() { say.key_create_busy() } else { say.key_create_button() } }
            </Button></div>
        </form>
    }
}

fn judge(first: &str, second: &str) -> [Option<AttrValue>; 2] {
    let is_short = first.chars().count() < PASSPHRASE_MIN;
    let short = is_short.then(|| say::account().key_create_short(&PASSPHRASE_MIN).into());
    let different = (!is_short && first != second).then(|| say::account().key_create_different().into());
    [short, different]
}

pub(super) fn file_name(person: &str) -> String {
    format!("sealpost-key-{}.age", slug(person))
}

/// Converts a name for use in a file name.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if slug.is_empty() { "mine".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain() {
        assert_eq!(file_name("Ada L. Byron"), "sealpost-key-ada-l-byron.age");
        assert_eq!(slug("../etc"), "etc");
        assert_eq!(slug("Łé"), "mine");
    }

    #[test]
    fn a_passphrase_must_be_long_enough_and_typed_twice() {
        assert_eq!(judge("four plain words", "four plain words"), [None, None]);
        assert!(judge("short", "short")[0].is_some());
        assert!(judge("four plain words", "four plain word")[1].is_some());
    }
}
