//! Tests of signing in, setting up an account, and adding an authenticator app.

use shared::wire::{Code, Enrollment, Me, RecoveryCodes, Role};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::{
        entrance::{Enroll, SetUp, SignIn},
        session::Session,
    },
    tests::{
        Page, Server,
        client::problem,
        staff::{me, session},
    },
};

const SIGN_IN: &str = "POST /api/session";
const SET_UP: &str = "POST /api/setup";
const FACTOR: &str = "POST /api/me/factor";

/// Records that its callback was called.
#[derive(Clone, Default)]
struct Entered(std::rc::Rc<std::cell::Cell<bool>>);

impl Entered {
    fn callback<T>(&self) -> Callback<T> {
        let entered = self.0.clone();
        Callback::from(move |_| entered.set(true))
    }
}

async fn sign_in(entered: &Entered) -> Page {
    let entered: Callback<Me> = entered.callback();
    Page::of(move || html! { <SignIn agency="Studio Nord" entered={entered.clone()} /> }).await
}

async fn with_password(page: &Page) {
    page.type_into("#email", "mia@studio.test").await;
    page.type_into("#password", "a long password").await;
    page.press(say::account().sign_in_button()).await;
}

async fn set_up(entered: &Entered) -> Page {
    let entered: Callback<Me> = entered.callback();
    Page::of(move || html! { <SetUp token="once" agency="Studio Nord" entered={entered.clone()} /> }).await
}

#[wasm_bindgen_test]
async fn a_person_signs_in_with_a_password() {
    let server = Server::start();
    server.answers(SIGN_IN, &me(&[Role::Manager]));
    let entered = Entered::default();
    let page = sign_in(&entered).await;
    page.matches("main", "staff/sign-in").await;
    with_password(&page).await;
    assert!(entered.0.get());
}

#[wasm_bindgen_test]
async fn an_invalid_address_is_not_sent() {
    let server = Server::start();
    let page = sign_in(&Entered::default()).await;
    page.type_into("#email", "mia").await;
    page.press(say::account().sign_in_button()).await;
    page.matches("form", "staff/sign-in-wrong").await;
    assert_eq!(server.was_asked(SIGN_IN), 0);
}

#[wasm_bindgen_test]
async fn an_account_with_an_app_is_asked_for_its_code() {
    let server = Server::start();
    server.refuses(SIGN_IN, &problem(401, "code-needed"));
    let entered = Entered::default();
    let page = sign_in(&entered).await;
    with_password(&page).await;
    page.matches("main", "staff/sign-in-code").await;
    let mut refusal = problem(401, "wrong-code");
    refusal.field = Some("code".into());
    server.refuses(SIGN_IN, &refusal);
    page.type_into("#code", "000000").await;
    page.press(say::account().sign_in_button()).await;
    assert!(page.says("The server says wrong-code.") && !entered.0.get());
    page.press(say::account().sign_in_back()).await;
    assert!(page.has("#password"));
}

#[wasm_bindgen_test]
async fn too_many_attempts_show_a_notice() {
    let server = Server::start();
    server.refuses(SIGN_IN, &problem(429, "too-many"));
    let page = sign_in(&Entered::default()).await;
    with_password(&page).await;
    page.matches("form", "staff/sign-in-refused").await;
}

#[wasm_bindgen_test]
async fn an_invited_person_sets_a_password() {
    let server = Server::start();
    let entered = Entered::default();
    let page = set_up(&entered).await;
    page.matches("main", "staff/set-up").await;
    page.type_into("#name", " ").await;
    page.type_into("#password", "short").await;
    page.press(say::account().set_up_button()).await;
    page.matches("form", "staff/set-up-wrong").await;
    assert_eq!(server.was_asked(SET_UP), 0);
    server.answers(SET_UP, &me(&[Role::Manager]));
    page.type_into("#name", "Mia Berg").await;
    page.type_into("#email", "mia@studio.test").await;
    page.type_into("#password", "a longer password").await;
    page.press(say::account().set_up_button()).await;
    assert!(entered.0.get());
}

#[wasm_bindgen_test]
async fn setting_a_new_password_needs_the_apps_code() {
    let server = Server::start();
    server.refuses(SET_UP, &problem(401, "code-needed"));
    let page = set_up(&Entered::default()).await;
    page.type_into("#name", "Mia Berg").await;
    page.type_into("#email", "mia@studio.test").await;
    page.type_into("#password", "a longer password").await;
    page.press(say::account().set_up_button()).await;
    assert!(page.has("#code"));
}

/// Renders the page for a user without an app. Changes to the user are recorded in `entered`.
async fn enroll(entered: &Entered) -> Page {
    let person = Me { second_factor: false, ..me(&[Role::Manager]) };
    let session = Session { changed: entered.callback(), ..session(person) };
    drawn(session, || html! { <Enroll /> }).await
}

#[wasm_bindgen_test]
async fn an_app_is_added_before_anything_else() {
    let server = Server::start();
    server.answers(FACTOR, &Enrollment { key: Code("GEZDGNBVGY3TQOJQ".into()) });
    let entered = Entered::default();
    let page = enroll(&entered).await;
    assert!(page.says("GEZD GNBV GY3T QOJQ"), "a phone without a camera needs the key as text");
    let mut refusal = problem(403, "wrong-code");
    refusal.field = Some("code".into());
    server.refuses("PUT /api/me/factor", &refusal);
    page.press(say::account().app_confirm()).await;
    page.matches(".field:has(#code)", "staff/app-wrong-code").await;
    let codes = vec![Code("ABCD-EFGH".into())];
    server.answers("PUT /api/me/factor", &RecoveryCodes { me: me(&[Role::Manager]), codes });
    page.press(say::account().app_confirm()).await;
    assert!(page.says("ABCD-EFGH") && !entered.0.get());
    page.choose("#codes-kept").await;
    page.press(say::account().recovery_continue()).await;
    assert!(entered.0.get());
}

#[wasm_bindgen_test]
async fn an_old_session_asks_for_the_password_first() {
    let server = Server::start();
    server.refuses(FACTOR, &problem(403, "password-needed"));
    let page = enroll(&Entered::default()).await;
    page.matches("form", "staff/app-password-needed").await;
    assert!(!page.says("The server says"), "an old session isn't shown as an error");
    server.refuses(FACTOR, &problem(429, "too-many"));
    page.press(say::account().app_show_key()).await;
    assert!(page.says("The server says too-many."));
}

#[wasm_bindgen_test]
async fn an_expired_app_key_is_replaced() {
    let server = Server::start();
    server.answers(FACTOR, &Enrollment { key: Code("GEZDGNBVGY3TQOJQ".into()) });
    server.refuses("PUT /api/me/factor", &problem(409, "enrolment-over"));
    let page = enroll(&Entered::default()).await;
    page.press(say::account().app_confirm()).await;
    server.answers(FACTOR, &Enrollment { key: Code("MFRGGZDFMZTWQ2LK".into()) });
    page.press(say::account().app_new_key()).await;
    assert!(page.says("MFRG GZDF MZTW Q2LK"));
}
