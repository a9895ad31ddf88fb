//! A value to copy.

use std::time::Duration;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::say;

/// What a [`CopyField`] takes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the value is.
    pub label: AttrValue,
    /// What is copied.
    pub value: AttrValue,
    /// What is shown if not the plain value (marked parts, a hidden secret).
    #[prop_or_default]
    pub children: Html,
}

/// How long the button says "Copied".
const SHOWN: Duration = Duration::from_secs(3);

/// A value in monospace, and a button that copies it and says so.
#[component]
pub fn CopyField(props: &Props) -> Html {
    let say = say::client();
    let copied = use_state(|| None::<bool>);
    let onclick = {
        let (value, copied) = (props.value.clone(), copied.clone());
        move |_| {
            let (value, copied) = (value.clone(), copied.clone());
            spawn_local(async move {
                copied.set(Some(copy(&value).await));
                gloo_timers::future::sleep(SHOWN).await;
                copied.set(None);
            });
        }
    };
    let (words, aloud) = match *copied {
        None => (say.copy(), ""),
        Some(true) => (say.copied(), say.copied()),
        Some(false) => (say.copy_failed(), say.copy_failed_next()),
    };
    let shown = if props.children == Html::default() {
        html! { { props.value.clone() } }
    } else {
        props.children.clone()
    };
    // Several lines need the whole width.
    let is_long = props.value.contains('\n');
    html! {
        <div class="copy">
            <span class="copy__label">{ props.label.clone() }</span>
            <div class={classes!("copy__row", is_long.then_some("copy__row--lines"))}>
                <span class="copy__value">{ shown }</span>
                <button type="button" class="copy__button" aria-label={say.copy_what(&props.label)} {onclick}>
                    { words }
                </button>
            </div>
            <span class="aside-voice" aria-live="polite">{ aloud }</span>
        </div>
    }
}

/// Puts the text on the clipboard. Returns false if the browser refused, as it does without HTTPS and on some old phones.
pub async fn copy(text: &str) -> bool {
    if !gloo_utils::window().is_secure_context() {
        return false;
    }
    JsFuture::from(gloo_utils::window().navigator().clipboard().write_text(text)).await.is_ok()
}
