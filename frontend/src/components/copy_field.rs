//! A value to copy.

use std::time::Duration;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// What a [`CopyField`] takes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the value is.
    pub label: AttrValue,
    /// What is copied.
    pub value: AttrValue,
    /// What is shown, where it is more than the plain value (marked parts, a hidden secret).
    #[prop_or_default]
    pub children: Html,
}

/// How long "Copied" is shown.
const SHOWN: Duration = Duration::from_secs(3);

/// A value in the letters of a machine, and a button that copies it and says so.
#[component]
pub fn CopyField(props: &Props) -> Html {
    let said = use_state(|| None::<&'static str>);
    let onclick = {
        let (value, said) = (props.value.clone(), said.clone());
        move |_| {
            let (value, said) = (value.clone(), said.clone());
            spawn_local(async move {
                said.set(Some(if copy(&value).await { "Copied" } else { "Select and copy" }));
                gloo_timers::future::sleep(SHOWN).await;
                said.set(None);
            });
        }
    };
    let shown = if props.children == Html::default() {
        html! { { props.value.clone() } }
    } else {
        props.children.clone()
    };
    // Lines need the whole width.
    let is_long = props.value.contains('\n');
    html! {
        <div class="copy">
            <span class="copy__label">{ props.label.clone() }</span>
            <div class={classes!("copy__row", is_long.then_some("copy__row--lines"))}>
                <span class="copy__value">{ shown }</span>
                <button type="button" class="copy__button" aria-label={format!("Copy {}", props.label)} {onclick}>
                    { said.unwrap_or("Copy") }
                </button>
            </div>
            <span class="aside-voice" aria-live="polite">{ said.unwrap_or_default() }</span>
        </div>
    }
}

/// Whether the browser let us put it on the clipboard: outside HTTPS and on some old phones it does not.
pub async fn copy(text: &str) -> bool {
    if !gloo_utils::window().is_secure_context() {
        return false;
    }
    JsFuture::from(gloo_utils::window().navigator().clipboard().write_text(text)).await.is_ok()
}
