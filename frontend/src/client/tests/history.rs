//! Tests of the browser's Back and Forward buttons.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, drawn};
use crate::{client::history::read, say, tests::Server};
use shared::status::Step;

#[wasm_bindgen_test]
async fn back_and_forward_go_from_step_to_step() {
    let _server = Server::start();
    let (guide, done) = (say::letter().guide_app_password(), say::letter().guide_app_password_done());
    let page = drawn(at(Step::Guide)).await;
    assert_eq!(read(), Some(Step::Guide));
    page.press(done).await;
    assert_eq!(read(), Some(Step::Details));
    let history = gloo_utils::window().history().expect("the browser has a history");
    history.back().expect("the browser goes back");
    page.until(guide).await;
    assert_eq!(read(), Some(Step::Guide));
    history.forward().expect("the browser goes forward");
    page.until(say::client().go_on()).await;
    assert_eq!(read(), Some(Step::Details));
}
