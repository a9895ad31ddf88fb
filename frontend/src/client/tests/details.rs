//! Tests of the fourth step, with the settings and the secret.

use shared::{details::SecretKind, status::Step};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, chosen, drawn, route};
use crate::{
    client::{
        plan::{AppFields, Entry, Plan},
        state::{Choice, Reload, SecretState, Typed, Wizard},
    },
    say,
    tests::{
        Page, Server,
        client::{provider, secret},
    },
};

/// Returns a wizard for a client who uses an app, with everything filled in but the secret.
fn with_app() -> Wizard {
    let mut wizard = at(Step::Details);
    let entry = Entry::OauthClient(AppFields {
        tenant: "bakery.test".into(),
        application: "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".into(),
        ..AppFields::default()
    });
    wizard.typed.plan = Plan { entry, ..Plan::default() }.write();
    wizard
}

async fn details() -> Page {
    drawn(at(Step::Details)).await
}

/// Returns a wizard for an unknown host, whose server only the client knows.
fn elsewhere() -> Wizard {
    let mut wizard = at(Step::Details);
    wizard.choice = Some(Choice::Other);
    wizard.typed = Typed { host: String::new(), port: "465".into(), ..wizard.typed };
    wizard
}

/// A private key, and its certificate after it.
const PEM: &str = include_str!("../../../../shared/fixtures/app.pem");

#[wasm_bindgen_test]
async fn a_certificate_without_its_key_is_not_a_client_secret() {
    let _server = Server::start();
    let page = drawn(with_app()).await;
    let (key, certificate) = PEM.split_at(PEM.find("-----BEGIN CERTIFICATE").expect("a certificate"));
    let bare_key = key.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    for (text, error) in [
        (certificate, say::letter().certificate_no_key()),
        (key, say::letter().certificate_none()),
        (bare_key.as_str(), say::letter().certificate_none()),
    ] {
        // The field has it as a browser pastes it.
        page.type_into("#secret", &text.replace('\n', "")).await;
        page.press(say::client().go_on()).await;
        assert!(page.says(error), "{error}");
    }
}

#[wasm_bindgen_test]
async fn a_providers_settings_are_filled_in_and_folded() {
    let _server = Server::start();
    details().await.matches("main", "client/details").await;
}

#[wasm_bindgen_test]
async fn the_fields_of_an_unknown_host_come_first() {
    let _server = Server::start();
    drawn(elsewhere()).await.matches("form", "client/details-elsewhere").await;
}

#[wasm_bindgen_test]
async fn each_field_says_what_is_wrong_with_it() {
    let _server = Server::start();
    let page = drawn(elsewhere()).await;
    page.type_into("#host", "mail").await;
    page.type_into("#port", "70000").await;
    page.type_into("#username", "").await;
    page.press(say::client().go_on()).await;
    page.matches("form", "client/details-wrong").await;
    page.type_into("#host", "mail.bakery.test").await;
    assert!(!page.has(".field__error"), "the field isn't checked again until the client continues");
}

#[wasm_bindgen_test]
async fn two_different_ports_show_an_error() {
    let _server = Server::start();
    let page = drawn(elsewhere()).await;
    page.type_into("#host", "mail.bakery.test:587").await;
    page.press(say::client().go_on()).await;
    assert!(page.says(&say::letter().server_two_ports(&587)));
}

#[wasm_bindgen_test]
async fn a_usual_port_sets_its_encryption() {
    let _server = Server::start();
    let page = drawn(elsewhere()).await;
    page.type_into("#port", "587").await;
    assert!(page.has("option[value='starttls']:checked"));
    page.type_into("#port", "465").await;
    assert!(page.has("option[value='implicit-tls']:checked"));
}

#[wasm_bindgen_test]
async fn a_paste_is_cleaned_and_the_cleaning_can_be_undone() {
    let _server = Server::start();
    let page = details().await;
    page.paste_into("#secret", "abcd efgh ijkl mnop").await;
    page.matches(".field:has(#secret)", "client/secret-cleaned").await;
    page.press(say::letter().secret_undo()).await;
    assert_eq!(page.value("#secret"), "abcd efgh ijkl mnop");
    page.leave("#secret").await;
    assert_eq!(page.value("#secret"), "abcd efgh ijkl mnop", "the pasted text is kept after the undo");
}

#[wasm_bindgen_test]
async fn typed_text_is_not_changed_until_the_field_is_left() {
    let _server = Server::start();
    let page = details().await;
    page.type_into("#secret", "abcd efgh").await;
    assert_eq!(page.value("#secret"), "abcd efgh");
    page.leave("#secret").await;
    assert_eq!(page.value("#secret"), "abcdefgh");
    page.matches(".field__notes", "client/secret-unusual").await;
}

#[wasm_bindgen_test]
async fn a_trailing_space_in_the_password_is_pointed_out() {
    let _server = Server::start();
    let mut provider = provider();
    provider.secret_kind = SecretKind::MailboxPassword;
    provider.secret_normalize = shared::details::Cleaning::None;
    provider.secret_pattern = String::new();
    let mut wizard = at(Step::Details);
    wizard.choice = Some(chosen(&provider));
    let page = drawn(wizard).await;
    page.paste_into("#secret", "Tram 9 ").await;
    page.matches(".field__notes", "client/secret-odd").await;
    page.press(say::letter().secret_remove()).await;
    assert_eq!(page.value("#secret"), "Tram 9");
    page.press(say::letter().secret_undo()).await;
    assert_eq!(page.value("#secret"), "Tram 9 ");
}

#[wasm_bindgen_test]
async fn an_app_asks_when_its_secret_expires() {
    let _server = Server::start();
    let page = drawn(with_app()).await;
    page.matches(".field:has(#expires)", "client/expires").await;
    page.matches(".choice", "client/expires-remind").await;
    assert!(page.says(say::letter().expires_remind_what()));
    assert!(!details().await.has("#expires"), "a password has no date");
}

#[wasm_bindgen_test]
async fn a_wrong_expiration_date_shows_an_error() {
    let _server = Server::start();
    let page = drawn(with_app()).await;
    page.paste_into("#secret", "8Q~value").await;
    page.type_into("#expires", "2027-03-02").await;
    page.press(say::client().go_on()).await;
    page.matches(".field:has(#expires)", "client/expires-past").await;
    page.type_into("#expires", "2033-01-01").await;
    assert!(!page.has(".field__error"), "it isn't checked again until the client continues");
    page.press(say::client().go_on()).await;
    assert!(page.says(say::letter().expires_far()));
    page.type_into("#expires", "").await;
    page.choose("#remind").await;
    page.press(say::client().go_on()).await;
    assert!(page.says(say::letter().expires_missing()));
}

#[wasm_bindgen_test]
async fn a_certificate_needs_no_date_for_a_reminder() {
    let server = Server::start();
    server.answers(&route("POST", "/progress"), &());
    let page = drawn(with_app()).await;
    page.paste_into("#secret", &PEM.replace('\n', " ")).await;
    page.choose("#remind").await;
    page.press(say::client().go_on()).await;
    assert!(page.says(say::letter().check_before()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_expiration_date_can_be_left_out_or_be_today() {
    for date in ["", "2027-03-03", "2029-03-02"] {
        let server = Server::start();
        server.answers(&route("POST", "/progress"), &());
        let page = drawn(with_app()).await;
        page.paste_into("#secret", "8Q~value").await;
        page.type_into("#expires", date).await;
        page.press(say::client().go_on()).await;
        assert!(page.says(say::letter().check_before()), "{date}");
    }
}

#[wasm_bindgen_test]
async fn the_secret_is_shown_on_request() {
    let _server = Server::start();
    let page = details().await;
    assert!(page.has("#secret[type='password']"));
    page.press(say::letter().secret_show()).await;
    assert!(page.has("#secret[type='text']"));
    page.press(say::letter().secret_hide()).await;
    assert!(page.has("#secret[type='password']"));
}

#[wasm_bindgen_test]
async fn the_secret_is_restored_when_the_client_returns_to_the_step() {
    let _server = Server::start();
    let mut wizard = at(Step::Details);
    wizard.secret = SecretState::Typed(secret("abcd efgh"));
    let page = drawn(wizard).await;
    assert_eq!(page.value("#secret"), "abcd efgh");
    page.leave("#secret").await;
    assert_eq!(page.value("#secret"), "abcd efgh", "the cleaning isn't repeated after an undo");
}

#[wasm_bindgen_test]
async fn a_reload_keeps_everything_but_the_secret() {
    let _server = Server::start();
    let mut wizard = at(Step::Details);
    wizard.reload = Reload::Kept;
    drawn(wizard.clone()).await.matches(".notice", "client/details-kept").await;
    wizard.passed = Some(wizard.typed.clone());
    drawn(wizard).await.matches(".notice", "client/details-kept-passed").await;
}

#[wasm_bindgen_test]
async fn valid_details_lead_to_the_check() {
    let server = Server::start();
    server.answers(&route("POST", "/progress"), &());
    let page = details().await;
    page.paste_into("#secret", "abcdefghijklmnop").await;
    page.press(say::client().go_on()).await;
    assert!(page.says(say::letter().check_before()));
}
