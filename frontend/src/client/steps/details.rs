//! The settings and the secret.

use std::rc::Rc;

use shared::{
    details::{Answers, Cleaning, Secret, SecretKind, clean_secret},
    rules::{Port, RuleError, Security, Username},
    status::Step,
    typed::{self, Server},
};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::{
    StepProps, back,
    secret_field::{SecretField, read},
    server_fields::{Wrong, change, server_fields},
};
use crate::{
    client::{
        pieces::{p, submit},
        prefill,
        state::{Action, Choice, Reload, Wizard},
    },
    components::{FieldProps, Heading, Kind, Tone, field, notice},
    names,
};

/// The fourth step.
#[component]
pub(crate) fn Details(props: &StepProps) -> Html {
    let wizard = props.wizard.clone();
    let wrong = use_state(Wrong::default);
    let input = use_node_ref();
    let choice = wizard.choice.clone().unwrap_or(Choice::Other);
    // A client who comes back has seen what would be cleaned, and taken it back.
    let as_typed = use_mut_ref(|| {
        let typed =
            wizard.secret.as_ref().map(|secret| (secret, clean_secret(secret.expose(), cleaning(&choice))));
        typed.is_some_and(|(secret, cleaned)| *cleaned.text != secret.expose())
    });
    use_effect_with((*wrong).clone(), |wrong| focus(wrong.first()));
    let onsubmit = {
        let (wizard, wrong, input, choice) = (wizard.clone(), wrong.clone(), input.clone(), choice.clone());
        let as_typed = as_typed.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = input.cast::<HtmlInputElement>() else { return };
            let cleaned = read(&field, cleaning(&choice), &as_typed);
            match parse(&wizard, &choice, Secret::new(cleaned.text.to_string())) {
                Ok((answers, secret)) => wizard.dispatch(Action::Detailed(answers, Rc::new(secret))),
                Err(found) => wrong.set(Wrong { server: wrong.server || found.server, ..found }),
            }
        }
    };
    let leave = {
        let dispatcher = wizard.dispatcher();
        Callback::from(move |secret| dispatcher.dispatch(Action::Left(secret)))
    };
    // What was wrong may be right now; it is looked at again when the client goes on.
    let oninput = {
        let wrong = wrong.clone();
        move |_: InputEvent| wrong.set(wrong.cleared())
    };
    let provider = choice.provider();
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading(&choice)} title={wizard.agency.to_string()} />
                { p("Everything that is known is filled in. Nothing is sent yet.") }
                { kept(&wizard) }
            </div>
            <form class="stack stack--loose" {onsubmit} {oninput} novalidate=true autocomplete="off">
                if provider.is_none() {
                    { server_fields(&wizard, &wrong) }
                }
                { username(&wizard, &choice, &wrong) }
                <SecretField
                    label={secret_label(choice.secret_kind())}
                    shape={provider.map_or(AttrValue::default(), |p| p.secret_shape.clone().into())}
                    pattern={provider.map_or(AttrValue::default(), |p| p.secret_pattern.clone().into())}
                    cleaning={cleaning(&choice)}
                    before={wizard.secret.clone()}
                    {leave}
                    error={wrong.secret.clone()}
                    {input}
                    {as_typed}
                />
                if provider.is_some() {
                    { server_fields(&wizard, &wrong) }
                }
                { submit("Go on", false) }
            </form>
            <div class="row">{ back(&wizard, Step::Guide) }</div>
        </div>
    }
}

/// Says what a reload has kept.
fn kept(wizard: &Wizard) -> Html {
    if wizard.reload != Reload::Kept {
        return Html::default();
    }
    let has_passed = wizard.passed.as_ref() == Some(&wizard.typed);
    let what = match wizard.choice.as_ref().map_or(SecretKind::MailboxPassword, Choice::secret_kind) {
        SecretKind::ApiKey => "key",
        SecretKind::SmtpToken => "token",
        _ => "password",
    };
    let (tone, title, next) = if has_passed {
        (Tone::Ok, "Your test passed", "seal it")
    } else {
        (Tone::Unknown, "The page was reloaded", "go on")
    };
    let words = format!("We kept everything except your {what}. Enter it again to {next}.");
    notice(tone, title.into(), p(&words))
}

fn username(wizard: &UseReducerHandle<Wizard>, choice: &Choice, wrong: &Wrong) -> Html {
    if prefill::username_is_secret(choice) || prefill::username_is_fixed(choice) {
        return Html::default();
    }
    let note =
        choice.provider().map(|provider| provider.username_note.clone()).filter(|note| !note.is_empty());
    field(&FieldProps {
        id: "username".into(),
        label: "User name".into(),
        kind: Kind::Exact,
        hint: note.map(AttrValue::from),
        value: wizard.typed.username.clone().into(),
        error: wrong.username.clone(),
        oninput: change(wizard, |typed, text| typed.username = text),
        ..FieldProps::default()
    })
}

fn cleaning(choice: &Choice) -> Cleaning {
    choice.provider().map_or(Cleaning::None, |provider| provider.secret_normalise)
}

fn heading(choice: &Choice) -> &'static str {
    match choice.secret_kind() {
        _ if choice.provider().is_none() => "Fill in your e-mail settings",
        SecretKind::AppPassword => "Paste the app password",
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => "Fill in the password",
        SecretKind::ApiKey => "Paste the key",
        SecretKind::SmtpToken => "Paste the token",
        SecretKind::SmtpPassword => "Fill in the sending password",
    }
}

fn secret_label(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::AppPassword => "App password",
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => "Email password",
        SecretKind::ApiKey => "Key",
        SecretKind::SmtpToken => "Token",
        SecretKind::SmtpPassword => "Password for sending",
    }
}

/// Everything typed, as what it has to be; or what is wrong, per field.
fn parse(
    wizard: &Wizard,
    choice: &Choice,
    secret: Result<Secret, RuleError>,
) -> Result<(Answers, Secret), Wrong> {
    let fields = &wizard.typed;
    let server = names::server(&fields.host);
    let port = match &server {
        // Behind the name, and in its own field too only if it is the same.
        Ok(Server { port: Some(port), .. }) if [String::new(), port.to_string()].contains(&fields.port) => {
            Ok(*port)
        }
        _ => typed::port(&fields.port),
    };
    let named_twice = server.as_ref().ok().and_then(|server| server.port).filter(|named| port != Ok(*named));
    let username: Result<Username, RuleError> = match &secret {
        Ok(secret) if prefill::username_is_secret(choice) => secret.expose().parse(),
        _ if prefill::username_is_secret(choice) => Err(RuleError::Empty),
        _ => fields.username.parse(),
    };
    // The address was right when the provider was looked for.
    let address = wizard.address.parse();
    match (server, port, username, secret, address) {
        (Ok(server), Ok(port), Ok(username), Ok(secret), Ok(address)) if named_twice.is_none() => {
            let answers = Answers {
                provider: choice.id().to_owned(),
                host: server.host,
                port,
                security: server.security.or(fields.security).unwrap_or(Security::ImplicitTls),
                username,
                secret_kind: choice.secret_kind(),
                address,
                note: String::new(),
            };
            Ok((answers, secret))
        }
        (server, port, username, secret, _) => Err(Wrong {
            server: server.is_err() || port.is_err() || named_twice.is_some(),
            host: server.err().map(say).or_else(|| Some(twice(named_twice?))),
            port: port
                .err()
                .map(|error| say(if error == RuleError::Empty { RuleError::NotAPort } else { error })),
            username: username.err().filter(|_| !prefill::username_is_secret(choice)).map(say),
            secret: secret.err().map(say),
        }),
    }
}

fn twice(port: Port) -> AttrValue {
    format!("The port behind the name is {port}, and the field Port has another. Leave one of them out.")
        .into()
}

fn say(error: RuleError) -> AttrValue {
    error.to_string().into()
}

fn focus(id: Option<&str>) {
    let field = id.and_then(|id| gloo_utils::document().get_element_by_id(id));
    if let Some(field) = field {
        // The sentence stands at the field in any case.
        let _ = wasm_bindgen::JsCast::unchecked_into::<HtmlElement>(field).focus();
    }
}
