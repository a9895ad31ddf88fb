//! Signs in with email address and password, then with a code if the account has an authenticator app.

use shared::{
    rules::{Address, RuleError},
    wire::{Code, Me, Password, SignInRequest},
};
use web_sys::SubmitEvent;
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Field, Heading, Kind, Look, Notice, ProblemNotice, SealMark, Tone},
    say,
    staff::{
        factor::CodeField,
        focus::use_focus_on_wrong,
        leaving,
        task::{Task, use_task},
    },
};

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

/// Asks for the email address and password; then for a code if the account has an authenticator app.
#[component]
pub(crate) fn SignIn(props: &Props) -> Html {
    let say = say::account();
    let typed = use_state(Typed::default);
    let wrong = use_state(|| None::<RuleError>);
    let asks_code = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong((*wrong, task.problem()));
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
    let back = Callback::from({
        let asks_code = asks_code.setter();
        move |()| asks_code.set(false)
    });
    let heading = if *asks_code { say.sign_in_code_heading() } else { say.sign_in_heading() };
    html! {
        <main class="hall stack stack--loose">
            <p class="hall__agency"><SealMark />{ props.agency.clone() }</p>
            <Heading text={heading} title={props.agency.clone()} />
            if !*asks_code {
                <p class="muted">{ say.sign_in_who() }</p>
            }
            { untold() }
            <form class="stack" novalidate=true {onsubmit}>
                { if *asks_code { code_field(&typed, &task) } else { account_fields(&typed, *wrong, &task) } }
                if let Some(problem) = task.unplaced(&["email", "password", "code"]) {
                    <ProblemNotice {problem} />
                }
                <Button look={Look::Primary} wide=true submit=true busy={task.is_busy()}>
                    { if task.is_busy() { say.sign_in_busy() } else { say.sign_in_button() } }
                </Button>
            </form>
            if *asks_code {
                <div><Button look={Look::Quiet} onclick={back}>{ say.sign_in_back() }</Button></div>
            }
        </main>
    }
}

/// Warns that the server doesn't know yet that the user signed out.
fn untold() -> Html {
    let say = say::account();
    html! {
        if leaving::is_owed() {
            <Notice tone={Tone::Warn} title={say.sign_in_untold()}>
                <p>{ say.sign_in_untold_why() }</p>
            </Notice>
        }
    }
}

fn account_fields(typed: &UseStateHandle<Typed>, wrong: Option<RuleError>, task: &Task) -> Html {
    let say = say::account();
    let wrong = wrong.map(|error| AttrValue::from(say::client().rule_error(error)));
    html! {
        <>
            <Field id="email" label={say.sign_in_email()} kind={Kind::Email} autocomplete="username"
                value={typed.email.clone()} error={wrong.or_else(|| task.problem_of("email"))}
                oninput={change(typed, |t, text| t.email = text)} />
            <Field id="password" label={say.sign_in_password()} kind={Kind::Password}
                value={typed.password.clone()} error={task.problem_of("password")}
                oninput={change(typed, |t, text| t.password = text)} />
        </>
    }
}

fn code_field(typed: &UseStateHandle<Typed>, task: &Task) -> Html {
    html! {
        <CodeField value={typed.code.clone()} error={task.problem_of("code")}
            oninput={change(typed, |t, text| t.code = text)} />
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
