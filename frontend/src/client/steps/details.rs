//! The fourth step, with the settings and the secret.

use std::{cell::RefCell, rc::Rc};

use shared::{
    details::{Cleaning, SecretKind, SecretText, clean_secret},
    grant::steps::Provider,
    secret::{Kind as SecretOf, Secret},
    status::Step,
    wire::ProviderGuide,
};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::{
    StepProps,
    app_fields::{app_fields, expiry_fields, is_at_google},
    back,
    details_read::{Entered, parse},
    guide_offers::provider_of,
    hand_over::HandedOver,
    hand_over_answer::filled_in,
    key_field::{KeyField, is_entered, key_file},
    secret_field::SecretField,
    secret_text::read,
    server_fields::{Wrong, change, server_fields},
};
use crate::{
    client::{
        pieces::{p, submit},
        plan::Entry,
        prefill,
        state::{Action, Choice, Reload, Wizard},
    },
    components::{FieldProps, Heading, Kind, Tone, field, notice},
    say,
};

/// The form's state.
struct Form {
    wrong: UseStateHandle<Wrong>,
    input: NodeRef,
    /// True if the client undid the cleaning of the secret.
    as_typed: Rc<RefCell<bool>>,
}

/// Creates the form's state, and moves the focus to the first invalid field.
#[hook]
fn use_form(wizard: &Wizard, choice: &Choice) -> Form {
    let form = Form {
        wrong: use_state(Wrong::default),
        input: use_node_ref(),
        // If the stored secret would still be cleaned, the client undid the cleaning on an earlier visit.
        as_typed: use_mut_ref(|| {
            let secret = wizard.secret.secret().map(SecretText::expose);
            secret.is_some_and(|secret| *clean_secret(secret, cleaning(wizard, choice)).text != *secret)
        }),
    };
    use_effect_with((*form.wrong).clone(), |wrong| focus(wrong.first()));
    form
}

impl Form {
    /// Submits the details if they are valid. Otherwise shows what is wrong.
    fn onsubmit(&self, wizard: &UseReducerHandle<Wizard>, choice: &Choice) -> Callback<SubmitEvent> {
        let (wizard, choice, wrong) = (wizard.clone(), choice.clone(), self.wrong.clone());
        let (input, as_typed) = (self.input.clone(), self.as_typed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = input.cast::<HtmlInputElement>() else { return };
            let cleaned = read(&field, cleaning(&wizard, &choice), &as_typed);
            match parse(&wizard, &choice, Entered::read(&wizard, &cleaned.text)) {
                Ok(login) => {
                    // The field keeps the secret when the client goes on, and a certificate with its key is too long.
                    if login.secret.kind() == SecretOf::OauthCertificate {
                        field.set_value(login.secret.text().expose());
                    }
                    wizard.dispatch(Action::Detailed(login));
                }
                Err(found) => wrong.set(Wrong { server: wrong.server || found.server, ..found }),
            }
        })
    }
}

/// Renders the fourth step.
#[component]
pub(crate) fn Details(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let choice = wizard.choice.clone().unwrap_or(Choice::Other);
    let form = use_form(wizard, &choice);
    // An edit hides the errors. The fields are checked again when the client continues.
    let oninput = {
        let wrong = form.wrong.clone();
        move |_: InputEvent| wrong.set(wrong.cleared())
    };
    let is_known = choice.provider().is_some();
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading(wizard, &choice)} title={wizard.agency.to_string()} />
                { p(intro(wizard)) }
                { kept(wizard) }
                { handed_over(wizard) }
                { filled_in(wizard) }
            </div>
            <form class="stack stack--loose" onsubmit={form.onsubmit(wizard, &choice)} {oninput} novalidate=true autocomplete="off">
                if !is_known {
                    { server_fields(wizard, &form.wrong) }
                }
                { username(wizard, &choice, &form.wrong) }
                { app_fields(wizard, &form.wrong) }
                { secret(wizard, &choice, &form) }
                { expiry_fields(wizard, &form.wrong) }
                if is_known && wizard.secret_kind() != SecretOf::PluginClient {
                    { server_fields(wizard, &form.wrong) }
                }
                { submit(say::client().go_on(), false) }
            </form>
            <div class="row">{ back(wizard, Step::Guide) }</div>
        </div>
    }
}

fn secret(wizard: &UseReducerHandle<Wizard>, choice: &Choice, form: &Form) -> Html {
    if wizard.secret_kind() == SecretOf::ServiceAccount {
        return key(wizard, form);
    }
    let is_of_provider = wizard.plan().entry == Entry::Password;
    let of_provider = |part: fn(&ProviderGuide) -> &str| {
        choice
            .provider()
            .filter(|_| is_of_provider)
            .map_or(AttrValue::default(), |provider| part(provider).to_owned().into())
    };
    let dispatcher = wizard.dispatcher();
    html! {
        <SecretField
            label={secret_label(wizard)}
            shape={of_provider(|provider| &provider.secret_shape)}
            pattern={of_provider(|provider| &provider.secret_pattern)}
            cleaning={cleaning(wizard, choice)}
            before={wizard.secret.secret().map(|secret| Rc::new(secret.clone()))}
            leave={Callback::from(move |secret| dispatcher.dispatch(Action::Left(secret)))}
            error={form.wrong.secret.clone()}
            input={form.input.clone()}
            as_typed={form.as_typed.clone()}
        />
    }
}

/// Renders the field for a service account's key file.
fn key(wizard: &UseReducerHandle<Wizard>, form: &Form) -> Html {
    let before = match wizard.login().map(|login| &*login.secret) {
        Some(Secret::ServiceAccount(account)) => key_file(account).map(Rc::new),
        _ => wizard.secret.secret().map(|secret| Rc::new(secret.clone())),
    };
    let leave = {
        let wizard = wizard.clone();
        Callback::from(move |file: Rc<SecretText>| {
            // The state has the key without the file around it.
            if !wizard.login().is_some_and(|login| is_entered(&login.secret, &file)) {
                wizard.dispatch(Action::Left(file));
            }
        })
    };
    html! {
        <KeyField
            {before}
            {leave}
            error={form.wrong.secret.clone()}
            input={form.input.clone()}
            as_typed={form.as_typed.clone()}
        />
    }
}

/// Says where the values come from.
fn intro(wizard: &Wizard) -> &'static str {
    let say = say::letter();
    match wizard.plan().entry {
        Entry::Password => say.details_filled_in(),
        Entry::OtherPassword => say.details_other_where(),
        Entry::OauthClient(_) => say.details_app_where(),
        Entry::PluginClient { .. } => say.details_plugin_where(),
        Entry::ServiceAccount => say.details_key_where(),
    }
}

/// Follows the step that was handed over, if the client has no secret of their own: after a reload, the page fetches the
/// administrator's again. A device without a plan doesn't know yet what the client enters.
fn handed_over(wizard: &UseReducerHandle<Wizard>) -> Html {
    let id = wizard.choice.as_ref().map_or("", |choice| choice.id());
    let is_app = wizard.typed.plan.is_empty() || matches!(wizard.plan().entry, Entry::OauthClient(_));
    if is_app && provider_of(id) == Some(Provider::Microsoft365) && wizard.secret.secret().is_none() {
        html! { <HandedOver ..StepProps::of(wizard) /> }
    } else {
        Html::default()
    }
}

/// Says what was kept after a reload.
fn kept(wizard: &Wizard) -> Html {
    if wizard.reload != Reload::Kept {
        return Html::default();
    }
    let say = say::letter();
    let kept = match wizard.secret_kind() {
        SecretOf::OauthClient | SecretOf::OauthCertificate | SecretOf::PluginClient => say.details_kept_app(),
        SecretOf::ServiceAccount => say.details_kept_key_file(),
        SecretOf::Typed(SecretKind::ApiKey) => say.details_kept_key(),
        SecretOf::Typed(SecretKind::SmtpToken) => say.details_kept_token(),
        SecretOf::Typed(_) => say.details_kept_password(),
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
    let is_mailbox = !matches!(wizard.secret_kind(), SecretOf::Typed(_));
    let label = if is_mailbox { say::letter().label_mailbox() } else { say::letter().label_username() };
    let note = choice
        .provider()
        .filter(|_| !is_mailbox)
        .map(|provider| provider.username_note.clone())
        .filter(|note| !note.is_empty());
    field(&FieldProps {
        id: "username".into(),
        label: label.into(),
        kind: Kind::Exact,
        hint: note.map(AttrValue::from),
        value: wizard.typed.username.clone().into(),
        error: wrong.username.clone(),
        oninput: change(wizard, |typed, text| typed.username = text),
        ..FieldProps::default()
    })
}

/// Returns how the secret is cleaned. A client secret never contains white space.
fn cleaning(wizard: &Wizard, choice: &Choice) -> Cleaning {
    match wizard.plan().entry {
        Entry::Password => choice.provider().map_or(Cleaning::None, |provider| provider.secret_normalize),
        Entry::OauthClient(_) | Entry::PluginClient { .. } => Cleaning::RemoveWhitespace,
        Entry::OtherPassword | Entry::ServiceAccount => Cleaning::None,
    }
}

fn heading(wizard: &Wizard, choice: &Choice) -> &'static str {
    let say = say::letter();
    let kind = match wizard.secret_kind() {
        SecretOf::Typed(kind) => kind,
        SecretOf::OauthClient | SecretOf::OauthCertificate | SecretOf::PluginClient => {
            return say.details_app();
        }
        SecretOf::ServiceAccount => return say.details_key(),
    };
    match kind {
        _ if choice.provider().is_none() => say.details_other(),
        SecretKind::AppPassword => say.details_app_password(),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => say.details_mailbox_password(),
        SecretKind::ApiKey => say.details_api_key(),
        SecretKind::SmtpToken => say.details_smtp_token(),
        SecretKind::SmtpPassword => say.details_smtp_password(),
    }
}

fn secret_label(wizard: &Wizard) -> &'static str {
    let say = say::letter();
    let kind = match wizard.secret_kind() {
        SecretOf::Typed(kind) => kind,
        SecretOf::PluginClient if is_at_google(wizard) => return say.label_google_secret(),
        SecretOf::OauthClient | SecretOf::OauthCertificate | SecretOf::PluginClient => {
            return say.label_client_secret();
        }
        SecretOf::ServiceAccount => return say.label_key_file(),
    };
    match kind {
        SecretKind::AppPassword => say.label_app_password(),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => say.label_mailbox_password(),
        SecretKind::ApiKey => say.label_api_key(),
        SecretKind::SmtpToken => say.label_smtp_token(),
        SecretKind::SmtpPassword => say.label_smtp_password(),
    }
}

fn focus(id: Option<&str>) {
    let field = id.and_then(|id| gloo_utils::document().get_element_by_id(id));
    if let Some(field) = field {
        // If the browser refuses, the error is still shown at the field.
        let _ = wasm_bindgen::JsCast::unchecked_into::<HtmlElement>(field).focus();
    }
}
