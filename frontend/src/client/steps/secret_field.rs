//! The field for the secret. While the field is on the page, its text is in the input element. The text from before a
//! cleaning is stored separately, and is wiped when the field is removed. At that point, the input is emptied and the
//! secret moves into the wizard's state, where it can be tested, encrypted, or filled in again when the client returns.
//! The state is in the tab's memory, not in the browser's storage, and wipes the secret when it is dropped.

use std::{cell::RefCell, rc::Rc};

use shared::details::{Cleaning, SecretText};
use yew::prelude::*;

use super::secret_text::{Note, SecretInput, use_secret_text};
use crate::{
    client::pieces::small,
    components::{self, Tone, described_by, shape},
    say,
};

/// The properties of [`SecretField`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) label: AttrValue,
    /// The usual format in words; can be empty.
    pub(crate) shape: AttrValue,
    /// A regular expression for the usual format; can be empty.
    pub(crate) pattern: AttrValue,
    pub(crate) cleaning: Cleaning,
    /// The secret that was typed before, if the client returns to this step.
    pub(crate) before: Option<Rc<SecretText>>,
    /// Receives the secret when the field is removed.
    pub(crate) leave: Callback<Rc<SecretText>>,
    pub(crate) error: Option<AttrValue>,
    /// The input element, from which the details step reads the secret.
    pub(crate) input: NodeRef,
    /// True if the client undid a cleaning, so that the text is used as typed.
    pub(crate) as_typed: Rc<RefCell<bool>>,
}

/// A password field. If the provider's secrets have no spaces, pastes are cleaned, and the field says so. It also
/// checks the text against the provider's usual format.
#[component]
pub(crate) fn SecretField(props: &Props) -> Html {
    let say = say::letter();
    let is_shown = use_state(|| false);
    let text = use_secret_text(props);
    let reveal = {
        let is_shown = is_shown.clone();
        move |_| is_shown.set(!*is_shown)
    };
    html! {
        <div class="field">
            <label class="field__label" for="secret">{ props.label.clone() }</label>
            <p class="field__hint" id="secret-hint">
                { if props.shape.is_empty() { say.secret_paste().to_owned() } else { say.secret_expected(&props.shape) } }
            </p>
            <div class="field__control">
                { input(props, *is_shown, &text) }
                <button type="button" class="button" aria-pressed={is_shown.to_string()} onclick={reveal}>
                    { if *is_shown { say.secret_hide() } else { say.secret_show() } }
                </button>
            </div>
            <div class="field__notes" aria-live="polite">
                { note(&text) }
                if *text.looks_odd && props.error.is_none() {
                    <p class="field__odd">
                        { shape(Tone::Warn) }
                        <span>{ say.secret_unusual() }</span>
                    </p>
                }
            </div>
            { components::error("secret", props.error.as_ref()) }
        </div>
    }
}

fn input(props: &Props, is_shown: bool, text: &SecretInput) -> Html {
    let oninput = {
        let text = text.clone();
        move |event: InputEvent| text.typed(&event)
    };
    let onchange = {
        let text = text.clone();
        move |event: Event| text.look(&event.target_unchecked_into())
    };
    html! {
        <input
            class="field__input field__input--code"
            id="secret"
            ref={props.input.clone()}
            type={if is_shown { "text" } else { "password" }}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            data-bwignore="true"
            data-lpignore="true"
            aria-describedby={described_by("secret", true, props.error.is_some())}
            aria-invalid={props.error.is_some().then_some("true")}
            {oninput}
            {onchange}
        />
    }
}

/// Says what was removed or is unusual, with a button to undo or remove it.
fn note(text: &SecretInput) -> Html {
    let say = say::letter();
    let then = |act: fn(&SecretInput)| {
        let text = text.clone();
        Callback::from(move |()| act(&text))
    };
    match &*text.note {
        Note::Nothing => Html::default(),
        Note::Removed(removed) => {
            let undo = small(say.secret_undo(), false, then(SecretInput::undo));
            html! { <div class="field__note">{ removed }{ " " }{ undo }</div> }
        }
        Note::Odd(oddity, offers) => html! {
            <div class="field__note">
                { *oddity }
                if *offers { { " " }{ small(say.secret_remove(), false, then(SecretInput::remove)) } }
            </div>
        },
    }
}
