//! The staff's pages, drawn in each of their states.

use std::future::Future;

use wasm_bindgen_test::wasm_bindgen_test_configure;
use yew::prelude::*;

use super::session::Session;
use crate::testing::Page;

wasm_bindgen_test_configure!(run_in_browser);

/// Draws a part of the pages for the person of this session.
fn drawn(session: Session, part: impl Fn() -> Html + 'static) -> impl Future<Output = Page> {
    Page::of(
        move || html! { <ContextProvider<Session> context={session.clone()}>{ part() }</ContextProvider<Session>> },
    )
}
