//! The field for a service account's key file, which is pasted, dropped or chosen. The text is in the input element of
//! [`SecretField`], like any other secret.

use std::{cell::RefCell, rc::Rc};

use shared::{
    details::{Cleaning, SecretText},
    grant::{NotAServiceAccount, ServiceAccount},
    secret::Secret,
};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};
use yew::prelude::*;
use zeroize::Zeroizing;

use super::secret_field::SecretField;
use crate::{
    client::pieces::small_print,
    components::{Tone, shape},
    say,
};

/// Largest file that is read, in bytes. Google's have about 2,400.
const LARGEST: f64 = 16_384.0;

/// The properties of [`KeyField`], which are those of [`SecretField`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) before: Option<Rc<SecretText>>,
    pub(crate) leave: Callback<Rc<SecretText>>,
    pub(crate) error: Option<AttrValue>,
    pub(crate) input: NodeRef,
    pub(crate) as_typed: Rc<RefCell<bool>>,
}

/// What the text in the field is.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Nothing,
    /// The key of the account with this address.
    Account(AttrValue),
    Wrong(NotAServiceAccount),
    /// A file that the browser couldn't read, or that is too large.
    Unreadable,
}

/// Renders the field, and checks the file on every change.
#[component]
pub(crate) fn KeyField(props: &Props) -> Html {
    let say = say::letter();
    let found =
        use_state_eq(|| props.before.as_ref().map_or(Found::Nothing, |file| Found::in_text(file.expose())));
    let oninput = {
        let (input, found) = (props.input.clone(), found.setter());
        move |_: InputEvent| found.set(Found::in_field(&input))
    };
    let take = {
        let (input, found) = (props.input.clone(), found.setter());
        Callback::from(move |files: Option<FileList>| take_first(files, &input, &found))
    };
    let onchange = {
        let take = take.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            take.emit(input.files());
            // Emptied, so that choosing the same file again fires a change event.
            input.set_value("");
        }
    };
    let ondrop = move |event: DragEvent| {
        event.prevent_default();
        take.emit(event.data_transfer().and_then(|data| data.files()));
    };
    // Without this, the browser opens the file instead.
    let ondragover = |event: DragEvent| event.prevent_default();
    html! {
        <div class="stack" {ondragover} {ondrop}>
            <div {oninput}>
                <SecretField
                    label={say.label_key_file()}
                    shape=""
                    pattern=""
                    cleaning={Cleaning::None}
                    before={props.before.clone()}
                    leave={props.leave.clone()}
                    error={props.error.clone()}
                    input={props.input.clone()}
                    as_typed={props.as_typed.clone()}
                />
            </div>
            <div role="status">{ note(&found, props.error.is_some()) }</div>
            <div class="field">
                <label class="field__label" for="key-file">{ say.key_choose() }</label>
                <input class="field__input" id="key-file" type="file" accept=".json,application/json" {onchange} />
            </div>
        </div>
    }
}

/// Says whose key it is, or what is wrong. The field itself says the latter after the client tried to continue.
fn note(found: &Found, has_error: bool) -> Html {
    let say = say::letter();
    let wrong = match found {
        Found::Nothing => return Html::default(),
        Found::Account(address) => return small_print(&say.key_found(address)),
        Found::Wrong(_) if has_error => return Html::default(),
        Found::Wrong(wrong) => say.key_error(*wrong),
        Found::Unreadable => say.key_unreadable(),
    };
    html! { <p class="field__odd">{ shape(Tone::Warn) }<span>{ wrong }</span></p> }
}

/// Puts the first file's text into the field.
fn take_first(files: Option<FileList>, input: &NodeRef, found: &UseStateSetter<Found>) {
    let Some(file) = files.and_then(|files| files.get(0)) else { return };
    let (input, found) = (input.clone(), found.clone());
    spawn_local(async move {
        let text = text_of(&file).await;
        let (Some(text), Some(field)) = (text, input.cast::<HtmlInputElement>()) else {
            return found.set(Found::Unreadable);
        };
        field.set_value(&text);
        found.set(Found::in_field(&input));
    });
}

/// Reads a file, or returns `None` if it is too large or can't be read.
async fn text_of(file: &File) -> Option<Zeroizing<String>> {
    if file.size() > LARGEST {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string().map(Zeroizing::new)
}

impl Found {
    fn in_field(input: &NodeRef) -> Self {
        let Some(field) = input.cast::<HtmlInputElement>() else { return Self::Nothing };
        Self::in_text(&Zeroizing::new(field.value()))
    }

    fn in_text(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Nothing;
        }
        match ServiceAccount::parse(text) {
            Ok(account) => Self::Account(account.email().to_string().into()),
            Err(wrong) => Self::Wrong(wrong),
        }
    }
}

/// Returns true if this is the key file of the account that was already entered.
pub(super) fn is_entered(secret: &Secret, file: &SecretText) -> bool {
    matches!(secret, Secret::ServiceAccount(account)
        if ServiceAccount::parse(file.expose()).as_ref() == Ok(account))
}

/// Returns the key file of an account, for the field. Its address and its ID have no characters that JSON would escape.
pub(super) fn key_file(account: &ServiceAccount) -> Option<SecretText> {
    let parts = [
        r#"{"type":"service_account","client_email":""#,
        account.email().as_str(),
        r#"","private_key_id":""#,
        account.key_id(),
        r#"","private_key":"-----BEGIN PRIVATE KEY-----"#,
        account.key().expose(),
        r#"-----END PRIVATE KEY-----"}"#,
    ];
    // A growing text would leave copies of the key behind.
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in &parts {
        text.push_str(part);
    }
    SecretText::new(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(key: &str) -> ServiceAccount {
        let email = "mailer@bakery.iam.gserviceaccount.com".parse().expect("an address");
        let key = SecretText::new(key.into()).expect("a text");
        ServiceAccount::new(email, "0f5c8a5190c6", key).expect("a key")
    }

    #[test]
    fn an_account_becomes_a_key_file_again() {
        let [account, other] = ["MIIEvQIBADANBg==", "MIIEvQIBADANAg=="].map(account);
        let file = key_file(&account).expect("a key file");
        assert_eq!(ServiceAccount::parse(file.expose()), Ok(account.clone()));
        assert!(is_entered(&Secret::ServiceAccount(account), &file));
        assert!(!is_entered(&Secret::ServiceAccount(other), &file));
    }

    #[test]
    fn the_field_says_what_the_text_is() {
        let file = key_file(&account("MIIEvQIBADANBg==")).expect("a key file");
        let address = Found::Account("mailer@bakery.iam.gserviceaccount.com".into());
        for (text, found) in [
            ("  ", Found::Nothing),
            (file.expose(), address),
            ("{", Found::Wrong(NotAServiceAccount::NotJson)),
            (r#"{"type":"authorized_user"}"#, Found::Wrong(NotAServiceAccount::OtherKind)),
            (r#"{"type":"service_account"}"#, Found::Wrong(NotAServiceAccount::Incomplete)),
        ] {
            assert_eq!(Found::in_text(text), found, "{text}");
        }
    }
}
