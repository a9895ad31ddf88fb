//! Messages to and from the page, the worker's only contact with the outside.

use js_sys::{Array, Uint8Array};
use shared::{
    details::SecretText,
    wire::worker::{Begin, TokenFor, tag},
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use zeroize::Zeroizing;

/// A message from the page.
pub(crate) enum Message {
    /// Gets an access token.
    Token(TokenFor, SecretText),
    /// Starts a check with this login, or with the token if there is no secret.
    Begin(Begin, Option<SecretText>),
    /// Bytes from the mail server.
    Bytes(Vec<u8>),
    /// The connection is closed.
    Closed { word: String, detail: String },
}

/// Returns the worker's global scope.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Starts listening to the page, and tells it that the worker is ready.
pub(crate) fn listen(receive: impl Fn(Message) + 'static) {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(message) = event.data().dyn_ref::<Array>().and_then(read) {
            receive(message);
        }
    });
    scope().set_onmessage(Some(listener.into_js_value().unchecked_ref()));
    tell(tag::READY, &JsValue::UNDEFINED);
}

/// Sends a message to the page. The page may already be closed, so errors are ignored.
pub(crate) fn tell(kind: &str, what: &JsValue) {
    let _ = scope().post_message(&Array::of2(&kind.into(), what));
}

/// Sends bytes to the page.
pub(crate) fn tell_bytes(bytes: &[u8]) {
    tell(tag::BYTES, &Uint8Array::from(bytes));
}

/// Reads a message, or returns `None` if it's unknown.
fn read(message: &Array) -> Option<Message> {
    match message.get(0).as_string()?.as_str() {
        tag::TOKEN => match (TokenFor::from_words(&words(message)), read_secret(message)) {
            (Some(who), Some(secret)) => Some(Message::Token(who, secret)),
            _ => other_version(),
        },
        tag::BEGIN => match Begin::from_words(&words(message)) {
            Some(begin) => Some(Message::Begin(begin, read_secret(message))),
            None => other_version(),
        },
        tag::BYTES => message.get(1).dyn_ref().map(|bytes: &Uint8Array| Message::Bytes(bytes.to_vec())),
        tag::CLOSED => {
            let [word, detail] = [1, 2].map(|at| message.get(at).as_string().unwrap_or_default());
            Some(Message::Closed { word, detail })
        }
        _ => None,
    }
}

/// Ends the worker with an error because the page is from another version. If it only stayed silent, the page would
/// wait.
pub(crate) fn other_version() -> ! {
    wasm_bindgen::throw_str("the page speaks another version")
}

/// Reads the strings of a message.
fn words<const COUNT: usize>(message: &Array) -> [String; COUNT] {
    std::array::from_fn(|at| {
        let at = u32::try_from(at).unwrap_or_default();
        message.get(1 + at).as_string().unwrap_or_default()
    })
}

/// Reads the secret and wipes the page's message, so that only one copy of the secret exists. Returns `None` if it is
/// empty.
fn read_secret(message: &Array) -> Option<SecretText> {
    let sent: Uint8Array = message.iter().last()?.dyn_into().ok()?;
    let mut bytes = Zeroizing::new(sent.to_vec());
    sent.fill(0, 0, sent.length());
    let text = String::from_utf8(std::mem::take(&mut *bytes)).ok()?;
    SecretText::new(text).ok()
}
