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
    names, say,
};

/// The fourth step.
#[component]
pub(crate) fn Details(props: &StepProps) -> Html {
    let wizard = props.wizard.clone();
    let wrong = use_state(Wrong::default);
    let input = use_node_ref();
    let choice = wizard.choice.clone().unwrap_or(Choice::Other);
    // A client who comes back has seen what would be cleaned, and undone it.
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
    // What was wrong may be right now. It is checked again when the client continues.
    let oninput = {
        let wrong = wrong.clone();
        move |_: InputEvent| wrong.set(wrong.cleared())
    };
    let provider = choice.provider();
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading(&choice)} title={wizard.agency.to_string()} />
                { p(say::letter().details_filled_in()) }
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
                { submit(say::client().go_on(), false) }
            </form>
            <div class="row">{ back(&wizard, Step::Guide) }</div>
        </div>
    }
}

/// Says what is kept after a reload.
fn kept(wizard: &Wizard) -> Html {
    if wizard.reload != Reload::Kept {
        return Html::default();
    }
    let say = say::letter();
    let kept = match wizard.choice.as_ref().map_or(SecretKind::MailboxPassword, Choice::secret_kind) {
        SecretKind::ApiKey => say.details_kept_key(),
        SecretKind::SmtpToken => say.details_kept_token(),
        _ => say.details_kept_password(),
    };
    let has_passed = wizard.passed.as_ref() == Some(&wizard.typed);
    let (tone, title) =
        if has_passed { (Tone::Ok, say.details_kept_passed()) } else { (Tone::Unknown, say.details_kept()) };
    notice(tone, title.into(), p(kept))
}

fn username(wizard: &UseReducerHandle<Wizard>, choice: &Choice, wrong: &Wrong) -> Html {
    if prefill::username_is_secret(choice) || prefill::username_is_fixed(choice) {
        return Html::default();
    }
    let note =
        choice.provider().map(|provider| provider.username_note.clone()).filter(|note| !note.is_empty());
    field(&FieldProps {
        id: "username".into(),
        label: say::letter().label_username().into(),
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
    let say = say::letter();
    match choice.secret_kind() {
        _ if choice.provider().is_none() => say.details_other(),
        SecretKind::AppPassword => say.details_app_password(),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => say.details_mailbox_password(),
        SecretKind::ApiKey => say.details_api_key(),
        SecretKind::SmtpToken => say.details_smtp_token(),
        SecretKind::SmtpPassword => say.details_smtp_password(),
    }
}

const fn secret_label(kind: SecretKind) -> &'static str {
    let say = say::letter();
    match kind {
        SecretKind::AppPassword => say.label_app_password(),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => say.label_mailbox_password(),
        SecretKind::ApiKey => say.label_api_key(),
        SecretKind::SmtpToken => say.label_smtp_token(),
        SecretKind::SmtpPassword => say.label_smtp_password(),
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
            host: server.err().map(rule).or_else(|| Some(twice(named_twice?))),
            port: port
                .err()
                .map(|error| rule(if error == RuleError::Empty { RuleError::NotAPort } else { error })),
            username: username.err().filter(|_| !prefill::username_is_secret(choice)).map(rule),
            secret: secret.err().map(rule),
        }),
    }
}

fn twice(port: Port) -> AttrValue {
    say::letter().server_two_ports(&port).into()
}

fn rule(error: RuleError) -> AttrValue {
    say::client().rule_error(error).into()
}

fn focus(id: Option<&str>) {
    let field = id.and_then(|id| gloo_utils::document().get_element_by_id(id));
    if let Some(field) = field {
        // The sentence is at the field in any case.
        let _ = wasm_bindgen::JsCast::unchecked_into::<HtmlElement>(field).focus();
    }
}
