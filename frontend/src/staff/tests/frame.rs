//! Tests of the frame, and of pages that not every role can see.

use std::{cell::Cell, rc::Rc};

use shared::wire::Role;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::{
        frame::Frame,
        leaving,
        remote::Answer,
        route::Route,
        session::Session,
        state::{NotForYou, Nothing},
    },
    tests::{
        Server,
        client::problem,
        staff::{ada, me, session},
    },
};

#[wasm_bindgen_test]
async fn the_menu_has_the_pages_of_each_role() {
    let _server = Server::start();
    for (me, name) in [
        (me(&[Role::Manager]), "staff/frame-manager"),
        (ada(), "staff/frame-technician"),
        (me(&[Role::Admin]), "staff/frame-administrator"),
    ] {
        let page = drawn(session(me), || html! { <Frame route={Route::Board}>{ "content" }</Frame> }).await;
        page.matches("main", name).await;
    }
}

#[wasm_bindgen_test]
async fn the_menu_opens_on_a_phone() {
    let _server = Server::start();
    let page =
        drawn(session(me(&[Role::Manager])), || html! { <Frame route={Route::Board}>{ "content" }</Frame> })
            .await;
    assert!(page.has(".top__menu[aria-expanded='false']"));
    page.press(say::staff().menu()).await;
    assert!(page.has(".top__menu[aria-expanded='true']") && page.has(".top__more--open"));
}

#[wasm_bindgen_test]
async fn a_sign_out_works_offline_and_is_sent_later() {
    let server = Server::start();
    server.refuses("DELETE /api/session", &problem(500, "broken"));
    let ended = Rc::new(Cell::new(false));
    let note = ended.clone();
    let manager = session(me(&[Role::Manager]));
    let session = Session { ended: Callback::from(move |()| note.set(true)), ..manager };
    let page = drawn(session, || html! { <Frame route={Route::Board}>{ "content" }</Frame> }).await;
    page.press(say::staff().sign_out()).await;
    assert!(ended.get() && leaving::is_owed());
    server.answers("DELETE /api/session", &());
    leaving::tell().await.expect("the server answers the sign-out");
    assert!(!leaving::is_owed());
}

#[wasm_bindgen_test]
async fn a_page_for_another_role_names_the_role() {
    let _server = Server::start();
    for (route, name) in [
        (Route::Queue, "staff/denied-technicians"),
        (Route::People, "staff/denied-administrators"),
        (Route::New, "staff/denied-managers"),
    ] {
        let page = drawn(session(me(&[])), move || html! { <NotForYou route={route.clone()} /> }).await;
        page.matches("main", name).await;
    }
}

#[wasm_bindgen_test]
async fn an_unknown_address_shows_an_error() {
    let _server = Server::start();
    let page = drawn(session(me(&[])), || html! { <Nothing /> }).await;
    assert!(page.says(say::staff().page_missing()));
}

#[wasm_bindgen_test]
fn the_last_answer_is_kept_until_a_newer_one_arrives() {
    let after =
        |answer: Answer<u32>, next| Rc::try_unwrap(Rc::new(answer).reduce(next)).expect("the only reference");
    let lost = || problem(0, "offline");
    let known = after(Answer::Awaited, Ok(1));
    assert_eq!(known, Answer::Known(1.into()));
    let outdated = after(known, Err(lost()));
    assert_eq!(outdated, Answer::Outdated(1.into(), lost()));
    assert_eq!(after(outdated, Ok(2)), Answer::Known(2.into()));
    let failed = after(Answer::Awaited, Err(lost()));
    assert_eq!(failed, Answer::Failed(lost()));
    assert_eq!(after(failed, Ok(3)), Answer::Known(3.into()));
}
