//! Tests of the help below every step.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use shared::{
    diagnosis::Acts,
    retention::DeletionRule,
    rules::HELP_NOTE_MAX,
    status::Step,
    wire::{ClientPage, Contact, Deletion, HelpRequest, HelpSent, HelpSettled, Receipt, Situation},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;
use yew::prelude::*;

use super::{at, drawn, login, route, wizard};
use crate::{
    client::{
        help::{HelpPanel, PanelProps},
        state::{SecretState, Wizard},
    },
    say,
    tests::{
        NOW, Page, Server,
        client::{self, link, problem, rejected, secret, view},
    },
    time,
};

/// How often the page asks in these tests, in milliseconds.
const EVERY: u32 = 20;

const SECRET: &str = "abcdefghijklmnop";

/// Returns the line that opens the help.
fn ask() -> String {
    say::client().help_ask(&"Mia Berg")
}

fn send() -> String {
    say::letter().help_send(&"Mia Berg")
}

/// Returns a message that no one has settled.
pub(super) fn sent() -> HelpSent {
    HelpSent { at: NOW, call: None, settled: None }
}

/// Returns the page with this last message.
pub(super) fn with(help: Option<HelpSent>) -> ClientPage {
    ClientPage { help, ..client::page(view()) }
}

/// Returns a server that knows the client's last message.
pub(super) fn server(help: Option<HelpSent>) -> Server {
    let server = Server::start();
    server.answers(&route("GET", ""), &with(help));
    server
}

/// Returns it after Sam has helped.
pub(super) fn settled() -> HelpSent {
    HelpSent { settled: Some(HelpSettled { at: NOW, by: "Sam Okafor".into() }), ..sent() }
}

/// Returns the element that has the focus.
pub(super) fn focused() -> Element {
    gloo_utils::document().active_element().expect("a focused element")
}

/// Lets the page seem hidden, as in a tab that no one looks at.
fn hide(is_hidden: bool) {
    let hidden = format!("{{ configurable: true, value: {is_hidden} }}");
    let hide = Function::new_no_args(&format!("Object.defineProperty(document, 'hidden', {hidden});"));
    hide.call0(&JsValue::NULL).expect("the property is defined");
}

/// Renders the help on its own, as on the first program's page.
pub(super) async fn panel() -> Page {
    let props = PanelProps { every: EVERY, ..PanelProps::new(link(), Situation::Nothing, None) };
    Page::of(move || html! { <HelpPanel ..props.clone() /> }).await
}

async fn opened(wizard: Wizard) -> Page {
    let page = drawn(wizard).await;
    page.press(&ask()).await;
    page
}

#[wasm_bindgen_test]
async fn every_step_offers_the_person_who_can_help() {
    let say = say::letter();
    for step in Step::ALL {
        let server = server(None);
        let mut wizard = at(step);
        if step == Step::Report {
            wizard.secret = SecretState::Sealed(Rc::new(client::receipt()));
        }
        server.refuses(&route("POST", "/report"), &problem(500, "broken"));
        let page = drawn(wizard).await;
        assert!(page.says(&ask()), "{step:?}: {}", page.text());
        assert_eq!(
            server.was_asked(&route("GET", "")),
            0,
            "{step:?}: nothing is asked before the client opens it"
        );
        if step >= Step::Provider {
            page.press(&ask()).await;
            assert!(page.says(say.help_note()), "{step:?}: {}", page.text());
        }
    }
}

#[wasm_bindgen_test]
async fn the_first_program_says_if_the_second_one_does_not_load() {
    let _server = Server::start();
    let page = opened(wizard(view())).await;
    assert!(page.has("#help-place[role='status']"), "screen readers announce what comes");
    page.until(say::client().answer_unreadable_next()).await;
    page.press(say::client().closed_try_again()).await;
    page.until(say::client().answer_unreadable_next()).await;
}

#[wasm_bindgen_test]
async fn the_person_can_be_called_and_written_to() {
    let say = say::letter();
    let _server = server(None);
    let page = panel().await;
    assert!(page.says("Mia Berg") && page.says("+1 415 555-0142"));
    assert!(page.has("a[href='tel:+14155550142']") && page.has("a[href='mailto:mia@studio.test']"));
    assert!(page.says(&say.help_what(&"Mia Berg")), "{}", page.text());
    drop(page);

    let server = Server::start();
    let odd = Some("mia?bcc=eve&x@studio.test".parse().expect("an address"));
    let contact = Contact { email: odd, phone: None };
    server.answers(&route("GET", ""), &ClientPage { contact, ..with(None) });
    let page = panel().await;
    assert!(page.has("a[href='mailto:mia%3Fbcc%3Deve%26x@studio.test']"), "nothing else is filled in");
    assert!(!page.has("a[href^='tel:']"));
    drop(page);
    let contact = Contact { email: None, phone: None };
    server.answers(&route("GET", ""), &ClientPage { contact, ..with(None) });
    let page = panel().await;
    assert!(!page.has("a") && page.says(&send()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_message_is_sent_and_shown_until_someone_has_helped() {
    let say = say::letter();
    let server = server(None);
    server.answers(&route("POST", "/help"), &sent());
    let page = panel().await;
    page.type_into("#help-note", "I see no button.").await;
    server.answers(&route("GET", ""), &with(Some(sent())));
    page.press(&send()).await;
    assert_eq!(server.was_asked(&route("POST", "/help")), 1);
    assert!(page.says(&say.help_sent(&"Mia Berg", &time::clock(NOW))), "{}", page.text());
    assert!(page.says(&say.help_sent_next(&"Mia Berg")) && page.says(say.help_again()));
    assert_eq!(page.value("#help-note"), "", "the form is empty for another message");
    assert_eq!(
        focused().get_attribute("role").as_deref(),
        Some("status"),
        "screen readers read that it was sent"
    );
    let settled = Some(HelpSettled { at: NOW, by: "Sam Okafor".into() });
    server.answers(&route("GET", ""), &with(Some(HelpSent { settled, ..sent() })));
    page.until(&say.help_settled(&"Sam Okafor", &time::clock(NOW))).await;
    assert!(page.says(say.help_settled_next()) && page.says(&send()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_secret_is_never_in_a_message() {
    let say = say::letter();
    for (mut wizard, typed) in [
        // It is still in its field.
        (at(Step::Details), Some(SECRET)),
        // It was typed on an earlier step.
        (at(Step::Check), None),
    ] {
        let server = server(None);
        server.answers(&route("POST", "/help"), &sent());
        if typed.is_none() {
            wizard.secret = SecretState::Complete(Rc::new(login(SECRET)));
        }
        let page = opened(wizard).await;
        if let Some(typed) = typed {
            page.type_into("#secret", typed).await;
        }
        page.type_into("#help-note", "It shows abcd efgh ijkl mnop. Is that right?").await;
        page.press(&send()).await;
        assert!(page.says(say.help_note_secret()), "{typed:?}: {}", page.text());
        assert_eq!(server.was_asked(&route("POST", "/help")), 0, "{typed:?}: nothing is sent");
        page.type_into("#help-note", "It shows abcd\u{200b}efgh\u{ad}ijkl\u{2060}mnop.").await;
        page.press(&send()).await;
        assert!(page.says(say.help_note_secret()), "{typed:?}: invisible characters don't hide it");
        assert_eq!(server.was_asked(&route("POST", "/help")), 0, "{typed:?}: nothing is sent");
        page.type_into("#help-note", "It shows 16 letters. Is that right?").await;
        page.press(&send()).await;
        assert_eq!(server.was_asked(&route("POST", "/help")), 1, "{typed:?}: {}", page.text());
        assert!(!page.says(say.help_note_secret()), "{typed:?}");
    }
    let mut left = at(Step::Details);
    left.secret = SecretState::Typed(secret(SECRET));
    let server = server(None);
    let page = opened(left).await;
    page.type_into("#help-note", SECRET).await;
    page.press(&send()).await;
    assert!(page.says(say.help_note_secret()) && server.was_asked(&route("POST", "/help")) == 0);
}

#[wasm_bindgen_test]
async fn a_message_that_is_too_long_is_not_sent() {
    let say = say::letter();
    let server = server(None);
    let page = panel().await;
    page.type_into("#help-note", &"é".repeat(HELP_NOTE_MAX + 1)).await;
    page.press(&send()).await;
    assert!(page.says(&say.help_note_long(&HELP_NOTE_MAX)), "{}", page.text());
    assert_eq!(server.was_asked(&route("POST", "/help")), 0);
    server.refuses(&route("POST", "/help"), &problem(429, "too-often"));
    page.type_into("#help-note", "").await;
    page.press(&send()).await;
    assert!(page.says("The server says too-often.") && page.says(&send()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_message_that_is_open_is_shown_after_a_reload() {
    let say = say::letter();
    let server = server(Some(sent()));
    let mut failed = at(Step::Check);
    failed.secret = SecretState::Checked(Rc::new(login(SECRET)), Rc::new(rejected(Acts::Client)));
    failed.asked_for_help = true;
    let page = drawn(failed).await;
    assert!(page.says(&say.help_sent_next(&"Mia Berg")), "{}", page.text());
    assert!(page.says(say.outcome_correct_password()), "the step goes on: {}", page.text());
    assert!(server.was_asked(&route("GET", "")) > 0);
}

#[wasm_bindgen_test]
async fn a_text_that_is_being_typed_stays_when_someone_has_helped() {
    let say = say::letter();
    let server = server(Some(sent()));
    let page = panel().await;
    page.press(say.help_again()).await;
    page.type_into("#help-note", "One more thing").await;
    server.answers(&route("GET", ""), &with(Some(settled())));
    page.until(&say.help_settled(&"Sam Okafor", &time::clock(NOW))).await;
    assert_eq!(page.value("#help-note"), "One more thing");
    assert!(page.has("details[open] #help-note"), "the form is open: {}", page.text());
}

#[wasm_bindgen_test]
async fn the_page_asks_on_after_an_error_and_not_while_it_is_hidden() {
    let server = server(Some(sent()));
    let page = panel().await;
    server.refuses(&route("GET", ""), &problem(500, "broken"));
    TimeoutFuture::new(5 * EVERY).await;
    assert!(page.says(&say::letter().help_sent_next(&"Mia Berg")), "what is known stays: {}", page.text());
    hide(true);
    TimeoutFuture::new(3 * EVERY).await;
    let before = server.was_asked(&route("GET", ""));
    TimeoutFuture::new(10 * EVERY).await;
    assert_eq!(server.was_asked(&route("GET", "")), before, "no one looks at the page");
    hide(false);
    server.answers(&route("GET", ""), &with(Some(settled())));
    page.until(&say::letter().help_settled(&"Sam Okafor", &time::clock(NOW))).await;
}

#[wasm_bindgen_test]
async fn the_person_can_be_called_even_if_the_server_fails() {
    let say = say::letter();
    let server = Server::start();
    server.refuses(&route("GET", ""), &problem(500, "broken"));
    let page = opened(at(Step::Guide)).await;
    assert!(
        page.says("The server says broken.") && page.has("a[href='tel:+14155550142']"),
        "{}",
        page.text()
    );
    assert!(!page.has("#help-note"));
    server.answers(&route("GET", ""), &with(None));
    page.press(say::client().closed_try_again()).await;
    assert!(page.has("#help-note") && page.says(&say.help_write(&"Mia Berg")), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_message_says_what_the_page_shows() {
    for (checks_left, checks_from, expected) in [
        (0, NOW + 60, Situation::ChecksUsedUp),
        (0, NOW - 1, Situation::CheckFailed),
        (3, NOW - 1, Situation::CheckFailed),
    ] {
        let server = server(None);
        server.answers(&route("POST", "/help"), &sent());
        let mut failed = at(Step::Check);
        failed.secret = SecretState::Checked(Rc::new(login(SECRET)), Rc::new(rejected(Acts::Client)));
        (failed.checks_left, failed.checks_from) = (checks_left, checks_from);
        let page = opened(failed).await;
        page.press(&send()).await;
        let request: HelpRequest = Server::body(&route("POST", "/help")).await;
        assert_eq!(request.situation, expected, "{checks_left} left");
    }
}

#[wasm_bindgen_test]
async fn the_receipt_of_a_revoked_link_offers_no_message() {
    for (rule, has_form) in [(DeletionRule::Revoked, false), (DeletionRule::Withdrawn, true)] {
        let _server = server(None);
        let mut view = view();
        view.is_over = true;
        view.receipt = Some(Receipt { deleted: Some(Deletion { at: NOW, rule }), ..client::receipt() });
        let page = opened(wizard(view)).await;
        assert!(page.has("a[href='tel:+14155550142']"));
        assert_eq!(page.has("#help-note"), has_form, "{rule:?}: {}", page.text());
    }
}
