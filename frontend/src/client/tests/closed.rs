//! Tests of opening the wizard, and of the pages that appear if it can't open.

use std::rc::Rc;

use shared::{
    link::{Link, LinkError},
    recipients::RecipientSet,
    wire::{ClientView, PersonToAsk, Problem},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::route;
use crate::{
    client::{
        EARLY,
        app::{App, Props},
        closed,
    },
    say,
    tests::{
        Page, Server,
        client::{config, contact, link, problem, recipients, view},
    },
};

/// Opens the page with this link.
async fn opened(link: &Link) -> Page {
    address(&format!("/o#{}", link.fragment().as_str()));
    let page = Page::of(|| html! { <App ..Props { program: &EARLY } /> }).await;
    address("/");
    page
}

fn address(to: &str) {
    let history = gloo_utils::window().history().expect("the browser has a history");
    history.replace_state_with_url(&JsValue::NULL, "", Some(to)).expect("a valid URL");
}

/// Returns a server that knows the link.
fn server(view: &ClientView) -> Server {
    let server = Server::start();
    server.answers("GET /api/config", &config()).answers(&route("GET", ""), view);
    server
}

#[wasm_bindgen_test]
async fn a_link_opens_the_wizard() {
    let _server = server(&view());
    let page = opened(&link()).await;
    assert!(page.says(say::client().welcome_start()));
}

#[wasm_bindgen_test]
async fn a_server_with_other_recipients_is_rejected() {
    let stranger = RecipientSet::new(4, recipients().recipients()[..1].to_vec()).expect("a set");
    let server = server(&ClientView { recipients: stranger, ..view() });
    server.answers(&route("POST", "/alarm"), &());
    let page = opened(&link()).await;
    page.matches("main", "client/closed-strangers").await;
    assert_eq!(server.was_asked(&route("POST", "/alarm")), 1);
}

#[wasm_bindgen_test]
async fn an_incomplete_link_sends_no_request() {
    let server = Server::start();
    address("/o#broken");
    let page = Page::of(|| html! { <App ..Props { program: &EARLY } /> }).await;
    address("/");
    assert!(page.says(say::client().closed_incomplete()));
    assert_eq!(server.was_asked("GET /api/config"), 0);
}

#[wasm_bindgen_test]
async fn an_unreachable_server_is_tried_until_it_answers() {
    let server = Server::start();
    server.loses("GET /api/config").loses(&route("GET", ""));
    let page = opened(&link()).await;
    page.matches("main", "client/closed-lost").await;
    server.answers("GET /api/config", &config()).answers(&route("GET", ""), &view());
    super::online();
    page.until(say::client().welcome_start()).await;
}

#[wasm_bindgen_test]
async fn a_refusal_can_be_tried_again() {
    let server = server(&view());
    server.refuses(&route("GET", ""), &problem(500, "broken"));
    let page = opened(&link()).await;
    page.matches("main", "client/closed-broken").await;
    server.answers(&route("GET", ""), &view());
    page.press(say::client().closed_try_again()).await;
    assert!(page.says(say::client().welcome_start()));
}

#[wasm_bindgen_test]
async fn each_link_that_cannot_be_read_says_why() {
    let _server = Server::start();
    for (error, name) in [
        (LinkError::Incomplete, "client/closed-incomplete"),
        (LinkError::Rewritten, "client/closed-rewritten"),
        (LinkError::Several, "client/closed-several"),
        (LinkError::Version, "client/closed-version"),
    ] {
        let page = Page::of(move || html! { <main>{ closed::bad_link(error) }</main> }).await;
        page.matches("main", name).await;
    }
}

#[wasm_bindgen_test]
async fn an_ended_link_says_why_and_has_no_button() {
    let _server = Server::start();
    for (status, code, heading) in [
        (410, "link-expired", say::client().closed_expired()),
        (410, "link-revoked", say::client().closed_revoked()),
        (410, "withdrawn", say::client().closed_withdrawn()),
        (404, "link-unknown", say::client().closed_unknown()),
        (403, "other", say::client().closed_wrong()),
    ] {
        let refusal = Rc::new(problem(status, code));
        let page = Page::of(move || closed::refused(&refusal, Callback::noop())).await;
        assert!(page.says(heading) && !page.has("button"), "{code}");
    }
}

#[wasm_bindgen_test]
async fn an_expired_link_says_whom_to_ask() {
    let server = server(&view());
    let person = Box::new(PersonToAsk { name: "Mia Berg".into(), contact: contact() });
    server.refuses(&route("GET", ""), &Problem { ask: Some(person), ..problem(410, "link-expired") });
    let page = opened(&link()).await;
    assert!(page.says(say::client().closed_expired()) && page.says("Mia Berg"), "{}", page.text());
    assert!(page.has("a[href='tel:+14155550142']") && page.has("a[href='mailto:mia@studio.test']"));
    drop(page);
    server.refuses(&route("GET", ""), &problem(410, "link-revoked"));
    let page = opened(&link()).await;
    assert!(page.says(say::client().closed_revoked()) && !page.has("a"), "{}", page.text());
}
