//! A value with a button to copy it.

use std::time::Duration;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::say;

/// The properties of [`CopyField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The value's label.
    pub label: AttrValue,
    /// The text that is copied.
    pub value: AttrValue,
    /// Shown instead of the plain value, for example marked parts or a hidden secret.
    #[prop_or_default]
    pub children: Html,
}

/// How long the button shows "Copied".
const SHOWN: Duration = Duration::from_secs(3);

/// Shows a value in monospace, with a button that copies it and confirms that.
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
    // A value with several lines needs the full width.
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

/// Copies the text to the clipboard. Returns false if the browser refuses, as it does without HTTPS and on some old
/// phones.
pub async fn copy(text: &str) -> bool {
    if !gloo_utils::window().is_secure_context() {
        return false;
    }
    JsFuture::from(gloo_utils::window().navigator().clipboard().write_text(text)).await.is_ok()
}
