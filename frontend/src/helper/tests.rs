//! Tests of the page, rendered in a browser.

use std::rc::Rc;

use shared::{
    hand_over::HandedStep,
    link::{HandOverLink, Salt},
    wire::HandOverView,
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::EventInit;
use yew::prelude::*;

use super::page::HelperPage;
use crate::{
    say,
    tests::{
        DAY, NOW, Page, Server,
        client::{config, link},
    },
};

wasm_bindgen_test_configure!(run_in_browser);

const APPLICATION: &str = "22222222-2222-2222-2222-222222222222";
const OBJECT: &str = "44444444-4444-4444-4444-444444444444";

fn made() -> HandOverLink {
    link().hand_over(HandedStep::App, Salt::new(|bytes| bytes.fill(3)))
}

fn route(end: &str) -> String {
    format!("POST /api/h/{}{end}", made().locator())
}

async fn drawn(done_at: Option<i64>) -> Page {
    let view = Rc::new(HandOverView {
        step: HandedStep::App,
        client: "Lindqvist Bakery".into(),
        site: "bakery.test".parse().expect("a domain"),
        mailbox: "shop@bakery.test".parse().expect("an address"),
        expires_at: NOW + 7 * DAY,
        done_at,
    });
    let (link, config) = (Rc::new(made()), Rc::new(config()));
    Page::of(move || html! { <HelperPage link={link.clone()} view={view.clone()} config={config.clone()} /> })
        .await
}

#[wasm_bindgen_test]
async fn the_values_fill_the_commands_and_are_sent_once_they_are_right() {
    let say = say::helper();
    let server = Server::start();
    server.answers(&route("/opened"), &()).answers(&route("/done"), &());
    let page = drawn(None).await;
    assert_eq!(server.was_asked(&route("/opened")), 0, "reading reports nothing");
    assert!(page.says("shop@bakery.test") && page.says(say.commands_wait()));
    assert!(page.says(&say.compare(&"Lindqvist Bakery")), "the server could show another mailbox");
    page.type_into("#application", APPLICATION).await;
    page.type_into("#tenant", "bakery.test").await;
    page.type_into("#object", APPLICATION).await;
    assert!(page.says(say::administrator().same_id()));
    page.type_into("#object", OBJECT).await;
    assert!(page.says(&format!("-AppId '{APPLICATION}' -ObjectId '{OBJECT}'")));
    assert_eq!(server.was_asked(&route("/opened")), 1);
    page.press(&say.send(&"Lindqvist Bakery")).await;
    assert!(page.says(say.missing()), "the secret is missing");
    page.type_into("#secret", OBJECT).await;
    page.press(&say.send(&"Lindqvist Bakery")).await;
    assert!(page.says(say::letter().app_secret_is_id()));
    assert_eq!(server.was_asked(&route("/done")), 0);
    page.type_into("#secret", "canary~horse").await;
    page.press(&say.send(&"Lindqvist Bakery")).await;
    page.until(say.done()).await;
    assert_eq!(server.was_asked(&route("/done")), 1);
}

#[wasm_bindgen_test]
async fn what_was_typed_stays_when_the_rights_change() {
    let server = Server::start();
    server.answers(&route("/opened"), &());
    let page = drawn(None).await;
    let typed = [("#secret", "canary~horse"), ("#expires", "2028-11-30"), ("#object", OBJECT)];
    for (field, text) in typed {
        page.type_into(field, text).await;
    }
    // The classic permission adds steps before and after these fields.
    for rights in ["label:nth-of-type(2) > input", "label:nth-of-type(1) > input"] {
        page.choose(rights).await;
        for (field, text) in typed {
            assert_eq!(page.value(field), text, "{rights}, {field}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_reload_keeps_everything_but_the_secret() {
    let server = Server::start();
    server.answers(&route("/opened"), &()).answers(&route("/done"), &());
    let page = drawn(None).await;
    assert!(!is_asked_before_leaving(), "nothing would be lost");
    let typed = [("#tenant", "bakery.test"), ("#application", APPLICATION), ("#object", OBJECT)];
    for (field, text) in typed {
        page.type_into(field, text).await;
    }
    page.type_into("#secret", "canary~horse").await;
    assert!(is_asked_before_leaving());
    drop(page);
    let page = drawn(None).await;
    assert!(!is_asked_before_leaving());
    for (field, text) in typed {
        assert_eq!(page.value(field), text, "{field}");
    }
    assert_eq!(page.value("#secret"), "");
    page.type_into("#secret", "canary~horse").await;
    page.press(&say::helper().send(&"Lindqvist Bakery")).await;
    page.until(say::helper().done()).await;
    let next = say::helper().done_delete(&"Lindqvist Bakery");
    assert!(page.says(&next) && !is_asked_before_leaving(), "{}", page.text());
    drop(page);
    assert_eq!(drawn(None).await.value("#tenant"), "", "nothing stays after sending");
}

/// Leaves the page as far as the page can tell. Returns true if the browser would ask first.
fn is_asked_before_leaving() -> bool {
    let init = EventInit::new();
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict("beforeunload", &init).expect("an event");
    !gloo_utils::window().dispatch_event(&event).expect("the event is dispatched")
}

#[wasm_bindgen_test]
async fn after_the_answer_the_page_has_no_fields() {
    let _server = Server::start();
    let page = drawn(Some(NOW)).await;
    assert!(page.says(say::helper().done()) && !page.has("input"));
}
