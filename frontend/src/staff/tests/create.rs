//! Tests of a new onboarding, from the form to the link.

use shared::{board::Group, status::Status, wire::Role};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::create::NewPage,
    tests::{
        Page, Server,
        client::{problem, recipients},
        staff::{ada, me, row, session},
    },
};

const RECIPIENTS: &str = "GET /api/recipients";
const CREATE: &str = "POST /api/onboardings";

/// Returns a server with two technicians.
fn server() -> Server {
    let server = Server::start();
    server.answers(RECIPIENTS, &recipients());
    server
}

async fn page() -> Page {
    drawn(session(me(&[Role::Manager])), || html! { <NewPage /> }).await
}

/// Fills in the form, and accepts both technicians.
async fn filled_in() -> Page {
    let page = page().await;
    page.type_into("#client", "Lindqvist Bakery").await;
    page.type_into("#site", "https://bakery.test/contact").await;
    page.choose("#accept-0").await;
    page.choose("#accept-1").await;
    page
}

#[wasm_bindgen_test]
async fn each_technician_is_accepted_the_first_time() {
    let _server = server();
    page().await.matches("main", "staff/new").await;
}

#[wasm_bindgen_test]
async fn each_field_says_what_is_wrong_with_it() {
    let server = server();
    let page = page().await;
    for (field, text) in
        [("#site", "bakery"), ("#address", "info"), ("#client-email", "owner@"), ("#days", "91")]
    {
        page.type_into(field, text).await;
    }
    page.press(say::staff().create_link()).await;
    page.matches("form", "staff/new-wrong").await;
    assert_eq!(server.was_asked(CREATE), 0);
}

#[wasm_bindgen_test]
async fn a_link_is_shown_once_with_a_message() {
    let server = server();
    server.answers(CREATE, &row("7K2M", Status::Waiting, Group::Client));
    let page = filled_in().await;
    page.press(say::staff().create_link()).await;
    assert!(page.says(say::staff().handover_once()));
    let link = page.find(".copy__value").text_content().unwrap_or_default();
    assert!(link.starts_with("https://mail.studio.test/o#"), "{link}");
    assert!(page.find("pre.letter").text_content().unwrap_or_default().contains(&link));
    drop(page);
    // On the next visit, both were already accepted.
    let page = self::page().await;
    page.matches("section[aria-labelledby='recipients']", "staff/new-known").await;
}

#[wasm_bindgen_test]
async fn a_changed_recipient_set_is_loaded_again() {
    let server = server();
    server.refuses(CREATE, &problem(409, "recipients-changed"));
    let page = filled_in().await;
    page.press(say::staff().create_link()).await;
    assert!(page.says("The server says recipients-changed."));
    assert_eq!(server.was_asked(RECIPIENTS), 2);
}

#[wasm_bindgen_test]
async fn a_servers_error_is_shown_at_its_field() {
    let server = server();
    let mut refusal = problem(422, "invalid");
    refusal.field = Some("client".into());
    server.refuses(CREATE, &refusal);
    let page = filled_in().await;
    page.press(say::staff().create_link()).await;
    page.matches(".field:has(#client)", "staff/new-refused").await;
}

#[wasm_bindgen_test]
async fn an_agency_without_keys_learns_who_can_add_one() {
    let server = Server::start();
    server.refuses(RECIPIENTS, &problem(404, "no-recipients"));
    page().await.matches("section[aria-labelledby='recipients']", "staff/new-nobody").await;
    let mut technician = ada();
    (technician.key, technician.roles) = (None, vec![Role::Manager, Role::Technician]);
    let page = drawn(session(technician), || html! { <NewPage /> }).await;
    assert!(page.says(say::staff().recipients_add_key()));
    let page = drawn(session(me(&[Role::Admin])), || html! { <NewPage /> }).await;
    assert!(page.says(say::staff().recipients_invite()));
}

#[wasm_bindgen_test]
async fn failed_recipients_can_be_loaded_again() {
    let server = Server::start();
    server.loses(RECIPIENTS);
    let page = page().await;
    page.matches("section[aria-labelledby='recipients']", "staff/new-unreachable").await;
    server.answers(RECIPIENTS, &recipients());
    page.press(say::staff().try_again()).await;
    assert!(page.says("Ada Moreau"));
}
