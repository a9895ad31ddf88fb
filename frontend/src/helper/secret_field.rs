//! The field for the client secret, or for a certificate and its private key. Its text stays in the input element until it is encrypted.

use shared::details::{Cleaning, clean_secret};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::{
    components::{self, described_by},
    say,
};

/// The properties of [`SecretField`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The input element, from which the form reads the secret.
    pub(super) input: NodeRef,
    pub(super) error: Option<AttrValue>,
}

/// Renders the field, with a button that shows its text.
#[component]
pub(super) fn SecretField(props: &Props) -> Html {
    let (say, letter) = (say::helper(), say::letter());
    let is_shown = use_state_eq(|| false);
    let reveal = {
        let is_shown = is_shown.clone();
        move |_: MouseEvent| is_shown.set(!*is_shown)
    };
    html! {
        <div class="field">
            <label class="field__label" for="secret">{ say.label_proof() }</label>
            <p class="field__hint" id="secret-hint">{ say.secret_hint() }</p>
            <div class="field__control">
                <input
                    class="field__input field__input--code"
                    id="secret"
                    ref={props.input.clone()}
                    type={if *is_shown { "text" } else { "password" }}
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    data-bwignore="true"
                    data-lpignore="true"
                    aria-describedby={described_by("secret", true, props.error.is_some())}
                    aria-invalid={props.error.is_some().then_some("true")}
                />
                <button type="button" class="button" aria-pressed={is_shown.to_string()} onclick={reveal}>
                    { if *is_shown { letter.secret_hide() } else { letter.secret_show() } }
                </button>
            </div>
            { components::error("secret", props.error.as_ref()) }
        </div>
    }
}

/// Reads the text. A client secret never contains white space, and a certificate doesn't need it.
pub(super) fn read(input: &NodeRef) -> Zeroizing<String> {
    let field = input.cast::<HtmlInputElement>();
    let typed = field.map(|field| Zeroizing::new(field.value())).unwrap_or_default();
    clean_secret(&typed, Cleaning::RemoveWhitespace).text
}

/// Empties the field.
pub(super) fn clear(input: &NodeRef) {
    if let Some(field) = input.cast::<HtmlInputElement>() {
        field.set_value("");
    }
}
