//! Sets up an account: the first administrator or an invited person chooses a password.

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
    say,
    staff::{factor::CodeField, focus::use_focus_on_wrong, task::use_task},
};

/// Minimum number of characters in a password.
pub(crate) const PASSWORD_MIN: usize = 12;

/// Returns the token of the setup link that opened the page, if any. Removes it from the address, so that the browser's
/// history doesn't keep it.
pub(crate) fn setup_token() -> Option<AttrValue> {
    let location = window().location();
    let token = location.hash().ok()?.strip_prefix("#setup=").filter(|token| !token.is_empty())?.to_owned();
    let path = location.pathname().unwrap_or_else(|_| "/staff".into());
    if let Ok(history) = window().history() {
        // If this fails, the token stays in the address, but it works only once.
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

/// Parses the fields into a request, or returns the error of each invalid one.
fn request(token: &str, typed: &Typed) -> Result<SetupRequest, Wrong> {
    let name = typed.name.trim();
    let email = typed.email.parse::<Address>();
    let length = typed.password.chars().count();
    let wrong = Wrong {
        name: name.parse::<Name>().err().map(|error| say::client().rule_error(error).into()),
        email: email.as_ref().err().map(|error| say::client().rule_error(*error).into()),
        password: (length < PASSWORD_MIN)
            .then(|| say::account().set_up_password_short((PASSWORD_MIN - length) as u64).into()),
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

/// Asks for a name, an email address and a new password.
#[component]
pub(crate) fn SetUp(props: &Props) -> Html {
    let say = say::account();
    let typed = use_state(Typed::default);
    let wrong = use_state(Wrong::default);
    let asks_code = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong(((*wrong).clone(), task.problem()));
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
    let change = |apply: fn(&mut Typed, AttrValue)| change(&typed, apply);
    let error = |own: &Option<AttrValue>, field: &str| own.clone().or_else(|| task.problem_of(field));
    html! {
        <main class="hall stack stack--loose">
            <p class="hall__agency"><SealMark />{ props.agency.clone() }</p>
            <Heading text={say.set_up_heading()} title={props.agency.clone()} />
            <p>{ say.set_up_once() }</p>
            <form class="stack" novalidate=true {onsubmit}>
                <Field id="name" label={say.set_up_name()} autocomplete="name" hint={say.set_up_name_hint()}
                    value={typed.name.clone()} error={error(&wrong.name, "name")} oninput={change(|t, text| t.name = text)} />
                <Field id="email" label={say.set_up_email()} kind={Kind::Email} autocomplete="username" hint={say.set_up_email_hint()}
                    value={typed.email.clone()} error={error(&wrong.email, "email")} oninput={change(|t, text| t.email = text)} />
                <Field id="password" label={say.set_up_password()} kind={Kind::NewPassword} hint={say.new_password_hint(&PASSWORD_MIN)}
                    value={typed.password.clone()} error={error(&wrong.password, "password")} oninput={change(|t, text| t.password = text)} />
                if *asks_code {
                    <CodeField value={typed.code.clone()} error={task.problem_of("code")} oninput={change(|t, text| t.code = text)} />
                }
                if let Some(problem) = task.unplaced(&["name", "email", "password", "code"]) {
                    <ProblemNotice {problem} />
                }
                <Button look={Look::Primary} wide=true submit=true busy={task.is_busy()}>
                    { if task.is_busy() { say.set_up_busy() } else { say.set_up_button() } }
                </Button>
            </form>
        </main>
    }
}

/// Returns a callback that changes one of the fields.
fn change(typed: &UseStateHandle<Typed>, apply: fn(&mut Typed, AttrValue)) -> Callback<String> {
    let typed = typed.clone();
    Callback::from(move |text: String| {
        let mut next = (*typed).clone();
        apply(&mut next, text.into());
        typed.set(next);
    })
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
        assert_eq!(wrong.password, Some(say::account().set_up_password_short(1).into()));
        let (name, email, password) = ("Mia ".into(), "mia@agency.test".into(), "a longer one".into());
        let typed = Typed { name, email, password, ..Typed::default() };
        assert_eq!(request("token", &typed).map(|r| r.name), Ok("Mia".to_owned()));
    }
}
