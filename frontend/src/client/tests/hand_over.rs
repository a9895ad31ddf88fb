//! Tests of the steps that the client hands over to an administrator.

use shared::{
    details::SecretText,
    grant::OauthClient,
    hand_over::{Answer, HandedStep},
    link::{HandOverLink, Salt},
    seal::Sealed,
    status::Step,
    ways::{Administrator, Site},
    wire::HandOver,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    drawn, route,
    ways::{microsoft, with},
};
use crate::{
    client::{
        plan::{Entry, Place, Plan, Software},
        state::Wizard,
    },
    say,
    tests::{DAY, NOW, Server, client::link},
};

/// Returns a wizard at the steps with an app, for a client who isn't the administrator.
fn with_app() -> Wizard {
    at_place(Place::Way(1), Administrator::SomeoneElse)
}

fn at_place(place: Place, who: Administrator) -> Wizard {
    let software = Some(Software::Known(Site::Django));
    let plan = Plan { software, administrator: Some(who), place, entry: Entry::Password };
    with(&microsoft(), Step::Guide, &plan)
}

fn salt() -> Salt {
    Salt::new(|bytes| bytes.fill(3))
}

fn made() -> HandOverLink {
    link().hand_over(HandedStep::App, salt())
}

fn handed(sealed: Option<Sealed>) -> HandOver {
    let (step, salt) = (HandedStep::App, salt());
    HandOver { step, salt, expires_at: NOW + 7 * DAY, opened_at: None, sealed }
}

fn answer() -> Sealed {
    let application = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().expect("an ID");
    let secret = SecretText::new("canary~horse".into()).expect("a secret");
    let app = OauthClient::new("bakery.test".parse().expect("a tenant"), application, secret);
    let answer = Answer::App(app.expect("a Value"));
    answer.seal(&made()).expect("it is sealed")
}

#[wasm_bindgen_test]
async fn the_message_has_the_link_until_it_is_revoked() {
    let say = say::letter();
    let server = Server::start();
    server.answers(&route("GET", "/handovers"), &Vec::<HandOver>::new());
    let page = drawn(with_app()).await;
    server.answers(&route("POST", "/handovers"), &handed(None));
    server.answers(&route("GET", "/handovers"), &[handed(None)]);
    page.press(say.hand_over_make()).await;
    assert!(page.says(say.hand_over_waiting()) && page.says(made().fragment().as_str()), "{}", page.text());
    server.answers(&route("POST", "/handovers/revoke"), &());
    server.answers(&route("GET", "/handovers"), &Vec::<HandOver>::new());
    page.press(say.hand_over_revoke()).await;
    assert!(page.says(say.hand_over_make()) && !page.says(made().fragment().as_str()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_answer_fills_the_fields_and_the_page_goes_on() {
    let say = say::letter();
    let server = Server::start();
    server.answers(&route("GET", "/handovers"), &[handed(Some(answer()))]);
    let page = drawn(with_app()).await;
    page.until(say.check_before()).await;
    page.press(say::client().back()).await;
    assert!(page.says(say.hand_over_filled()), "{}", page.text());
    assert_eq!(page.value("#tenant"), "bakery.test");
    page.type_into("#tenant", "other.test").await;
    assert!(!page.says(say.hand_over_filled()), "the client changed it");
}

#[wasm_bindgen_test]
async fn an_answer_that_the_link_does_not_vouch_for_fills_nothing() {
    let say = say::letter();
    let server = Server::start();
    let forged = Sealed { tag: vec![0; 32], ..answer() };
    server.answers(&route("GET", "/handovers"), &[handed(Some(forged))]);
    let page = drawn(with_app()).await;
    page.until(say.hand_over_unreadable()).await;
    assert!(!page.says(say.check_before()));
}

#[wasm_bindgen_test]
async fn an_administrator_hands_nothing_over() {
    let _server = Server::start();
    let page = drawn(at_place(Place::Way(1), Administrator::Client)).await;
    assert!(page.says(say::letter().ways_for_you()) && !page.says(say::letter().hand_over_make()));
}

#[wasm_bindgen_test]
async fn another_device_follows_the_step_where_the_guide_begins() {
    let say = say::letter();
    let server = Server::start();
    let list = drawn(at_place(Place::List, Administrator::SomeoneElse)).await;
    assert!(!list.says(say.hand_over_make()), "it belongs to a way");
    drop(list);
    server.answers(&route("GET", "/handovers"), &[handed(None)]);
    let page = drawn(with(&microsoft(), Step::Guide, &Plan::default())).await;
    assert!(page.says(say.hand_over_waiting()) && page.says(made().fragment().as_str()), "{}", page.text());
}
