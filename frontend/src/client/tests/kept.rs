//! Tests of what a reload keeps.

use shared::status::Step;
use wasm_bindgen_test::wasm_bindgen_test;

use super::at;
use crate::{
    client::{
        kept::{recall, store},
        state::{Choice, Reload, SecretState, Wizard},
    },
    tests::{
        Server,
        client::{link, receipt},
    },
};

/// Returns a wizard with some typed values.
fn typed() -> Wizard {
    let mut wizard = at(Step::Details);
    wizard.typed.username = "shop".into();
    wizard.note = "Call me".into();
    wizard
}

/// Returns what the tab's storage has for the link.
pub(super) fn stored() -> Option<String> {
    let storage = gloo_utils::window().session_storage().ok()??;
    storage.get_item(&format!("sealpost:{}", link().locator())).ok()?
}

#[wasm_bindgen_test]
fn everything_typed_is_restored() {
    let _server = Server::start();
    store(&typed());
    let mut wizard = at(Step::Details);
    recall(&mut wizard);
    assert_eq!((wizard.typed.username.as_str(), wizard.note.as_str()), ("shop", "Call me"));
    assert_eq!(wizard.reload, Reload::Kept);
}

#[wasm_bindgen_test]
fn the_secret_is_never_stored() {
    let _server = Server::start();
    let mut wizard = at(Step::Check);
    wizard.step = Step::Details;
    store(&wizard);
    let text = stored().expect("the values are stored");
    assert!(!text.contains("abcdefghijklmnop"), "{text}");
}

#[wasm_bindgen_test]
fn values_for_another_address_or_provider_are_ignored() {
    let _server = Server::start();
    store(&typed());
    let mut other = at(Step::Details);
    other.address = "shop@bakery.test".into();
    recall(&mut other);
    assert_eq!(other.note, "");
    let mut other = at(Step::Details);
    other.choice = Some(Choice::Other);
    recall(&mut other);
    assert_eq!((other.note.as_str(), other.reload), ("", Reload::None));
}

#[wasm_bindgen_test]
fn nothing_stays_stored_after_sending() {
    let _server = Server::start();
    store(&typed());
    let mut sent = typed();
    sent.secret = SecretState::Sealed(receipt().into());
    store(&sent);
    assert_eq!(stored(), None);
}

#[wasm_bindgen_test]
fn unreadable_data_is_ignored() {
    let _server = Server::start();
    let storage = gloo_utils::window().session_storage().ok().flatten().expect("storage");
    let name = format!("sealpost:{}", link().locator());
    for text in ["", "{", "[]", "{\"provider\":\"mailhaus\"}"] {
        storage.set_item(&name, text).expect("the storage is writable");
        let mut wizard = at(Step::Details);
        recall(&mut wizard);
        assert_eq!(wizard.reload, Reload::None, "{text}");
    }
}
