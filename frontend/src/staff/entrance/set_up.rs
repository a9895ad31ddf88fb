//! The first administrator, or a person who was invited, sets a password.

use gloo_utils::window;
use shared::{
    rules::{Address, Name},
    wire::{Code, Me, Password, SetupRequest},
};
use wasm_bindgen::JsValue;
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Field, Heading, Kind, Look, ProblemNotice, SealMark},
    staff::{factor::CodeField, focus::use_focus_on_wrong, remote::use_task},
};

/// Fewest characters of a password.
const PASSWORD_MIN: usize = 12;

/// The token of the one-time link, where the page was opened by one. It is taken out of the address,
/// so that it stays in no history.
pub(crate) fn setup_token() -> Option<AttrValue> {
    let location = window().location();
    let token = location.hash().ok()?.strip_prefix("#setup=").filter(|token| !token.is_empty())?.to_owned();
    let path = location.pathname().unwrap_or_else(|_| "/staff".into());
    if let Ok(history) = window().history() {
        // Where this fails, the address keeps a token that works only once anyway.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    Some(token.into())
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) token: AttrValue,
    pub(crate) agency: AttrValue,
    pub(crate) entered: Callback<Me>,
}

#[derive(Clone, Default, PartialEq)]
struct Typed {
    name: AttrValue,
    email: AttrValue,
    password: AttrValue,
    code: AttrValue,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Wrong {
    name: Option<AttrValue>,
    email: Option<AttrValue>,
    password: Option<AttrValue>,
}

/// What is typed as a request, or what is wrong with each field.
fn request(token: &str, typed: &Typed) -> Result<SetupRequest, Wrong> {
    let name = typed.name.trim();
    let email = typed.email.parse::<Address>();
    let length = typed.password.chars().count();
    let wrong = Wrong {
        name: name.parse::<Name>().err().map(|error| error.to_string().into()),
        email: email.as_ref().err().map(|error| error.to_string().into()),
        password: (length < PASSWORD_MIN).then(|| too_short(length).into()),
    };
    match email {
        Ok(email) if wrong == Wrong::default() => Ok(SetupRequest {
            token: token.to_owned(),
            name: name.to_owned(),
            email,
            password: Password(typed.password.to_string()),
            code: Some(Code(typed.code.to_string())).filter(|code| !code.0.is_empty()),
            in_body: false,
        }),
        _ => Err(wrong),
    }
}

fn too_short(length: usize) -> String {
    let missing = PASSWORD_MIN - length;
    let characters = if missing == 1 { "character" } else { "characters" };
    format!(
        "This needs {missing} more {characters}. Three or four words in a row are long and easy to remember."
    )
}

/// Name, address and a password of one's own.
#[component]
pub(crate) fn SetUp(props: &Props) -> Html {
    let typed = use_state(Typed::default);
    let wrong = use_state(Wrong::default);
    let asks_code = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong(((*wrong).clone(), task.problem.clone()));
    let onsubmit = {
        let (typed, wrong, token) = (typed.clone(), wrong.setter(), props.token.clone());
        let asks_code = asks_code.setter();
        let (task, entered) = (task.clone(), props.entered.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let request = match request(&token, &typed) {
                Ok(request) => request,
                Err(errors) => return wrong.set(errors),
            };
            wrong.set(Wrong::default());
            let (entered, asks_code) = (entered.clone(), asks_code.clone());
            task.run(async move {
                let answer = api::staff::set_up(&request).await;
                if answer.as_ref().is_err_and(|problem| problem.code == "code-needed") {
                    asks_code.set(true);
                }
                entered.emit(answer?);
                Ok(())
            });
        }
    };
    let change = |apply: fn(&mut Typed, AttrValue)| {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            apply(&mut next, text.into());
            typed.set(next);
        })
    };
    let error = |own: &Option<AttrValue>, field: &str| own.clone().or_else(|| task.problem_of(field));
    html! {
        <main class="hall stack stack--loose">
            <p class="hall__agency"><SealMark />{ props.agency.clone() }</p>
            <Heading text="Set up your account" title={props.agency.clone()} />
            <p>{ "This link works once. Afterwards you sign in with your address and your password." }</p>
            <form class="stack" novalidate=true {onsubmit}>
                <Field id="name" label="Your name" autocomplete="name"
                    hint="As clients and colleagues shall read it. If you were invited, the name in the invitation counts."
                    value={typed.name.clone()} error={error(&wrong.name, "name")} oninput={change(|t, text| t.name = text)} />
                <Field id="email" label="Your e-mail address" kind={Kind::Email} autocomplete="username"
                    hint="You sign in with it. If you were invited, use the address in the invitation."
                    value={typed.email.clone()} error={error(&wrong.email, "email")} oninput={change(|t, text| t.email = text)} />
                <Field id="password" label="A new password" kind={Kind::NewPassword}
                    hint="At least 12 characters. Length is what counts: three or four words, or what your password manager suggests."
                    value={typed.password.clone()} error={error(&wrong.password, "password")} oninput={change(|t, text| t.password = text)} />
                if *asks_code {
                    <CodeField value={typed.code.clone()} error={task.problem_of("code")} oninput={change(|t, text| t.code = text)} />
                }
                if let Some(problem) = task.unplaced(&["name", "email", "password", "code"]) {
                    <ProblemNotice {problem} />
                }
                <Button look={Look::Primary} wide=true submit=true busy={task.busy}>
                    { if task.busy { "Setting up …" } else { "Set the password and go in" } }
                </Button>
            </form>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let typed = Typed {
            name: " ".into(),
            email: "mia".into(),
            password: "elf chars .".into(),
            ..Typed::default()
        };
        let wrong = request("token", &typed).unwrap_err();
        assert!(wrong.name.is_some() && wrong.email.is_some());
        assert!(wrong.password.unwrap().starts_with("This needs 1 more character."));
        let (name, email, password) = ("Mia ".into(), "mia@agency.test".into(), "a longer one".into());
        let typed = Typed { name, email, password, ..Typed::default() };
        assert_eq!(request("token", &typed).map(|r| r.name), Ok("Mia".to_owned()));
    }
}
