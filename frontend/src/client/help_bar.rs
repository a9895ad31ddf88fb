//! The line below every step that opens the help. Its content is in the second program, which the first one hands the page
//! over to. Two programs can't share a page: each would take the other's clicks for its own, because Yew numbers the
//! elements of every program from 1.

use gloo_events::EventListener;
use shared::status::Step;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{history, state::Wizard};
use crate::{program, say};

/// The id of the element that has the content.
const PLACE: &str = "help-place";
/// The id of the line.
const LINE: &str = "help-line";

/// Renders the line, with the name of the person whom the client can ask, and its content. With a role, screen readers
/// announce what appears there.
pub(super) fn help_bar(
    name: &str,
    open: bool,
    role: Option<&'static str>,
    onclick: Callback<MouseEvent>,
    content: Html,
) -> Html {
    let say = say::client();
    html! {
        <aside class="no-print" aria-label={say.help()}>
            <details class="fold" {open}>
                <summary class="fold__summary" id={LINE} {onclick}><span>{ say.help_ask(&name) }</span></summary>
                <div class="fold__body" id={PLACE} {role}>{ content }</div>
            </details>
        </aside>
    }
}

/// Moves the focus to the line.
pub(super) fn focus() {
    let line = gloo_utils::document().get_element_by_id(LINE);
    if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        // Without a focus, the line is still there.
        let _ = line.focus();
    }
}

/// Renders the line in the first program, which hands the page over to the second one for the content.
pub(super) fn help_later(wizard: &UseReducerHandle<Wizard>) -> Html {
    let onclick = Callback::from(|_| spawn_local(load()));
    help_bar(&wizard.view.contact_name, false, Some("status"), onclick, Html::default())
}

/// Loads the second program, and hands the page over to it, unless the client has gone on meanwhile.
async fn load() {
    let Some(place) = gloo_utils::document().get_element_by_id(PLACE) else { return };
    place.set_text_content(Some(say::client().loading()));
    match program::load("letter").await {
        Ok(start) if history::read().is_none_or(|step| step == Step::Welcome) => {
            program::start_soon(move || drop(program::leave_to(&start, &JsValue::TRUE)));
        }
        Ok(_) => {}
        Err(problem) => refuse(&place, &problem.detail),
    }
}

/// Says why the content can't be loaded, with a button that tries it again.
fn refuse(place: &Element, why: &str) {
    place.set_text_content(Some(why));
    let Ok(again) = gloo_utils::document().create_element("button") else { return };
    again.set_class_name("button");
    again.set_text_content(Some(say::client().closed_try_again()));
    EventListener::once(&again, "click", |_| spawn_local(load())).forget();
    // If the browser refuses, closing and opening the line does the same.
    let _ = place.append_child(&again);
}
