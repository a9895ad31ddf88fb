//! A secret that is shown on request and hidden again after a while.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::unseal::Unsealed;
use crate::{components::copy, say};

/// How long a secret stays visible, in milliseconds.
const SHOWN: u32 = 30_000;

/// Returns true if the secret is shown, and a callback that shows or hides it.
#[hook]
pub(crate) fn use_reveal() -> (bool, Callback<()>) {
    let shown = use_state_eq(|| false);
    use_effect_with(*shown, {
        let shown = shown.setter();
        move |is_shown| {
            let timeout = is_shown.then(|| Timeout::new(SHOWN, move || shown.set(false)));
            move || drop(timeout)
        }
    });
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(!*shown))
    };
    (*shown, toggle)
}

/// Returns a callback that copies a text, and true for a few seconds after it worked, or false if it didn't.
#[hook]
pub(crate) fn use_copy() -> (Option<bool>, Callback<zeroize::Zeroizing<String>>) {
    let copied = use_state_eq(|| None::<bool>);
    use_effect_with(*copied, {
        let copied = copied.setter();
        move |result| {
            let timeout = result.is_some().then(|| Timeout::new(4000, move || copied.set(None)));
            move || drop(timeout)
        }
    });
    let run = {
        let copied = copied.setter();
        Callback::from(move |text: zeroize::Zeroizing<String>| {
            let copied = copied.clone();
            spawn_local(async move { copied.set(Some(copy(&text).await)) });
        })
    };
    (*copied, run)
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) label: AttrValue,
    pub(crate) unsealed: Unsealed,
}

/// Renders the secret as a field. It is hidden, with buttons to show and to copy it.
#[component]
pub(crate) fn SecretField(props: &Props) -> Html {
    let say = say::technician();
    let (shown, toggle) = use_reveal();
    let (copied, copy) = use_copy();
    let secret = props.unsealed.opened().secret.text();
    let onclick = {
        let unsealed = props.unsealed.clone();
        move |_| copy.emit(zeroize::Zeroizing::new(unsealed.opened().secret.text().expose().to_owned()))
    };
    html! {
        <div class="copy">
            <span class="copy__label">{ props.label.clone() }</span>
            <div class="copy__row">
                <span class={classes!("copy__value", (!shown).then_some("copy__value--hidden"))} id="secret-value">
                    if shown { { secret.expose().to_owned() } } else { { "••••••••••••" } }
                </span>
                <button type="button" class="copy__button" aria-pressed={shown.to_string()} aria-controls="secret-value"
                    onclick={move |_| toggle.emit(())}>{ if shown { say.secret_hide() } else { say.secret_show() } }</button>
                <button type="button" class="copy__button" aria-label={say.secret_copy(&props.label)} {onclick}>
                    { copy_result(copied) }
                </button>
            </div>
            <span class="aside-voice" aria-live="polite">{ copied.map(|_| copy_result(copied)) }</span>
            if shown { <p class="muted small">{ say.secret_hidden_again() }</p> }
            if copied == Some(false) { <p class="small">{ say.secret_not_copied() }</p> }
        </div>
    }
}

/// Returns the text of a copy button.
pub(crate) fn copy_result(copied: Option<bool>) -> &'static str {
    match copied {
        Some(true) => say::technician().copied(),
        Some(false) => say::technician().not_copied(),
        None => say::technician().copy(),
    }
}
