//! Tests of the steps that the client hands over to an administrator.

use std::rc::Rc;

use shared::{
    check::CheckReport,
    diagnosis::Acts,
    hand_over::{Answer, HandedStep},
    link::{HandOverLink, Salt},
    seal::Sealed,
    secret::Secret,
    status::Step,
    ways::{Administrator, Site},
    wire::HandOver,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    drawn, online, route,
    ways::{microsoft, with},
};
use crate::{
    client::{
        kept,
        plan::{AppFields, Entry, Place, Plan, Software},
        state::{Login, Reload, SecretState, Wizard},
    },
    say,
    tests::{
        DAY, NOW, Page, Server,
        client::{answers, app, config, link, rejected, secret},
    },
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
    handed_with(salt(), sealed)
}

fn handed_with(salt: Salt, sealed: Option<Sealed>) -> HandOver {
    let step = HandedStep::App;
    HandOver { step, salt, expires_at: NOW + 7 * DAY, opened_at: None, sealed }
}

fn answer() -> Sealed {
    Answer::App(app("canary~horse")).seal(&made()).expect("it is sealed")
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

/// Returns the page after an answer has filled in the values, at the steps with an app again.
async fn filled_in(server: &Server) -> Page {
    server.answers(&route("GET", "/handovers"), &[handed(Some(answer()))]);
    let page = drawn(with_app()).await;
    page.until(say::letter().check_before()).await;
    for _ in 0..2 {
        page.press(say::client().back()).await;
    }
    page
}

#[wasm_bindgen_test]
async fn an_answer_is_filled_in_once_and_then_only_if_the_client_wants_it() {
    let say = say::letter();
    let server = Server::start();
    let page = filled_in(&server).await;
    assert!(page.says(say.hand_over_filled()) && !page.says(say.hand_over_use()), "{}", page.text());
    page.press(say::client().go_on()).await;
    page.type_into("#tenant", "other.test").await;
    page.press(say::client().back()).await;
    assert!(page.says(say.hand_over_received()) && !page.says(say.hand_over_filled()), "{}", page.text());
    page.press(say.ways_have_values()).await;
    assert_eq!(page.value("#tenant"), "other.test", "the client's correction stays");
    page.press(say::client().back()).await;
    page.press(say.hand_over_use()).await;
    assert!(page.says(say.check_before()), "{}", page.text());
    page.press(say::client().back()).await;
    assert_eq!(page.value("#tenant"), "bakery.test");
}

#[wasm_bindgen_test]
async fn an_answer_does_not_replace_another_way_that_the_client_chose() {
    let say = say::letter();
    let server = Server::start();
    server.answers(&route("GET", "/handovers"), &[handed(Some(answer()))]);
    let mut wizard = with(&microsoft(), Step::Guide, &Plan { place: Place::List, ..Plan::default() });
    wizard.secret = SecretState::Typed(secret("hunter2"));
    let page = drawn(wizard).await;
    assert!(page.says(say.hand_over_received()) && page.says(say.hand_over_use()), "{}", page.text());
    drop(page);
    let password = Plan { place: Place::Password, ..Plan::default() };
    let page = drawn(with(&microsoft(), Step::Details, &password)).await;
    assert!(page.says(say.details_mailbox_password()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn values_that_do_not_work_can_be_asked_for_again() {
    let say = say::letter();
    let server = Server::start();
    let page = filled_in(&server).await;
    assert!(page.says(say.hand_over_filled_next()), "{}", page.text());
    let other = || handed_with(Salt::new(|bytes| bytes.fill(4)), None);
    server.answers(&route("POST", "/handovers"), &other());
    server.answers(&route("GET", "/handovers"), &[other()]);
    page.press(say.hand_over_again()).await;
    assert!(page.says(say.hand_over_waiting()) && !page.says(say.hand_over_filled()), "{}", page.text());
    drop(page);
    // The server shows the link that was replaced.
    server.answers(&route("GET", "/handovers"), &[handed(Some(answer()))]);
    let page = drawn(with_app()).await;
    assert!(page.says(say.hand_over_make()) && !page.says(say.check_before()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_link_can_be_cancelled_after_its_answer_arrived() {
    let say = say::letter();
    let server = Server::start();
    let page = filled_in(&server).await;
    server.answers(&route("POST", "/handovers/revoke"), &());
    page.press(say.hand_over_revoke()).await;
    assert!(page.says(say.hand_over_make()) && !page.says(say.hand_over_filled()), "{}", page.text());
    drop(page);
    let page = drawn(with_app()).await;
    assert!(page.says(say.hand_over_make()), "it doesn't count, whatever the server says: {}", page.text());
}

#[wasm_bindgen_test]
async fn after_a_failed_test_the_page_does_not_say_that_nothing_has_to_change() {
    let say = say::letter();
    let server = Server::start();
    drop(filled_in(&server).await);
    let login = Login { answers: answers(), secret: Rc::new(Secret::OauthClient(app("canary~horse"))) };
    let mut wizard = with_app();
    wizard.typed.plan = Plan { entry: app_entry(), ..wizard.plan() }.write();
    let login = Rc::new(login);
    let (failed, again) = (say.hand_over_filled_failed(), say.hand_over_filled_again());
    let unexplained = CheckReport { diagnosis: None, ..rejected(Acts::Administrator) };
    for (report, words) in [
        (rejected(Acts::Administrator), failed),
        (rejected(Acts::Wait), again),
        (rejected(Acts::Technician), again),
        (unexplained, again),
    ] {
        wizard.secret = SecretState::Checked(login.clone(), Rc::new(report));
        let page = drawn(wizard.clone()).await;
        assert!(page.says(words), "{}", page.text());
        for other in [failed, again, say.hand_over_filled_next()] {
            assert!(other == words || !page.says(other), "{}", page.text());
        }
        assert!(page.says(say.hand_over_again()) && page.says(say.hand_over_revoke()));
    }
}

/// Returns what the answer fills in.
fn app_entry() -> Entry {
    Entry::OauthClient(AppFields {
        tenant: "bakery.test".into(),
        application: "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".into(),
        ..AppFields::default()
    })
}

#[wasm_bindgen_test]
async fn after_a_reload_the_page_fetches_the_secret_again_and_tests_it() {
    let say = say::letter();
    let server = Server::start();
    drop(filled_in(&server).await);
    let mut wizard = with(&microsoft(), Step::Details, &Plan::default());
    kept::recall(&mut wizard);
    assert_eq!(wizard.reload, Reload::Kept);
    wizard.passed = Some(wizard.typed.clone());
    let page = drawn(wizard).await;
    assert!(page.says(say.check_before()), "it may not be the one that was tested: {}", page.text());
    page.press(say.check_skip()).await;
    assert!(page.says(say.seal_unverified()) && !page.says(say.seal_tested_before()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn another_device_does_not_ask_for_a_secret_that_the_client_never_had() {
    let say = say::letter();
    for (has_answer, words) in [(true, say.check_before()), (false, say.hand_over_waiting())] {
        let server = Server::start();
        server.answers(&route("GET", "/handovers"), &[handed(has_answer.then(answer))]);
        let mut wizard = with(&microsoft(), Step::Details, &Plan::default());
        wizard.typed.plan.clear();
        let page = drawn(wizard).await;
        assert!(page.says(words), "{}", page.text());
    }
}

#[wasm_bindgen_test]
async fn a_secret_that_is_being_typed_is_not_replaced() {
    let say = say::letter();
    let server = Server::start();
    server.is_late_with(&route("GET", "/handovers"), &[handed(Some(answer()))]);
    let plan = Plan { entry: app_entry(), ..Plan::default() };
    let page = drawn(with(&microsoft(), Step::Details, &plan)).await;
    page.type_into("#secret", "8Q~own").await;
    Server::catches_up();
    page.until(say.hand_over_received()).await;
    assert_eq!(page.value("#secret"), "8Q~own");
    page.press(say.hand_over_use()).await;
    assert!(page.says(say.check_before()), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_link_is_offered_only_once_the_server_has_said_that_there_is_none() {
    let say = say::letter();
    let server = Server::start();
    server.loses(&route("GET", "/handovers")).answers("GET /api/config", &config());
    let page = drawn(with_app()).await;
    assert!(!page.says(say.hand_over_make()), "another link would end the one that the administrator has");
    server.answers(&route("GET", "/handovers"), &[handed(None)]);
    online();
    page.until(say.hand_over_waiting()).await;
    assert!(page.says(made().fragment().as_str()), "{}", page.text());
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
