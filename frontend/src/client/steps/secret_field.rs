//! The field for the secret. While the field is on the page, its text is in the input. What was typed before a cleaning is
//! kept apart, wipes itself, and goes with the field. When the field goes, the wizard's state takes the secret, to test it,
//! encrypt it, and put it back if the client returns, and the input is emptied. The state is in the tab's memory, not in
//! the browser's storage, and the secret is wiped with the state.

use std::{cell::RefCell, rc::Rc};

use shared::details::{Cleaning, Secret};
use yew::prelude::*;

use super::secret_text::{Note, SecretText, use_secret_text};
use crate::{
    client::pieces::small,
    components::{self, Tone, described_by, shape},
    say,
};

/// What a [`SecretField`] takes.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) label: AttrValue,
    /// The shape in words; may be empty.
    pub(crate) shape: AttrValue,
    /// A regular expression that it usually matches; may be empty.
    pub(crate) pattern: AttrValue,
    pub(crate) cleaning: Cleaning,
    /// What was typed before, when the client comes back to this step.
    pub(crate) before: Option<Rc<Secret>>,
    /// Takes what is typed as the field goes.
    pub(crate) leave: Callback<Rc<Secret>>,
    pub(crate) error: Option<AttrValue>,
    /// Where the details read it from.
    pub(crate) input: NodeRef,
    /// True if the client has undone a cleaning, so that the text is used as it is typed.
    pub(crate) as_typed: Rc<RefCell<bool>>,
}

/// A password field. Pastes are cleaned visibly if the provider's secrets have no spaces, and left alone otherwise. The
/// text is compared with the provider's shape.
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

fn input(props: &Props, is_shown: bool, text: &SecretText) -> Html {
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

/// What was removed or is unusual, and the button that undoes or removes it.
fn note(text: &SecretText) -> Html {
    let say = say::letter();
    let then = |act: fn(&SecretText)| {
        let text = text.clone();
        Callback::from(move |()| act(&text))
    };
    match &*text.note {
        Note::Nothing => Html::default(),
        Note::Removed(removed) => {
            let undo = small(say.secret_undo(), false, then(SecretText::undo));
            html! { <div class="field__note">{ removed }{ " " }{ undo }</div> }
        }
        Note::Odd(said, offers) => html! {
            <div class="field__note">
                { *said }
                if *offers { { " " }{ small(say.secret_remove(), false, then(SecretText::remove)) } }
            </div>
        },
    }
}
