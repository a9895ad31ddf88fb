//! Moves the focus after a form is submitted.

use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Moves the focus to the first field with an error, so that screen readers read it. Runs each time `wrong` changes.
#[hook]
pub(crate) fn use_focus_on_wrong<W: PartialEq + 'static>(wrong: W) {
    use_effect_with(wrong, |_| {
        let first = document().query_selector("[aria-invalid='true']").ok().flatten();
        if let Some(field) = first.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // If the browser refuses, the error is still shown below the field.
            let _ = field.focus();
        }
    });
}
