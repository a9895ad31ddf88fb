//! Tests of the technician's key.

use shared::wire::{KeyChallenge, Me};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::key::KeyPage,
    tests::{
        NOW, Page, Server,
        client::{IDENTITIES, problem},
        staff::{ada, ada_fingerprint, session},
    },
};

const CHALLENGE: &str = "POST /api/me/key/challenge";

async fn page(me: Me) -> Page {
    drawn(session(me), || html! { <KeyPage /> }).await
}

fn without_key() -> Me {
    Me { key: None, ..ada() }
}

async fn with_file(page: &Page, text: &str) {
    page.type_into("#key-text", text).await;
    page.press(say::technician().key_file_use()).await;
}

#[wasm_bindgen_test]
async fn a_key_can_be_created_or_imported() {
    let _server = Server::start();
    page(without_key()).await.matches("main", "staff/key").await;
}

#[wasm_bindgen_test]
async fn the_current_key_is_shown() {
    let _server = Server::start();
    let page = page(ada()).await;
    page.matches("section[aria-labelledby='current']", "staff/key-current").await;
    assert!(page.says(&ada_fingerprint()));
}

#[wasm_bindgen_test]
async fn a_passphrase_must_be_long_and_typed_twice() {
    let _server = Server::start();
    let page = page(without_key()).await;
    page.type_into("#passphrase", "short").await;
    page.press(say::account().key_create_button()).await;
    page.matches("form", "staff/key-passphrase-short").await;
    page.type_into("#passphrase", "a long passphrase for a key").await;
    page.type_into("#passphrase-again", "a long passphrase for keys").await;
    page.press(say::account().key_create_button()).await;
    assert!(page.says(say::account().key_create_different()));
}

#[wasm_bindgen_test]
async fn an_invalid_key_file_shows_an_error() {
    let _server = Server::start();
    let page = page(without_key()).await;
    with_file(&page, "not a key").await;
    page.matches(".notice", "staff/key-file-wrong").await;
    assert_eq!(page.value("#key-text"), "", "the field should be empty");
}

#[wasm_bindgen_test]
async fn an_imported_key_is_proven_before_it_is_used() {
    let server = Server::start();
    let page = page(without_key()).await;
    with_file(&page, IDENTITIES[0]).await;
    page.matches("section[aria-labelledby='give']", "staff/key-own").await;
    // If the server sends a file that isn't a challenge, the page must not open it.
    let challenge = KeyChallenge { sealed: b"a client's file".to_vec(), expires_at: NOW + 600 };
    server.answers(CHALLENGE, &challenge);
    page.press(say::account().key_own_button()).await;
    assert!(page.says("key-unverified") || page.has(".notice"));
    assert_eq!(server.was_asked("PUT /api/me/key"), 0);
    server.refuses(CHALLENGE, &problem(409, "taken"));
    page.press(say::account().key_own_button()).await;
    assert!(page.says("The server says taken."));
}

#[wasm_bindgen_test]
async fn replacing_a_key_needs_the_password_and_reusing_it_shows_an_error() {
    let _server = Server::start();
    let page = page(ada()).await;
    with_file(&page, IDENTITIES[1]).await;
    page.matches("section[aria-labelledby='give'] form", "staff/key-replaces").await;
    page.press(say::technician().held_forget()).await;
    with_file(&page, IDENTITIES[0]).await;
    assert!(page.says(say::account().key_own_current()));
}
