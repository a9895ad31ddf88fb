//! Signing in.

use shared::{
    rules::{Address, RuleError},
    wire::{Me, Password, SignInRequest},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Field, Heading, Kind, Look, ProblemNotice, SealMark},
    staff::{focus::use_focus_on_wrong, remote::use_task},
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) agency: AttrValue,
    pub(crate) entered: Callback<Me>,
}

/// E-mail address and password.
#[component]
pub(crate) fn SignIn(props: &Props) -> Html {
    let email = use_state(AttrValue::default);
    let password = use_state(AttrValue::default);
    let wrong = use_state(|| None::<RuleError>);
    let task = use_task();
    use_focus_on_wrong((*wrong, task.problem.clone()));
    let onsubmit = {
        let (email, password, wrong) = (email.clone(), password.clone(), wrong.setter());
        let (task, entered) = (task.clone(), props.entered.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let address = match email.parse::<Address>() {
                Ok(address) => address,
                Err(error) => return wrong.set(Some(error)),
            };
            wrong.set(None);
            let password = Password(password.to_string());
            let entered = entered.clone();
            task.run(async move {
                let request = SignInRequest { email: address, password, token: false };
                entered.emit(api::staff::sign_in(&request).await?);
                Ok(())
            });
        }
    };
    let email_error = (*wrong).map(|error| error.to_string().into()).or_else(|| task.problem_of("email"));
    html! {
        <main class="hall stack stack--loose">
            <p class="hall__agency"><SealMark />{ props.agency.clone() }</p>
            <Heading text="Sign in" title={props.agency.clone()} />
            <form class="stack" novalidate=true {onsubmit}>
                <Field id="email" label="E-mail address" kind={Kind::Email} autocomplete="username"
                    value={(*email).clone()} error={email_error}
                    oninput={let email = email.setter(); move |text: String| email.set(text.into())} />
                <Field id="password" label="Password" kind={Kind::Password}
                    value={(*password).clone()} error={task.problem_of("password")}
                    oninput={let password = password.setter(); move |text: String| password.set(text.into())} />
                if let Some(problem) = task.unplaced(&["email", "password"]) {
                    <ProblemNotice {problem} />
                }
                <Button look={Look::Primary} wide=true submit=true busy={task.busy}>
                    { if task.busy { "Signing in …" } else { "Sign in" } }
                </Button>
            </form>
            <p class="muted small">
                { "No account yet? Ask an administrator of your agency for an invitation." }
            </p>
        </main>
    }
}
