//! A field with its label above it, a hint below the label, and an error below the field.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{Tone, shape};

/// The kind of a field, which determines the keyboard, the spell checking and what the browser can fill in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    #[default]
    Text,
    /// An email address. The browser can offer the user's own.
    Email,
    /// An exact value, such as a server name or a user name, without spell checking or suggestions.
    Exact,
    /// A phone number. The browser can offer the user's own.
    Phone,
    /// A number.
    Number,
    /// The password for this site, which a password manager can fill in.
    Password,
    /// A new password for this site.
    NewPassword,
    /// The code from an authenticator app, which a password manager may be able to fill in.
    OneTimeCode,
    /// A search query.
    Search,
}

impl Kind {
    /// Returns the values of `type`, `inputmode` and `autocomplete`.
    fn attributes(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Text | Self::Exact => ("text", "text", "off"),
            Self::Email => ("email", "email", "email"),
            Self::Phone => ("tel", "tel", "tel"),
            Self::Number => ("text", "numeric", "off"),
            Self::Password => ("password", "text", "current-password"),
            Self::NewPassword => ("password", "text", "new-password"),
            Self::OneTimeCode => ("text", "numeric", "one-time-code"),
            Self::Search => ("search", "search", "off"),
        }
    }
}

/// The properties of [`Field`].
#[derive(Properties, PartialEq, Default)]
pub struct Props {
    /// An id that is unique on the page.
    pub id: AttrValue,
    /// The label, which says what to type.
    pub label: AttrValue,
    /// The current text.
    pub value: AttrValue,
    /// Called with the text on every change.
    pub oninput: Callback<String>,
    /// The kind of value.
    #[prop_or_default]
    pub kind: Kind,
    /// Help with filling it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// The error: what is wrong, and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Overrides the kind's `autocomplete` value, for example with `organization`.
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// Content next to the input, such as a button.
    #[prop_or_default]
    pub children: Html,
    /// The input element, for moving the focus to it.
    #[prop_or_default]
    pub input: NodeRef,
}

/// Renders a single-line field.
#[component]
pub fn Field(props: &Props) -> Html {
    field(props)
}

/// Renders a [`Field`] without a component.
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

/// The properties of [`TextArea`].
#[derive(Properties, PartialEq, Default)]
pub struct AreaProps {
    /// An id that is unique on the page.
    pub id: AttrValue,
    /// The label, which says what to type.
    pub label: AttrValue,
    /// The current text.
    pub value: AttrValue,
    /// Called with the text on every change.
    pub oninput: Callback<String>,
    /// Help with filling it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// The error: what is wrong, and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// Renders a multi-line field.
#[component]
pub fn TextArea(props: &AreaProps) -> Html {
    text_area(props)
}

/// Renders a [`TextArea`] without a component.
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

/// Returns the value of `aria-describedby`: the ids of the [`hint`] and the [`error`], if the field has them.
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
