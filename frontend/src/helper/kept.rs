//! Keeps what was typed, except the secret, across a reload, because the steps take a while. It's in the tab's session
//! storage, which servers don't see and which ends with the tab. The secret is never stored there, so the browser asks
//! before it leaves a page with one.

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use serde::{Deserialize, Serialize};
use shared::link::HandOverLink;
use wasm_bindgen::JsValue;
use web_sys::Storage;
use yew::prelude::*;

use super::{secret_field, values::Values};
use crate::json;

/// The data stored for one link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) values: Values,
    pub(super) is_scoped: bool,
}

/// Stores what was typed so far.
pub(super) fn store(link: &HandOverLink, kept: &Kept) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(kept)) {
        // If the browser stores nothing, there is only more to type after a reload.
        let _ = storage.set_item(&name(link), &text);
    }
}

/// Returns what was stored for this link.
pub(super) fn recall(link: &HandOverLink) -> Kept {
    let text = storage().and_then(|storage| storage.get_item(&name(link)).ok()?);
    let kept = text.and_then(|text| json::read(&text));
    kept.unwrap_or(Kept { values: Values::default(), is_scoped: true })
}

/// Removes it, after the values were sent.
pub(super) fn remove(link: &HandOverLink) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&name(link));
    }
}

fn storage() -> Option<Storage> {
    gloo_utils::window().session_storage().ok()?
}

fn name(link: &HandOverLink) -> String {
    format!("sealpost:h:{}", link.locator())
}

/// Lets the browser ask before it leaves or reloads the page, while there is a secret in this field.
#[hook]
pub(super) fn use_question(secret: &NodeRef) {
    let secret = secret.clone();
    use_effect_with((), move |()| {
        let (window, options) = (gloo_utils::window(), EventListenerOptions::enable_prevent_default());
        let ask = move |event: &Event| {
            if !secret_field::read(&secret).is_empty() {
                event.prevent_default();
                // For older browsers. Setting a property of an event never fails.
                let _ = Reflect::set(event, &JsValue::from_str("returnValue"), &JsValue::TRUE);
            }
        };
        let listener = EventListener::new_with_options(&window, "beforeunload", options, ask);
        move || drop(listener)
    });
}
