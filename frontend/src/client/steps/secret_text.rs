//! The text in the secret's field. It is cleaned after a paste, checked against the provider's usual format, and
//! restored if the client undoes the cleaning.

use std::{cell::RefCell, rc::Rc};

use js_sys::RegExp;
use shared::details::{Cleaned, Cleaning, SecretText, clean_secret, oddity, tidied};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::secret_field::Props;
use crate::say;

/// The field's message about the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Note {
    Nothing,
    /// A sentence about what was removed, which the client can undo.
    Removed(String),
    /// A sentence about what is unusual, and true if the field offers to remove it.
    Odd(&'static str, bool),
}

/// The text, which stays in the input element.
#[derive(Clone)]
pub(super) struct SecretInput {
    input: NodeRef,
    cleaning: Cleaning,
    pattern: AttrValue,
    as_typed: Rc<RefCell<bool>>,
    /// The text from before a cleaning, which wipes itself when dropped.
    original: Rc<RefCell<Option<SecretText>>>,
    pub(super) note: UseStateHandle<Note>,
    pub(super) looks_odd: UseStateHandle<bool>,
}

/// Creates the text of a field, fills in what was typed before, and empties the input when the field is removed.
#[hook]
pub(super) fn use_secret_text(props: &Props) -> SecretInput {
    let text = SecretInput {
        input: props.input.clone(),
        cleaning: props.cleaning,
        pattern: props.pattern.clone(),
        as_typed: props.as_typed.clone(),
        original: use_mut_ref(|| None),
        note: use_state(|| Note::Nothing),
        looks_odd: use_state(|| false),
    };
    use_filled(props);
    text
}

impl SecretInput {
    /// Handles input. Typed text isn't changed until the user leaves the field. Only a paste is cleaned right away.
    pub(super) fn typed(&self, event: &InputEvent) {
        self.note.set(Note::Nothing);
        self.looks_odd.set(false);
        if matches!(event.input_type().as_str(), "insertFromPaste" | "insertFromDrop") {
            self.as_typed.replace(false);
            self.look(&event.target_unchecked_into());
        }
    }

    /// Cleans the text, and says what is unusual about it.
    pub(super) fn look(&self, input: &HtmlInputElement) {
        let typed = Zeroizing::new(input.value());
        let cleaned = clean_secret(&typed, effective(self.cleaning, &self.as_typed));
        self.note.set(match sentence(&cleaned) {
            Some(sentence) => {
                self.replace(input, &typed, &cleaned);
                Note::Removed(sentence)
            }
            None => oddity(&typed)
                .map_or(Note::Nothing, |odd| Note::Odd(say::client().oddity(odd), tidied(&typed).is_some())),
        });
        self.looks_odd.set(!cleaned.text.is_empty() && !fits(&cleaned.text, &self.pattern));
    }

    /// Removes the unusual characters.
    pub(super) fn remove(&self) {
        let Some(input) = self.input.cast::<HtmlInputElement>() else { return };
        let typed = Zeroizing::new(input.value());
        if let Some(cleaned) = tidied(&typed) {
            self.replace(&input, &typed, &cleaned);
            self.note.set(sentence(&cleaned).map_or(Note::Nothing, Note::Removed));
        }
    }

    /// Restores what was typed before the cleaning.
    pub(super) fn undo(&self) {
        if let (Some(input), Some(typed)) = (self.input.cast::<HtmlInputElement>(), self.original.take()) {
            input.set_value(typed.expose());
            self.as_typed.replace(true);
            self.note.set(Note::Nothing);
        }
    }

    /// Puts the cleaned text into the input, and stores the original.
    fn replace(&self, input: &HtmlInputElement, typed: &str, cleaned: &Cleaned) {
        self.original.replace(SecretText::new(typed.to_owned()).ok());
        input.set_value(&cleaned.text);
    }
}

/// Fills in what was typed before, and empties the input when the field is removed.
#[hook]
fn use_filled(props: &Props) {
    let (input, before, leave) = (props.input.clone(), props.before.clone(), props.leave.clone());
    use_effect_with((), move |()| {
        let field = input.cast::<HtmlInputElement>();
        if let Some(field) = &field {
            // `html!` can't write this attribute, which is for 1Password. Setting an attribute never fails.
            let _ = field.set_attribute("data-1p-ignore", "true");
        }
        if let (Some(field), Some(secret)) = (&field, &before) {
            field.set_value(secret.expose());
        }
        move || {
            let Some(field) = field else { return };
            // An empty field isn't stored, and a text with a line break isn't a secret.
            if let Ok(secret) = SecretText::new(field.value()) {
                leave.emit(Rc::new(secret));
            }
            field.set_value("");
        }
    });
}

/// Returns the input's text, cleaned unless the client undid that.
pub(super) fn read(input: &HtmlInputElement, cleaning: Cleaning, as_typed: &RefCell<bool>) -> Cleaned {
    let typed = Zeroizing::new(input.value());
    clean_secret(&typed, effective(cleaning, as_typed))
}

fn effective(cleaning: Cleaning, as_typed: &RefCell<bool>) -> Cleaning {
    if *as_typed.borrow() { Cleaning::None } else { cleaning }
}

/// Says what was removed, if anything.
fn sentence(cleaned: &Cleaned) -> Option<String> {
    let (say, spaces) = (say::letter(), cleaned.spaces as u64);
    match (spaces, cleaned.quotes) {
        (0, false) => None,
        (0, true) => Some(say.secret_removed_quotes().to_owned()),
        (_, false) => Some(say.secret_removed_spaces(spaces)),
        (_, true) => Some(say.secret_removed_both(spaces)),
    }
}

/// Returns true if the text has the provider's usual format, or if the format is unknown.
fn fits(text: &str, pattern: &str) -> bool {
    pattern.is_empty() || RegExp::new(pattern, "u").test(text)
}
