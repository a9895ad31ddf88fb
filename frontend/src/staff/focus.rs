//! Where the focus goes by itself.

use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// After a form was found wrong, moves the focus to the first field that is; a screen reader then reads
/// its error. `wrong` is whatever decides which fields show one.
#[hook]
pub(crate) fn use_focus_on_wrong<W: PartialEq + 'static>(wrong: W) {
    use_effect_with(wrong, |_| {
        let first = document().query_selector("[aria-invalid='true']").ok().flatten();
        if let Some(field) = first.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // The field is on the page; where a browser refuses, its error still stands below it.
            let _ = field.focus();
        }
    });
}
