//! Tests of the first step.

use shared::status::Step;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{drawn, wizard};
use crate::{
    client::history::read,
    say,
    tests::{Server, client::view},
};

#[wasm_bindgen_test]
async fn the_page_says_what_is_needed_and_who_can_read_it() {
    let _server = Server::start();
    let page = drawn(wizard(view())).await;
    page.matches("main", "client/welcome").await;
}

#[wasm_bindgen_test]
async fn the_frame_shows_the_progress_and_the_recipients() {
    let _server = Server::start();
    let page = drawn(wizard(view())).await;
    page.matches(".progress", "client/frame-head").await;
    page.matches(".sealed-for", "client/frame-readers").await;
}

#[wasm_bindgen_test]
async fn a_client_who_has_started_can_continue() {
    let _server = Server::start();
    let mut begun = view();
    begun.progress.step = Some(Step::Guide);
    let mut wizard = wizard(begun);
    wizard.step = Step::Welcome;
    let page = drawn(wizard).await;
    assert!(page.says(say::client().go_on()));
    assert!(!page.says(say::client().welcome_start()));
}

#[wasm_bindgen_test]
async fn a_manager_who_is_a_recipient_is_not_said_to_be_excluded() {
    let _server = Server::start();
    let mut own = view();
    own.manager = "Ada Moreau".into();
    let page = drawn(wizard(own)).await;
    assert!(page.says(say::client().welcome_readers_only()));
}

#[wasm_bindgen_test]
async fn the_button_leads_to_the_provider_step() {
    let server = Server::start();
    server.answers(&super::route("POST", "/progress"), &());
    let page = drawn(wizard(view())).await;
    page.press(say::client().welcome_start()).await;
    assert_eq!(read(), Some(Step::Provider));
    // The other program isn't available here, so the page can't be handed over.
    assert!(page.says(say::client().closed_try_again()));
    assert_eq!(server.was_asked(&super::route("POST", "/progress")), 1);
}
