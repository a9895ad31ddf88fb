//! Tests of the user's own account.

use shared::wire::{Account, ContactSettings, Me, RecoveryCodes, Role, Session as SignedIn};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::account::AccountPage,
    tests::{
        DAY, NOW, Page, Server,
        client::problem,
        staff::{me, session},
    },
};

const ACCOUNT: &str = "GET /api/me/account";

fn account() -> Account {
    let signed_in = |id: &str, device: &str, current| SignedIn {
        id: id.into(),
        device: device.into(),
        since: NOW - DAY,
        used_at: NOW - 60,
        current,
    };
    Account {
        factor_since: Some(NOW - 90 * DAY),
        recovery_left: 7,
        sessions: vec![signed_in("a", "Firefox on Linux", true), signed_in("b", "", false)],
        contact: ContactSettings {
            phone: Some("+1 415 555-0142".parse().expect("a phone number")),
            shows_email: true,
        },
    }
}

async fn page(server: &Server, me: Me) -> Page {
    server.answers(ACCOUNT, &account());
    drawn(session(me), || html! { <AccountPage /> }).await
}

#[wasm_bindgen_test]
async fn the_page_shows_password_app_and_sessions() {
    let server = Server::start();
    page(&server, me(&[Role::Manager])).await.matches("main", "staff/account").await;
}

#[wasm_bindgen_test]
async fn a_user_without_an_app_can_add_one() {
    let server = Server::start();
    let page = page(&server, Me { second_factor: false, ..me(&[Role::Technician]) }).await;
    page.matches("section[aria-labelledby='authenticator-app']", "staff/account-no-app").await;
}

#[wasm_bindgen_test]
async fn a_new_password_needs_the_old_one() {
    let server = Server::start();
    let mut refusal = problem(403, "wrong-password");
    refusal.field = Some("current".into());
    server.refuses("PUT /api/me/password", &refusal);
    let page = page(&server, me(&[Role::Manager])).await;
    page.press(say::account().account_password_button()).await;
    page.matches("section[aria-labelledby='password'], form", "staff/account-password-wrong").await;
}

#[wasm_bindgen_test]
async fn a_phone_number_for_clients_is_checked_and_saved() {
    let say = say::account();
    let server = Server::start();
    server.answers("PUT /api/me/contact", &account());
    let page = page(&server, me(&[Role::Manager])).await;
    page.type_into("#phone", "call me").await;
    page.press(say.account_contact_button()).await;
    assert!(page.has("#phone-error") && !page.says(say.account_contact_saved()), "{}", page.text());
    assert_eq!(server.was_asked("PUT /api/me/contact"), 0, "nothing is sent");
    page.type_into("#phone", "").await;
    page.choose("#shows-email").await;
    page.press(say.account_contact_button()).await;
    assert!(page.says(say.account_contact_saved()) && !page.has("#phone-error"), "{}", page.text());
    assert_eq!(server.was_asked("PUT /api/me/contact"), 1);
}

#[wasm_bindgen_test]
async fn a_session_ends_after_the_password() {
    let server = Server::start();
    let page = page(&server, me(&[Role::Manager])).await;
    page.press(say::account().account_sessions_end()).await;
    page.matches("section[aria-labelledby='sessions'] form", "staff/account-end-session").await;
    server.answers("POST /api/me/sessions/end", &me(&[Role::Manager]));
    page.type_into("section[aria-labelledby='sessions'] #password", "a long password").await;
    page.press(say::account().account_sessions_end_confirm()).await;
    assert_eq!(server.was_asked(ACCOUNT), 2, "the list should be loaded again");
}

#[wasm_bindgen_test]
async fn new_codes_are_shown_until_they_are_saved() {
    let server = Server::start();
    let codes = vec![shared::wire::Code("ABCD-EFGH".into())];
    server.answers("POST /api/me/recovery", &RecoveryCodes { me: me(&[Role::Manager]), codes });
    let page = page(&server, me(&[Role::Manager])).await;
    page.press(say::account().account_app_new_codes()).await;
    page.press(say::account().account_app_new_codes()).await;
    assert!(page.says("ABCD-EFGH") && !page.says(say::account().recovery_continue()));
    page.choose("#codes-kept").await;
    page.press(say::account().recovery_continue()).await;
    assert!(!page.says("ABCD-EFGH"));
}

#[wasm_bindgen_test]
async fn a_wrong_code_shows_an_error_at_its_field() {
    let server = Server::start();
    let mut refusal = problem(403, "wrong-code");
    refusal.field = Some("code".into());
    server.refuses("POST /api/me/recovery", &refusal);
    let page = page(&server, me(&[Role::Manager])).await;
    page.press(say::account().account_app_new_codes()).await;
    page.press(say::account().account_app_new_codes()).await;
    page.matches("section[aria-labelledby='authenticator-app'] form", "staff/account-wrong-code").await;
    page.press(say::account().confirm_cancel()).await;
    assert!(!page.has("section[aria-labelledby='authenticator-app'] form"));
}
