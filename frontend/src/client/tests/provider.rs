//! Tests of the second step, where the client types an address and the provider is found.

use std::rc::Rc;

use shared::{
    facts::ProviderKind,
    status::Step,
    wire::{Candidate, Discovery, FoundBy, Sure},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, drawn, kept::stored, login, route, wizard};
use crate::{
    client::state::SecretState,
    say,
    tests::{
        Page, Server,
        client::{brief, config, found_server, passed, problem, provider, view},
    },
};

const DISCOVER: &str = "/discover";

/// Renders the step with an address in its field.
async fn asking(address: &str) -> Page {
    let mut wizard = wizard(view());
    wizard.step = Step::Provider;
    let page = drawn(wizard).await;
    page.type_into("#address", address).await;
    page
}

/// Renders the step with this answer to the search.
async fn found(server: &Server, answer: &Discovery) -> Page {
    server.answers(&route("POST", DISCOVER), answer);
    let page = asking("info@bakery.test").await;
    page.press(say::client().provider_find()).await;
    page
}

fn mailhaus(sure: Sure, by: FoundBy) -> Discovery {
    Discovery {
        provider: Some(brief("mailhaus", "Mailhaus", ProviderKind::Mailbox)),
        found_by: Some(by),
        sure: Some(sure),
        ..Discovery::default()
    }
}

#[wasm_bindgen_test]
async fn the_step_asks_for_the_address() {
    let _server = Server::start();
    asking("").await.matches("main", "client/provider").await;
}

#[wasm_bindgen_test]
async fn an_invalid_address_is_not_sent() {
    let server = Server::start();
    let page = asking("info@bakery").await;
    page.press(say::client().provider_find()).await;
    page.matches("form", "client/provider-wrong").await;
    assert_eq!(server.was_asked(&route("POST", DISCOVER)), 0);
    page.type_into("#address", "info@bakery.t").await;
    assert!(!page.has("#address-error"), "the address isn't checked again until it's sent");
}

#[wasm_bindgen_test]
async fn a_slow_search_says_that_it_is_running() {
    let server = Server::start();
    server.is_silent_at(&route("POST", DISCOVER));
    let page = asking("info@bakery.test").await;
    page.press(say::client().provider_find()).await;
    page.matches("form", "client/provider-finding").await;
    page.type_into("#address", "shop@bakery.test").await;
    assert!(!page.says(say::client().provider_finding()), "a new address stops the search");
}

#[wasm_bindgen_test]
async fn a_late_answer_about_the_previous_address_is_ignored() {
    let server = Server::start();
    server.is_late_with(&route("POST", DISCOVER), &mailhaus(Sure::Certain, FoundBy::Mx));
    let page = asking("info@bakery.test").await;
    page.press(say::client().provider_find()).await;
    page.type_into("#address", "shop@other.test").await;
    Server::catches_up();
    page.settle().await;
    assert!(!page.says("Mailhaus"), "this provider belongs to the previous address");
}

#[wasm_bindgen_test]
async fn a_late_provider_is_not_chosen_after_the_address_has_changed() {
    let server = Server::start();
    let page = found(&server, &mailhaus(Sure::Certain, FoundBy::Mx)).await;
    server.is_late_with("GET /api/providers/mailhaus", &provider());
    page.press(say::client().found_yes()).await;
    page.type_into("#address", "shop@other.test").await;
    Server::catches_up();
    page.settle().await;
    assert!(page.has("#address"), "the client stays at this step");
}

#[wasm_bindgen_test]
async fn a_provider_is_shown_with_how_sure_we_are() {
    let server = Server::start();
    let page = found(&server, &mailhaus(Sure::Certain, FoundBy::Mx)).await;
    page.matches("main", "client/provider-found").await;
    for (sure, by, expected) in [
        (Sure::Likely, FoundBy::Spf, say::client().found_likely()),
        (Sure::Guess, FoundBy::Greeting, say::client().found_guess()),
    ] {
        assert!(found(&server, &mailhaus(sure, by)).await.says(expected));
    }
}

#[wasm_bindgen_test]
async fn the_domains_own_server_is_shown() {
    let server = Server::start();
    let answer = Discovery {
        server: Some(found_server()),
        found_by: Some(FoundBy::Autoconfig),
        sure: Some(Sure::Likely),
        ..Discovery::default()
    };
    found(&server, &answer).await.matches(".found", "client/provider-own-server").await;
}

#[wasm_bindgen_test]
async fn several_candidates_lead_to_a_question() {
    let server = Server::start();
    let candidate = |name: &str, found_by| Candidate {
        provider: Some(brief(&name.to_lowercase(), name, ProviderKind::Mailbox)),
        server: None,
        found_by,
    };
    let mut answer = Discovery {
        ask: vec![candidate("Mailhaus", FoundBy::Mx), candidate("Postbox", FoundBy::Spf)],
        ..Discovery::default()
    };
    found(&server, &answer).await.matches("main", "client/provider-several").await;
    answer.gateway = Some("Filterwerk".into());
    let words = say::client().found_several_filter(&"bakery.test", &"Filterwerk");
    assert!(found(&server, &answer).await.says(&words));
}

#[wasm_bindgen_test]
async fn the_client_can_correct_a_domain_that_does_not_exist() {
    let server = Server::start();
    let answer = Discovery { absent: true, ..Discovery::default() };
    found(&server, &answer).await.matches("main", "client/provider-absent").await;
}

#[wasm_bindgen_test]
async fn an_unknown_provider_is_chosen_from_the_list() {
    let server = Server::start();
    let all = [
        brief("mailhaus", "Mailhaus", ProviderKind::Mailbox),
        brief("postbox", "Postbox", ProviderKind::Mailbox),
        brief("sendwerk", "Sendwerk", ProviderKind::Relay),
    ];
    server.answers("GET /api/providers", &all);
    let page = found(&server, &Discovery::default()).await;
    page.matches("main", "client/provider-unknown").await;
    page.type_into("#provider-search", "HAUS").await;
    assert!(page.says("Mailhaus") && !page.says("Postbox") && !page.says("Sendwerk"));
}

#[wasm_bindgen_test]
async fn a_list_that_does_not_load_says_why() {
    let server = Server::start();
    server.refuses("GET /api/providers", &problem(500, "broken"));
    let page = found(&server, &Discovery::default()).await;
    page.matches("main section", "client/provider-list-refused").await;
}

#[wasm_bindgen_test]
async fn picking_a_provider_leads_to_its_guide() {
    let server = Server::start();
    server.answers("GET /api/providers/mailhaus", &provider());
    server.answers(&route("POST", "/progress"), &());
    let page = found(&server, &mailhaus(Sure::Certain, FoundBy::Mx)).await;
    page.press(say::client().found_yes()).await;
    assert!(page.says(say::letter().guide_app_password()), "{}", page.text());
    assert_eq!(server.was_asked("GET /api/providers/mailhaus"), 1);
}

#[wasm_bindgen_test]
async fn another_address_at_the_same_provider_starts_over() {
    let server = Server::start();
    server.answers(&route("POST", DISCOVER), &mailhaus(Sure::Certain, FoundBy::Mx));
    server.answers("GET /api/providers/mailhaus", &provider());
    let mut tested = at(Step::Check);
    tested.secret = SecretState::Checked(Rc::new(login("abcdefghijklmnop")), Rc::new(passed()));
    tested.passed = Some(tested.typed.clone());
    tested.step = Step::Provider;
    let page = drawn(tested).await;
    page.type_into("#address", "shop@bakery.test").await;
    let kept = stored().expect("the values are stored");
    assert!(
        !kept.contains("shop@"),
        "until a provider is chosen, they belong to the previous address: {kept}"
    );
    page.press(say::client().provider_find()).await;
    page.press(say::client().found_yes()).await;
    let kept = stored().expect("the values are stored");
    assert!(kept.contains("shop@") && !kept.contains("info@"), "{kept}");
    page.press(say::letter().guide_app_password_done()).await;
    assert_eq!(page.value("#secret"), "", "the password of the other mailbox");
    page.press(say::client().go_on()).await;
    assert!(page.has("#secret"), "nothing was tested yet: {}", page.text());
}

#[wasm_bindgen_test]
async fn a_refusal_and_a_lost_connection_are_shown() {
    let server = Server::start();
    server.refuses(&route("POST", DISCOVER), &problem(429, "too-many"));
    let page = asking("info@bakery.test").await;
    page.press(say::client().provider_find()).await;
    assert!(page.says("The server says too-many."));
    server.loses(&route("POST", DISCOVER));
    page.press(say::client().provider_find()).await;
    page.matches("main", "client/provider-lost").await;
    // After the connection is back, no request waits for it anymore.
    server.answers("GET /api/config", &config());
    server.answers(&route("POST", DISCOVER), &mailhaus(Sure::Certain, FoundBy::Mx));
    super::online();
    page.settle().await;
    assert!(page.says("Mailhaus"));
}
