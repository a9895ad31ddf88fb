//! Signing in: address and password, then a code, if the account has an authenticator app.

use shared::{
    rules::{Address, RuleError},
    wire::{Code, Me, Password, SignInRequest},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Field, Heading, Kind, Look, Notice, ProblemNotice, SealMark, Tone},
    staff::{factor::CodeField, focus::use_focus_on_wrong, leaving, remote::use_task},
};

/// Who signs in here, and what everyone else does. `staff.html` has it too, to be read while the program loads.
const FOR_WHOM: &str = "This page is for the agency's team. No account yet, or forgot your password? Ask an administrator of \
                        your agency for a set-up link. If you were asked for your email settings, open the link that the \
                        agency sent you instead.";

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) agency: AttrValue,
    pub(crate) entered: Callback<Me>,
}

#[derive(Clone, Default, PartialEq)]
struct Typed {
    email: AttrValue,
    password: AttrValue,
    code: AttrValue,
}

impl Typed {
    fn request(&self, with_code: bool) -> Result<SignInRequest, RuleError> {
        Ok(SignInRequest {
            email: self.email.parse::<Address>()?,
            password: Password(self.password.to_string()),
            code: with_code.then(|| Code(self.code.to_string())),
            token: false,
        })
    }
}

/// Email address and password; then, if the account has an authenticator app, its code.
#[component]
pub(crate) fn SignIn(props: &Props) -> Html {
    let typed = use_state(Typed::default);
    let wrong = use_state(|| None::<RuleError>);
    let asks_code = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong((*wrong, task.problem.clone()));
    let onsubmit = {
        let (typed, wrong, asks_code) = (typed.clone(), wrong.setter(), asks_code.clone());
        let (task, entered) = (task.clone(), props.entered.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let request = match typed.request(*asks_code) {
                Ok(request) => request,
                Err(error) => return wrong.set(Some(error)),
            };
            wrong.set(None);
            let (entered, asks_code) = (entered.clone(), asks_code.clone());
            task.run(async move {
                match api::staff::sign_in(&request).await {
                    Err(problem) if problem.code == "code-needed" && !*asks_code => asks_code.set(true),
                    answer => entered.emit(answer?),
                }
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
    let (heading, fields, below) = if *asks_code {
        let back = Callback::from({
            let asks_code = asks_code.setter();
            move |()| asks_code.set(false)
        });
        let field = html! {
            <CodeField value={typed.code.clone()} error={task.problem_of("code")} oninput={change(|t, text| t.code = text)} />
        };
        let back = html! { <div><Button look={Look::Quiet} onclick={back}>{ "Back" }</Button></div> };
        ("Enter your code", field, back)
    } else {
        let email_error = (*wrong).map(|error| error.to_string().into()).or_else(|| task.problem_of("email"));
        let fields = html! {
            <>
                <Field id="email" label="Email address" kind={Kind::Email} autocomplete="username"
                    value={typed.email.clone()} error={email_error} oninput={change(|t, text| t.email = text)} />
                <Field id="password" label="Password" kind={Kind::Password}
                    value={typed.password.clone()} error={task.problem_of("password")} oninput={change(|t, text| t.password = text)} />
            </>
        };
        ("Sign in", fields, Html::default())
    };
    html! {
        <main class="hall stack stack--loose">
            <p class="hall__agency"><SealMark />{ props.agency.clone() }</p>
            <Heading text={heading} title={props.agency.clone()} />
            if !*asks_code {
                <p class="muted">{ FOR_WHOM }</p>
            }
            if leaving::is_owed() {
                <Notice tone={Tone::Warn} title="You are signed out here">
                    <p>{ "The server didn't answer, so it doesn't know yet. This page tells it the next time you open it." }</p>
                </Notice>
            }
            <form class="stack" novalidate=true {onsubmit}>
                { fields }
                if let Some(problem) = task.unplaced(&["email", "password", "code"]) {
                    <ProblemNotice {problem} />
                }
                <Button look={Look::Primary} wide=true submit=true busy={task.busy}>
                    { if task.busy { "Signing in …" } else { "Sign in" } }
                </Button>
            </form>
            { below }
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::FOR_WHOM;

    #[test]
    fn what_is_read_while_the_program_loads_stays() {
        let page = include_str!("../../../staff.html").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(FOR_WHOM));
    }
}
