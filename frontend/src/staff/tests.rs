//! Tests of the staff's pages, rendered in each of their states.

mod account;
mod agency;
mod board;
mod create;
mod entrance;
mod frame;
mod key;
mod onboarding;
mod people;
mod prove;
mod settings;
mod technician;

use std::future::Future;

use wasm_bindgen_test::wasm_bindgen_test_configure;
use yew::prelude::*;

use super::session::Session;
use crate::tests::Page;

wasm_bindgen_test_configure!(run_in_browser);

/// Renders a part of the pages for the user of this session.
fn drawn(session: Session, part: impl Fn() -> Html + 'static) -> impl Future<Output = Page> {
    Page::of(move || {
        html! { <ContextProvider<Session> context={session.clone()}><main>{ part() }</main></ContextProvider<Session>> }
    })
}
