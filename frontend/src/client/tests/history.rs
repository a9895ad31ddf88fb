//! Tests of the browser's Back and Forward buttons.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{drawn, wizard};
use crate::{
    client::history::read,
    say,
    tests::{Server, client::view},
};
use shared::status::Step;

#[wasm_bindgen_test]
async fn back_and_forward_go_from_step_to_step() {
    let _server = Server::start();
    let page = drawn(wizard(view())).await;
    assert_eq!(read(), Some(Step::Welcome));
    page.press(say::client().welcome_start()).await;
    assert_eq!(read(), Some(Step::Provider));
    let history = gloo_utils::window().history().expect("the browser has a history");
    history.back().expect("the browser goes back");
    page.until(say::client().welcome_start()).await;
    assert_eq!(read(), Some(Step::Welcome));
    history.forward().expect("the browser goes forward");
    page.until(say::client().provider_find()).await;
    assert_eq!(read(), Some(Step::Provider));
}
