//! The board's keyboard shortcuts.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

/// Makes `/` focus the search, unless the focus is in a field. Returns a function that undoes this.
pub(super) fn search_by_slash() -> impl FnOnce() {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window(), "keydown", options, |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        let typing = document()
            .active_element()
            .is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
        let search =
            document().get_element_by_id("search").and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
        if let Some(search) = search.filter(|_| event.key() == "/" && !modified && !typing) {
            event.prevent_default();
            // If the browser refuses, the search can still be reached with Tab.
            let _ = search.focus();
            search.select();
        }
    });
    move || drop(listener)
}

/// Makes the arrow keys move from row to row, across groups. Home and End move to the first and the last row.
pub(super) fn walk_rows(event: &KeyboardEvent) {
    let key = event.key();
    if !matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Home" | "End") || event.alt_key() {
        return;
    }
    let Ok(links) =
        document().query_selector_all(".groups details[open] .row__link, .groups section .row__link")
    else {
        return;
    };
    let links: Vec<HtmlElement> = (0..links.length()).filter_map(|i| links.get(i)?.dyn_into().ok()).collect();
    let row_of = |element: &web_sys::Element| element.closest("li").ok().flatten();
    let here = document().active_element().and_then(|active| {
        let row = row_of(&active)?;
        links.iter().position(|link| row_of(link).as_ref() == Some(&row))
    });
    let (Some(here), Some(last)) = (here, links.len().checked_sub(1)) else { return };
    let next = match key.as_str() {
        "ArrowDown" => (here + 1).min(last),
        "ArrowUp" => here.saturating_sub(1),
        "Home" => 0,
        _ => last,
    };
    event.prevent_default();
    // If the browser refuses, the focus stays where it is.
    let _ = links[next].focus();
}
