//! Tests of the retention settings and the activity log.

use shared::{
    retention::{Kind, SetBy},
    wire::{ActivityAbout, Kept, Retention, Role},
};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::{activity::Activities, settings::SettingsPage},
    tests::{
        Page, Server,
        client::{link, problem},
        staff::{activity, me, session},
    },
};

const RETENTION: &str = "GET /api/retention";
const SAVED: &str = "PUT /api/retention";

fn retention() -> Retention {
    let kept = |kind: Kind| Kept {
        kind,
        days: kind.default_days(),
        set_by: if kind == Kind::Closed { SetBy::Operator } else { SetBy::Default },
        least: kind.least(),
    };
    Retention { kinds: Kind::ALL.map(kept).to_vec() }
}

async fn settings() -> Page {
    drawn(session(me(&[Role::Admin])), || html! { <SettingsPage /> }).await
}

#[wasm_bindgen_test]
async fn each_kind_has_a_field_unless_the_operator_set_it() {
    let server = Server::start();
    server.answers(RETENTION, &retention());
    settings().await.matches("main", "staff/settings").await;
}

#[wasm_bindgen_test]
async fn an_invalid_number_of_days_is_not_sent() {
    let server = Server::start();
    server.answers(RETENTION, &retention());
    let page = settings().await;
    page.type_into("#checks", "a month").await;
    page.press(say::staff().retention_save()).await;
    page.matches(".field:has(#checks)", "staff/settings-wrong").await;
    assert_eq!(server.was_asked(SAVED), 0);
}

#[wasm_bindgen_test]
async fn saved_and_refused_changes_are_both_reported() {
    let server = Server::start();
    server.answers(RETENTION, &retention()).answers(SAVED, &retention());
    let page = settings().await;
    page.press(say::staff().retention_save()).await;
    assert!(page.says(say::staff().retention_saved()));
    let mut refusal = problem(422, "too-short");
    refusal.field = Some("activity".into());
    server.refuses(SAVED, &refusal);
    page.press(say::staff().retention_save()).await;
    assert!(page.find(".field:has(#activity)").text_content().unwrap_or_default().contains("too-short"));
}

async fn log() -> Page {
    drawn(session(me(&[Role::Admin])), || html! { <Activities /> }).await
}

#[wasm_bindgen_test]
async fn the_log_names_clients_and_links() {
    let server = Server::start();
    let mut first = activity(3, "client");
    first.about = Some(ActivityAbout {
        id: "7K2M".into(),
        client: "Lindqvist Bakery".into(),
        site: "bakery.test".parse().expect("a domain"),
        locator: Some(link().locator()),
    });
    server.answers("GET /api/activity", &[first, activity(2, "server"), activity(1, "Mia Berg")]);
    log().await.matches("main", "staff/activity").await;
}

#[wasm_bindgen_test]
async fn older_entries_load_on_request() {
    let server = Server::start();
    server.answers("GET /api/activity", &[activity(9, "client")]);
    server.answers("GET /api/activity?after=9", &[activity(1, "server")]);
    let page = log().await;
    page.press(say::staff().activity_older()).await;
    assert!(page.says("Event 9.") && page.says("Event 1."));
    assert!(!page.says(say::staff().activity_older()), "there's nothing older than the first entry");
}
