//! The field for the secret. Its text stays in the input alone: no state of the page holds it, and the
//! input is emptied as the field goes.

use std::rc::Rc;

use js_sys::RegExp;
use shared::details::{Cleaned, Cleaning, Secret, clean_secret};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::components::{Tone, described_by, shape};

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
}

/// A password field whose pastes are cleaned visibly and compared with the provider's shape.
#[component]
pub(crate) fn SecretField(props: &Props) -> Html {
    let is_shown = use_state(|| false);
    let removed = use_state(|| None::<String>);
    let looks_odd = use_state(|| false);
    use_filled(props);
    let tidy = {
        let (cleaning, pattern) = (props.cleaning, props.pattern.clone());
        let (removed, looks_odd) = (removed.clone(), looks_odd.clone());
        Callback::from(move |input: HtmlInputElement| {
            let cleaned = read(&input, cleaning);
            if let Some(sentence) = sentence(&cleaned) {
                input.set_value(&cleaned.text);
                removed.set(Some(sentence));
            }
            looks_odd.set(!cleaned.text.is_empty() && !fits(&cleaned.text, &pattern));
        })
    };
    // Nothing is touched while it is being typed: only a paste, and what is there when the field is left.
    let oninput = {
        let tidy = tidy.clone();
        let (removed, looks_odd) = (removed.clone(), looks_odd.clone());
        move |event: InputEvent| {
            removed.set(None);
            looks_odd.set(false);
            if matches!(event.input_type().as_str(), "insertFromPaste" | "insertFromDrop") {
                tidy.emit(event.target_unchecked_into());
            }
        }
    };
    let onchange = move |event: Event| tidy.emit(event.target_unchecked_into());
    let reveal = {
        let is_shown = is_shown.clone();
        move |_| is_shown.set(!*is_shown)
    };
    html! {
        <div class="field">
            <label class="field__label" for="secret">{ props.label.clone() }</label>
            <p class="field__hint" id="secret-hint">
                { if props.shape.is_empty() { "Paste it here.".to_owned() } else { format!("It looks like this: {}.", props.shape) } }
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
                    { if *is_shown { "Hide" } else { "Show" } }
                </button>
            </div>
            <div aria-live="polite">
                if let Some(removed) = &*removed {
                    <p class="field__note">{ removed }</p>
                }
                if *looks_odd && props.error.is_none() {
                    <p class="field__odd">
                        { shape(Tone::Warn) }
                        <span>{ "This looks different from what this provider usually gives. If you copied it whole, go on." }</span>
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
            // An empty field is nothing to keep, and one with a line break no secret.
            if let Ok(secret) = Secret::new(field.value()) {
                leave.emit(Rc::new(secret));
            }
            field.set_value("");
        }
    });
}

/// The cleaned text of the input.
pub(super) fn read(input: &HtmlInputElement, cleaning: Cleaning) -> Cleaned {
    let pasted = Zeroizing::new(input.value());
    clean_secret(&pasted, cleaning)
}

/// "Removed 3 spaces.", where anything was removed.
fn sentence(cleaned: &Cleaned) -> Option<String> {
    let spaces = match cleaned.spaces {
        0 => None,
        1 => Some("1 space".to_owned()),
        n => Some(format!("{n} spaces")),
    };
    let quotes = cleaned.quotes.then(|| "the quotation marks around it".to_owned());
    let parts: Vec<String> = spaces.into_iter().chain(quotes).collect();
    (!parts.is_empty()).then(|| format!("Removed {}.", parts.join(" and ")))
}

/// Whether the text has the provider's shape; where no shape is known, every text has it.
fn fits(text: &str, pattern: &str) -> bool {
    pattern.is_empty() || RegExp::new(pattern, "u").test(text)
}
