//! The field for the secret. While the field is on the page, its text is in the input. What was typed before a cleaning is
//! kept apart, wipes itself, and goes with the field. When the field goes, the wizard's state takes the secret, to test it,
//! encrypt it, and put it back if the client returns, and the input is emptied. The state is in the tab's memory, not in
//! the browser's storage, and the secret is wiped with the state.

use std::{cell::RefCell, rc::Rc};

use js_sys::RegExp;
use shared::details::{Cleaned, Cleaning, Secret, clean_secret, oddity, tidied};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::{
    client::pieces::small,
    components::{Tone, described_by, shape},
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

/// What the field says about the text's form.
#[derive(Clone, PartialEq)]
enum Note {
    Nothing,
    /// What was removed; it can be put back.
    Removed(String),
    /// What is unusual, and true if removing it is offered.
    Odd(&'static str, bool),
}

/// A password field. Pastes are cleaned visibly if the provider's secrets have no spaces, and left alone otherwise. The
/// text is compared with the provider's shape.
#[component]
pub(crate) fn SecretField(props: &Props) -> Html {
    let say = say::letter();
    let is_shown = use_state(|| false);
    let note = use_state(|| Note::Nothing);
    let looks_odd = use_state(|| false);
    let original = use_mut_ref(|| None::<Secret>);
    use_filled(props);
    let look = {
        let (cleaning, pattern, as_typed) = (props.cleaning, props.pattern.clone(), props.as_typed.clone());
        let (note, looks_odd, original) = (note.clone(), looks_odd.clone(), original.clone());
        Callback::from(move |input: HtmlInputElement| {
            let typed = Zeroizing::new(input.value());
            let cleaned = clean_secret(&typed, effective(cleaning, &as_typed));
            note.set(match sentence(&cleaned) {
                Some(sentence) => {
                    replace(&input, &typed, &cleaned, &original);
                    Note::Removed(sentence)
                }
                None => oddity(&typed).map_or(Note::Nothing, |odd| {
                    Note::Odd(say::client().oddity(odd), tidied(&typed).is_some())
                }),
            });
            looks_odd.set(!cleaned.text.is_empty() && !fits(&cleaned.text, &pattern));
        })
    };
    // Nothing is touched while it is being typed: only a paste, and what is there when the field is left.
    let oninput = {
        let (look, as_typed) = (look.clone(), props.as_typed.clone());
        let (note, looks_odd) = (note.clone(), looks_odd.clone());
        move |event: InputEvent| {
            note.set(Note::Nothing);
            looks_odd.set(false);
            if matches!(event.input_type().as_str(), "insertFromPaste" | "insertFromDrop") {
                as_typed.replace(false);
                look.emit(event.target_unchecked_into());
            }
        }
    };
    let onchange = move |event: Event| look.emit(event.target_unchecked_into());
    let remove = {
        let (input, note, original) = (props.input.clone(), note.clone(), original.clone());
        Callback::from(move |()| {
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            let typed = Zeroizing::new(input.value());
            if let Some(cleaned) = tidied(&typed) {
                replace(&input, &typed, &cleaned, &original);
                note.set(sentence(&cleaned).map_or(Note::Nothing, Note::Removed));
            }
        })
    };
    let undo = {
        let (input, note, as_typed) = (props.input.clone(), note.clone(), props.as_typed.clone());
        Callback::from(move |()| {
            if let (Some(input), Some(typed)) = (input.cast::<HtmlInputElement>(), original.take()) {
                input.set_value(typed.expose());
                as_typed.replace(true);
                note.set(Note::Nothing);
            }
        })
    };
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
                    {oninput}
                    {onchange}
                />
                <button type="button" class="button" aria-pressed={is_shown.to_string()} onclick={reveal}>
                    { if *is_shown { say.secret_hide() } else { say.secret_show() } }
                </button>
            </div>
            <div class="field__notes" aria-live="polite">
                { match &*note {
                    Note::Nothing => Html::default(),
                    Note::Removed(removed) => html! {
                        <div class="field__note">{ removed }{ " " }{ small(say.secret_undo(), false, undo) }</div>
                    },
                    Note::Odd(said, offers) => html! {
                        <div class="field__note">
                            { *said }
                            if *offers { { " " }{ small(say.secret_remove(), false, remove) } }
                        </div>
                    },
                } }
                if *looks_odd && props.error.is_none() {
                    <p class="field__odd">
                        { shape(Tone::Warn) }
                        <span>{ say.secret_unusual() }</span>
                    </p>
                }
            </div>
            { crate::components::error("secret", props.error.as_ref()) }
        </div>
    }
}

/// Puts back what was typed before, and empties the input as the field goes.
#[hook]
fn use_filled(props: &Props) {
    let (input, before, leave) = (props.input.clone(), props.before.clone(), props.leave.clone());
    use_effect_with((), move |()| {
        let field = input.cast::<HtmlInputElement>();
        if let Some(field) = &field {
            // 1Password's own attribute, whose name `html!` cannot spell. Any attribute can be set.
            let _ = field.set_attribute("data-1p-ignore", "true");
        }
        if let (Some(field), Some(secret)) = (&field, &before) {
            field.set_value(secret.expose());
        }
        move || {
            let Some(field) = field else { return };
            // An empty field is not kept, and a text with a line break is not a secret.
            if let Ok(secret) = Secret::new(field.value()) {
                leave.emit(Rc::new(secret));
            }
            field.set_value("");
        }
    });
}

/// The text of the input as it is used.
pub(super) fn read(input: &HtmlInputElement, cleaning: Cleaning, as_typed: &RefCell<bool>) -> Cleaned {
    let typed = Zeroizing::new(input.value());
    clean_secret(&typed, effective(cleaning, as_typed))
}

fn effective(cleaning: Cleaning, as_typed: &RefCell<bool>) -> Cleaning {
    if *as_typed.borrow() { Cleaning::None } else { cleaning }
}

/// Puts the cleaned text into the input, and keeps what was typed.
fn replace(input: &HtmlInputElement, typed: &str, cleaned: &Cleaned, original: &RefCell<Option<Secret>>) {
    original.replace(Secret::new(typed.to_owned()).ok());
    input.set_value(&cleaned.text);
}

/// Says what was removed, if anything was.
fn sentence(cleaned: &Cleaned) -> Option<String> {
    let (say, spaces) = (say::letter(), cleaned.spaces as u64);
    match (spaces, cleaned.quotes) {
        (0, false) => None,
        (0, true) => Some(say.secret_removed_quotes().to_owned()),
        (_, false) => Some(say.secret_removed_spaces(spaces)),
        (_, true) => Some(say.secret_removed_both(spaces)),
    }
}

/// Returns true if the text has the provider's shape, or no shape is known.
fn fits(text: &str, pattern: &str) -> bool {
    pattern.is_empty() || RegExp::new(pattern, "u").test(text)
}
