//! Tests of the sixth step, with the settings to send and their recipients, and of the receipt.

use std::rc::Rc;

use shared::{
    grant::{ClientCertificate, OauthClient, ServiceAccount},
    retention::DeletionRule,
    secret::Secret,
    status::Step,
    wire::{ClientPage, ClientView, Deletion, Proven, Receipt, ResealedBy},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, drawn, entries::KEY_FILE, login, open_page, route};
use crate::{
    client::{
        plan::{AppFields, Entry, Plan},
        state::{Login, Reload, SecretState, Wizard},
        steps::sending::sealed,
    },
    say,
    tests::{
        DAY, NOW, Page, Server,
        client::{answers, app, page, passed, problem, receipt, view},
    },
};

const SUBMISSION: &str = "/submission";

fn tested() -> Wizard {
    let mut wizard = at(Step::Receipt);
    wizard.secret = SecretState::Checked(Rc::new(login("abcdefghijklmnop")), Rc::new(passed()));
    wizard
}

fn sent(receipt: Receipt) -> Wizard {
    let mut wizard = at(Step::Receipt);
    wizard.secret = SecretState::Sealed(Rc::new(receipt));
    wizard
}

#[wasm_bindgen_test]
async fn the_step_says_what_is_sent_and_to_whom() {
    let _server = Server::start();
    drawn(tested()).await.matches("main", "client/seal").await;
}

/// Returns a wizard with an app whose secret expires on this day.
fn with_app(expires: Option<&str>, remind: bool) -> Wizard {
    let secret = app("8Q~value").expiring(expires.map(|day| day.parse().expect("a day")));
    let login = Login { answers: answers(), secret: Rc::new(Secret::OauthClient(secret)) };
    let mut wizard = tested();
    let entry = Entry::OauthClient(AppFields { remind, ..AppFields::default() });
    wizard.typed.plan = Plan { entry, ..Plan::default() }.write();
    wizard.secret = SecretState::Checked(Rc::new(login), Rc::new(passed()));
    wizard
}

/// A day, if there should be a reminder, and what is sent outside the sealed file.
const REMINDERS: [(Option<&str>, bool, Option<i64>); 3] =
    [(None, false, None), (Some("2028-05-30"), false, None), (Some("2028-05-30"), true, Some(1_843_257_600))];

#[wasm_bindgen_test]
async fn the_step_says_when_the_client_secret_expires_and_offers_a_reminder() {
    for (expires, remind, _) in REMINDERS {
        let _server = Server::start();
        let page = drawn(with_app(expires, remind)).await;
        assert_eq!(page.says("May 30, 2028"), expires.is_some(), "{expires:?}, {remind}");
        assert_eq!(page.has("#remind"), expires.is_some(), "{expires:?}, {remind}");
        assert_eq!(page.has("#remind:checked"), remind, "{expires:?}, {remind}");
        if expires.is_some() {
            page.choose("#remind").await;
            assert_eq!(page.has("#remind:checked"), !remind, "{expires:?}, {remind}");
            assert!(!page.says(say::letter().seal_unverified()), "it doesn't change what was tested");
        }
    }
    let _server = Server::start();
    for expired in ["2027-03-02", "2033-01-01"] {
        assert!(!drawn(with_app(Some(expired), false)).await.has("#remind"), "{expired}");
    }
}

#[wasm_bindgen_test]
fn the_day_is_sent_outside_the_sealed_file_only_for_a_reminder() {
    let _server = Server::start();
    for (expires, remind, sent) in REMINDERS {
        let request = sealed(&with_app(expires, remind)).expect("encryption works");
        assert_eq!(request.secret_expires_at, sent, "{expires:?}, {remind}");
    }
}

#[wasm_bindgen_test]
async fn an_unverified_sign_in_is_pointed_out() {
    let _server = Server::start();
    drawn(at(Step::Receipt)).await.matches(".notice", "client/seal-unverified").await;
    let mut wizard = at(Step::Receipt);
    wizard.reload = Reload::TestedBefore;
    drawn(wizard.clone()).await.matches(".notice", "client/seal-tested-before").await;
    let (say, of_app) = (say::letter(), || Entry::OauthClient(AppFields::default()));
    let key_file = ServiceAccount::parse(KEY_FILE).expect("a key file");
    for (entry, secret, words) in [
        (of_app(), Secret::OauthClient(app("8Q~value")), say.seal_tested_before_app()),
        (of_app(), Secret::OauthClient(with_certificate()), say.seal_tested_before_certificate()),
        (Entry::ServiceAccount, Secret::ServiceAccount(key_file), say.seal_tested_before_key()),
    ] {
        wizard.typed.plan = Plan { entry, ..Plan::default() }.write();
        wizard.secret = SecretState::Complete(Rc::new(Login { answers: answers(), secret: Rc::new(secret) }));
        assert!(drawn(wizard.clone()).await.says(words), "{words}");
    }
}

/// Returns an app with a certificate in place of a client secret.
fn with_certificate() -> OauthClient {
    let pem = include_str!("../../../../shared/fixtures/app.pem");
    let certificate = ClientCertificate::parse(pem).expect("a certificate");
    let application = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().expect("an ID");
    OauthClient::with_certificate("bakery.test".parse().expect("a domain"), application, certificate)
}

#[wasm_bindgen_test]
async fn the_button_says_that_sending_is_in_progress() {
    let server = Server::start();
    server.is_silent_at(&route("POST", SUBMISSION));
    let page = drawn(tested()).await;
    page.press(say::letter().seal_send()).await;
    assert!(page.says(say::letter().seal_sending()));
    page.press(say::letter().seal_sending()).await;
    assert_eq!(server.was_asked(&route("POST", SUBMISSION)), 1, "the settings are sent only once");
}

#[wasm_bindgen_test]
async fn sending_leads_to_the_receipt() {
    let server = Server::start();
    server.answers(&route("POST", SUBMISSION), &receipt());
    let page = drawn(tested()).await;
    page.press(say::letter().seal_send()).await;
    page.matches("main", "client/receipt").await;
}

#[wasm_bindgen_test]
async fn a_refused_note_shows_an_error_at_its_field() {
    let server = Server::start();
    let mut refusal = problem(422, "invalid");
    refusal.field = Some("note".into());
    server.refuses(&route("POST", SUBMISSION), &refusal);
    let page = drawn(tested()).await;
    page.type_into("#note", "Call me").await;
    page.press(say::letter().seal_send()).await;
    page.matches(".field:has(#note)", "client/seal-note-refused").await;
}

#[wasm_bindgen_test]
async fn settings_sent_on_another_device_show_their_receipt() {
    let server = Server::start();
    server.refuses(&route("POST", SUBMISSION), &problem(409, "already-submitted"));
    let page = drawn(tested()).await;
    page.press(say::letter().seal_send()).await;
    let mut view = view();
    view.receipt = Some(receipt());
    server.answers(&route("GET", ""), &view);
    page.press(say::letter().seal_show_receipt()).await;
    assert!(page.says(say::letter().receipt_done()));
}

#[wasm_bindgen_test]
async fn a_receipt_says_what_happened_to_the_settings() {
    let _server = Server::start();
    let opened = Receipt { collected_at: Some(NOW - 60), ..receipt() };
    let resealed = Some(ResealedBy { by: "Sam Okafor".into(), at: NOW - 30 });
    let set_up = Receipt { delete_at: Some(NOW + 7 * DAY), resealed, ..opened.clone() };
    for (receipt, name) in [(opened, "client/receipt-opened"), (set_up, "client/receipt-set-up")] {
        drawn(sent(receipt)).await.matches(".letter__facts", name).await;
    }
}

#[wasm_bindgen_test]
async fn deleted_settings_say_why() {
    let _server = Server::start();
    for (rule, name) in [
        (DeletionRule::SavedElsewhere, "client/receipt-saved"),
        (DeletionRule::AfterSetup, "client/receipt-after-setup"),
        (DeletionRule::Withdrawn, "client/receipt-withdrawn"),
        (DeletionRule::Revoked, "client/receipt-revoked"),
    ] {
        let deleted = Some(Deletion { at: NOW - 60, rule });
        let page = drawn(sent(Receipt { deleted, ..receipt() })).await;
        page.matches("main", name).await;
        assert!(!page.says(say::letter().receipt_withdraw()), "deleted settings can't be withdrawn");
    }
}

#[wasm_bindgen_test]
async fn a_receipt_says_that_the_websites_email_works() {
    let _server = Server::start();
    let proven = Proven { at: NOW - DAY, from: "info@bakery.test".into(), encrypted: true };
    let set_up = |proven| {
        let view = ClientView { receipt: Some(receipt()), ..view() };
        open_page(ClientPage { proven, ..page(view) }, None)
    };
    drawn(set_up(Some(proven.clone()))).await.matches(".notice", "client/receipt-proven").await;
    let page = drawn(set_up(Some(Proven { encrypted: false, ..proven }))).await;
    assert!(page.says(say::letter().receipt_proven()));
    assert!(!page.says(say::letter().receipt_proven_encrypted()));
    assert!(!drawn(set_up(None)).await.says(say::letter().receipt_proven()));
}

async fn withdraw(server: &Server) -> Page {
    let page = drawn(sent(receipt())).await;
    assert_eq!(server.was_asked(&route("POST", "/withdraw")), 0);
    page.press(say::letter().receipt_withdraw_button()).await;
    page
}

#[wasm_bindgen_test]
async fn sent_settings_can_be_withdrawn() {
    let server = Server::start();
    server.answers(&route("POST", "/withdraw"), &());
    withdraw(&server).await.matches("main", "client/withdrawn").await;
}

#[wasm_bindgen_test]
async fn a_refused_withdrawal_says_why() {
    let server = Server::start();
    server.refuses(&route("POST", "/withdraw"), &problem(409, "gone"));
    let page = withdraw(&server).await;
    assert!(page.says("The server says gone."));
}
