//! Tests of the section that shows whether a configured website's own email arrives.

use std::{cell::Cell, rc::Rc};

use gloo_timers::future::TimeoutFuture;
use shared::{
    delivery::{Answer, Doubt},
    diagnosis::Acts,
    report::Verdict,
    wire::{DeliveryView, Judged, Role, Waiting},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::prove::Prove,
    tests::{
        NOW, Page, Server,
        client::problem,
        staff::{delivery, delivery_fix, judged, me, session, waiting},
    },
};

const DELIVERY: &str = "GET /api/onboardings/7K2M/delivery";
const BEGIN: &str = "POST /api/onboardings/7K2M/delivery";
const MESSAGE: &str = "POST /api/onboardings/7K2M/delivery/message";
const REMINDERS: &str = "PUT /api/onboardings/7K2M/delivery/reminders";

/// How often the page asks in these tests, in milliseconds.
const EVERY: u32 = 20;

/// Returns a view in which the server waits for a message.
fn waits() -> DeliveryView {
    DeliveryView { waiting: Some(waiting()), ..delivery() }
}

/// Returns a view in which a message arrived at this time, and isn't checked yet.
fn checks(at: i64) -> DeliveryView {
    DeliveryView { waiting: Some(Waiting { arrived_at: Some(at), ..waiting() }), ..delivery() }
}

/// Waits until the page would have asked several times.
async fn several_turns() {
    TimeoutFuture::new(5 * EVERY).await;
}

fn shows(judged: Judged) -> DeliveryView {
    DeliveryView { judged: Some(judged), ..delivery() }
}

async fn page(server: &Server, view: &DeliveryView) -> Page {
    server.answers(DELIVERY, view);
    drawn(session(me(&[Role::Technician])), || html! { <Prove id="7K2M" every={EVERY} /> }).await
}

#[wasm_bindgen_test]
async fn before_the_first_message_the_page_offers_to_wait_for_one() {
    let server = Server::start();
    let page = page(&server, &delivery()).await;
    page.matches("main", "staff/prove-nothing").await;
    several_turns().await;
    assert_eq!(server.was_asked(DELIVERY), 1, "the page doesn't keep asking");
}

#[wasm_bindgen_test]
async fn the_page_waits_at_a_new_address_until_the_message_arrives() {
    let server = Server::start();
    server.answers(DELIVERY, &delivery()).answers(BEGIN, &waits());
    let changes = Rc::new(Cell::new(0));
    let counted = changes.clone();
    let on_change = Callback::from(move |()| counted.set(counted.get() + 1));
    let page = drawn(session(me(&[Role::Technician])), move || {
        html! { <Prove id="7K2M" changed={on_change.clone()} every={EVERY} /> }
    })
    .await;
    server.answers(DELIVERY, &waits());
    page.press(say::staff().prove_begin()).await;
    page.matches("main", "staff/prove-waiting").await;
    let before = changes.get();
    // The server takes the message, but needs a moment to judge it.
    server.answers(DELIVERY, &checks(NOW));
    page.until(say::staff().prove_checking()).await;
    server.answers(DELIVERY, &shows(Judged { at: NOW, ..judged(Answer::Yes) }));
    page.until(say::staff().prove_yes()).await;
    page.matches("main", "staff/prove-arrived").await;
    assert_eq!(changes.get(), before + 1, "the page around it is updated");
    let asked = server.was_asked(DELIVERY);
    several_turns().await;
    assert_eq!(server.was_asked(DELIVERY), asked, "once the message is judged, the page stops asking");
}

#[wasm_bindgen_test]
async fn a_message_that_could_not_be_checked_can_be_sent_again() {
    let server = Server::start();
    server.answers(BEGIN, &waits());
    let page = page(&server, &checks(NOW - 120)).await;
    assert!(page.says(say::staff().prove_not_checked()) && page.says(say::staff().prove_not_checked_next()));
    assert!(!page.says(say::staff().prove_timeout()));
    server.answers(DELIVERY, &waits());
    page.press(say::staff().prove_again()).await;
    assert!(!page.says(say::staff().prove_not_checked()) && page.says(say::staff().prove_waiting()));
}

#[wasm_bindgen_test]
async fn a_message_that_proves_nothing_says_why() {
    let server = Server::start();
    let say = say::staff();
    for (doubt, words) in [
        (None, say.prove_unknown_next()),
        (Some(Doubt::OtherSender), say.prove_doubt_sender()),
        (Some(Doubt::NoDate), say.prove_doubt_date()),
        (Some(Doubt::BeforeSetup), say.prove_doubt_before()),
        (Some(Doubt::NoResults), say.prove_doubt_results()),
        (Some(Doubt::ReceiverDisagrees), say.prove_doubt_disagrees()),
    ] {
        let page = page(&server, &shows(Judged { doubt, ..judged(Answer::Unknown) })).await;
        assert!(page.says(words), "{doubt:?}");
    }
}

#[wasm_bindgen_test]
async fn an_earlier_message_can_be_read_while_the_page_waits() {
    let server = Server::start();
    let view = DeliveryView { judged: Some(judged(Answer::No)), ..waits() };
    let page = page(&server, &view).await;
    assert!(page.says(&waiting().address.to_string()));
    assert!(page.says(say::staff().prove_last()) && page.says(say::staff().prove_no()));
}

#[wasm_bindgen_test]
async fn a_wrong_message_says_what_to_do_and_who_does_it() {
    let server = Server::start();
    let mut wrong = judged(Answer::No);
    wrong.advice = vec![
        delivery_fix(Verdict::Fail, Acts::Technician),
        delivery_fix(Verdict::Fail, Acts::Client),
        delivery_fix(Verdict::Warn, Acts::Administrator),
        delivery_fix(Verdict::Warn, Acts::Provider),
    ];
    page(&server, &shows(wrong)).await.matches("main", "staff/prove-wrong").await;
    let unexplained = page(&server, &shows(judged(Answer::No))).await;
    assert!(unexplained.says(say::staff().prove_no_next()));
}

#[wasm_bindgen_test]
async fn a_message_whose_details_are_deleted_keeps_its_verdict() {
    let server = Server::start();
    let whole = judged(Answer::No);
    let bare = Judged {
        arrival: Vec::new(),
        spf: Vec::new(),
        dkim: Vec::new(),
        dmarc: String::new(),
        evidence: Vec::new(),
        ..whole
    };
    let page = page(&server, &shows(bare)).await;
    assert!(page.says(say::staff().prove_no()) && page.says(say::staff().prove_details_deleted()));
    assert!(!page.says(say::staff().prove_details()) && !page.says(say::staff().prove_no_next()));
}

#[wasm_bindgen_test]
async fn a_right_message_can_still_be_improved() {
    let server = Server::start();
    let mut right = judged(Answer::Yes);
    right.advice = vec![delivery_fix(Verdict::Warn, Acts::Provider)];
    let page = page(&server, &shows(right)).await;
    assert!(page.says(say::staff().prove_yes()) && page.says(say::staff().prove_better()));
    assert!(!page.says(say::staff().prove_wrong()));
}

#[wasm_bindgen_test]
async fn a_message_that_proves_nothing_can_be_sent_again() {
    let server = Server::start();
    server.answers(BEGIN, &waits());
    let page = page(&server, &shows(judged(Answer::Unknown))).await;
    page.matches("main", "staff/prove-unknown").await;
    server.answers(DELIVERY, &waits());
    page.press(say::staff().prove_again()).await;
    assert!(page.says(say::staff().prove_waiting()));
}

#[wasm_bindgen_test]
async fn if_no_message_arrives_in_time_the_page_names_the_likely_reasons() {
    let server = Server::start();
    let mut late = waits();
    if let Some(waiting) = &mut late.waiting {
        (waiting.since, waiting.until) = (NOW - 3600, NOW);
    }
    let page = page(&server, &late).await;
    page.matches("main", "staff/prove-nothing-arrived").await;
    server.answers(BEGIN, &waits()).answers(DELIVERY, &waits());
    page.press(say::staff().prove_again()).await;
    assert!(!page.says(say::staff().prove_timeout()) && page.says(say::staff().prove_waiting()));
}

#[wasm_bindgen_test]
async fn a_refused_address_says_why() {
    let server = Server::start();
    server.refuses(BEGIN, &problem(429, "too-many"));
    let page = page(&server, &delivery()).await;
    page.press(say::staff().prove_begin()).await;
    assert!(page.says("The server says too-many."));
}

#[wasm_bindgen_test]
async fn a_server_that_receives_nothing_only_takes_pasted_messages() {
    let server = Server::start();
    let view = DeliveryView { receives: false, ..delivery() };
    let page = page(&server, &view).await;
    page.matches("main", "staff/prove-pasted-only").await;
    assert!(!page.says(say::staff().prove_begin()));
    page.press(say::staff().prove_source_check()).await;
    assert!(page.says(say::staff().prove_source_empty()));
    page.type_into("#message-text", " \n").await;
    page.press(say::staff().prove_source_check()).await;
    assert_eq!(server.was_asked(MESSAGE), 0);
    server.answers(MESSAGE, &DeliveryView { judged: Some(judged(Answer::Yes)), ..view });
    page.type_into("#message-text", "From: info@bakery.test\n\nHello").await;
    page.press(say::staff().prove_source_check()).await;
    assert!(page.says(say::staff().prove_yes()) && !page.says(say::staff().prove_source_empty()));
    assert_eq!(page.value("#message-text"), "", "it isn't needed anymore");
    assert!(!page.says(say::staff().prove_again()), "this server can't wait for another message");
}

#[wasm_bindgen_test]
async fn a_message_that_is_too_large_is_not_sent() {
    let server = Server::start();
    let page = page(&server, &delivery()).await;
    page.type_into("#message-text", &"a".repeat(256 * 1024 + 1)).await;
    page.press(say::staff().prove_source_check()).await;
    assert!(page.says(say::staff().prove_source_unusable()));
    assert_eq!(server.was_asked(MESSAGE), 0);
}

#[wasm_bindgen_test]
async fn a_refused_message_says_why() {
    let server = Server::start();
    server.refuses(MESSAGE, &problem(422, "not-a-message"));
    let page = page(&server, &delivery()).await;
    page.type_into("#message-text", "a shopping list").await;
    page.press(say::staff().prove_source_check()).await;
    assert!(page.says("The server says not-a-message."));
    assert_eq!(page.value("#message-text"), "a shopping list", "it can be corrected");
}

#[wasm_bindgen_test]
async fn someone_can_be_reminded_of_a_new_message_every_month() {
    let server = Server::start();
    let unproven = page(&server, &shows(judged(Answer::No))).await;
    assert!(!unproven.says(say::staff().prove_remind()), "there is no proof that gets old");
    drop(unproven);
    let proven = shows(judged(Answer::Yes));
    let page = page(&server, &proven).await;
    let is_on = || page.find("#remind").unchecked_into::<HtmlInputElement>().checked();
    assert!(!is_on(), "off by default");
    server.refuses(REMINDERS, &problem(409, "not-now"));
    page.choose("#remind").await;
    assert!(page.says("The server says not-now.") && !is_on());
    server.answers(REMINDERS, &DeliveryView { remind_monthly: true, ..proven });
    page.choose("#remind").await;
    assert!(is_on() && !page.says("The server says not-now."));
    assert_eq!(server.was_asked(REMINDERS), 2);
}
