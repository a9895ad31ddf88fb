//! A field with its label above it, a hint below the label, and an error below the field.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{Tone, shape};

/// What a field is for, which decides the keyboard, spell checking and what the browser can fill in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// An email address; the browser can offer the person's own.
    Email,
    /// A server name, a user name or another exact value: no spell checking, no suggestions.
    Exact,
    /// Digits.
    Number,
    /// The password for this site, which a password manager should offer.
    Password,
    /// A new password for this site.
    NewPassword,
    /// The code from an authenticator app, which a password manager may know.
    OneTimeCode,
    /// A search.
    Search,
}

impl Kind {
    /// `type`, `inputmode` and `autocomplete`.
    fn attributes(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Text | Self::Exact => ("text", "text", "off"),
            Self::Email => ("email", "email", "email"),
            Self::Number => ("text", "numeric", "off"),
            Self::Password => ("password", "text", "current-password"),
            Self::NewPassword => ("password", "text", "new-password"),
            Self::OneTimeCode => ("text", "numeric", "one-time-code"),
            Self::Search => ("search", "search", "off"),
        }
    }
}

/// What a [`Field`] takes.
#[derive(Properties, PartialEq, Default)]
pub struct Props {
    /// Unique on the page.
    pub id: AttrValue,
    /// What to type.
    pub label: AttrValue,
    /// What is in it.
    pub value: AttrValue,
    /// Called with the text on every change.
    pub oninput: Callback<String>,
    /// What it is for.
    #[prop_or_default]
    pub kind: Kind,
    /// Help with filling it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong, and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// A value that replaces the kind's, such as `organization`.
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// What is next to the input.
    #[prop_or_default]
    pub children: Html,
    /// The input, to move the focus to it.
    #[prop_or_default]
    pub input: NodeRef,
}

/// A field of one line.
#[component]
pub fn Field(props: &Props) -> Html {
    field(props)
}

/// The same as a function.
pub fn field(props: &Props) -> Html {
    let (kind, inputmode, autocomplete) = props.kind.attributes();
    let autocomplete = props.autocomplete.clone().unwrap_or(autocomplete.into());
    let is_words = props.kind == Kind::Text;
    let is_code = matches!(props.kind, Kind::Exact | Kind::OneTimeCode);
    let oninput =
        props.oninput.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <div class="field">
            <label class="field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            { hint(&props.id, props.hint.as_ref()) }
            <div class="field__control">
                <input
                    class={classes!("field__input", is_code.then_some("field__input--code"))}
                    id={props.id.clone()}
                    name={props.id.clone()}
                    ref={props.input.clone()}
                    type={kind}
                    {inputmode}
                    {autocomplete}
                    autocapitalize={(!is_words).then_some("none")}
                    spellcheck={(!is_words).then_some("false")}
                    aria-describedby={described_by(&props.id, props.hint.is_some(), props.error.is_some())}
                    aria-invalid={props.error.is_some().then_some("true")}
                    value={props.value.clone()}
                    {oninput}
                />
                { props.children.clone() }
            </div>
            { error(&props.id, props.error.as_ref()) }
        </div>
    }
}

/// What a [`TextArea`] takes.
#[derive(Properties, PartialEq, Default)]
pub struct AreaProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What to type.
    pub label: AttrValue,
    /// What is in it.
    pub value: AttrValue,
    /// Called with the text on every change.
    pub oninput: Callback<String>,
    /// Help with filling it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong, and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// A field of several lines.
#[component]
pub fn TextArea(props: &AreaProps) -> Html {
    text_area(props)
}

/// The same as a function.
pub fn text_area(props: &AreaProps) -> Html {
    let oninput = props
        .oninput
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <div class="field">
            <label class="field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            { hint(&props.id, props.hint.as_ref()) }
            <textarea
                class="field__input"
                id={props.id.clone()}
                name={props.id.clone()}
                rows="3"
                autocomplete="off"
                aria-describedby={described_by(&props.id, props.hint.is_some(), props.error.is_some())}
                aria-invalid={props.error.is_some().then_some("true")}
                value={props.value.clone()}
                {oninput}
            />
            { error(&props.id, props.error.as_ref()) }
        </div>
    }
}

/// The ids that [`hint`] and [`error`] give their texts, for `aria-describedby`.
pub(crate) fn described_by(id: &str, hint: bool, error: bool) -> Option<AttrValue> {
    match (hint, error) {
        (true, true) => Some(format!("{id}-hint {id}-error").into()),
        (true, false) => Some(format!("{id}-hint").into()),
        (false, true) => Some(format!("{id}-error").into()),
        (false, false) => None,
    }
}

fn hint(id: &str, text: Option<&AttrValue>) -> Html {
    text.map_or_else(Html::default, |text| {
        html! { <p class="field__hint" id={format!("{id}-hint")}>{ text.clone() }</p> }
    })
}

pub(crate) fn error(id: &str, text: Option<&AttrValue>) -> Html {
    text.map_or_else(Html::default, |text| {
        html! {
            <p class="field__error" id={format!("{id}-error")}>
                { shape(Tone::Fail) }
                <span>{ text.clone() }</span>
            </p>
        }
    })
}
