//! The blind check's worker (`frontend/blind`), a separate program that is loaded when it is needed.

use gloo_events::EventListener;
use js_sys::{Array, Function, Reflect, Uint8Array};
use shared::{
    details::SecretText,
    wire::worker::{Begin, TokenFor, tag},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

use super::inbox::{Inbox, Who};

/// A worker that is ready and puts its messages into an inbox. Dropping it ends the worker and frees its memory.
pub(super) struct Worker {
    inner: web_sys::Worker,
    _listeners: [EventListener; 2],
}

impl Worker {
    /// Loads a worker. Returns `None` if that fails or takes longer than `patience` milliseconds.
    pub(super) async fn start(inbox: &Inbox, patience: u32) -> Option<Self> {
        let worker = begun()?;
        let listen = |name: &'static str, read: fn(&web_sys::Event) -> Option<JsValue>| {
            let inbox = inbox.clone();
            EventListener::new(&worker, name, move |event| inbox.put(Who::Worker, read(event)))
        };
        let message = |event: &web_sys::Event| event.dyn_ref().map(MessageEvent::data);
        let listeners = [listen("message", message), listen("error", |_| None)];
        let started = Self { inner: worker, _listeners: listeners };
        // The worker's first message says that it is ready.
        inbox.next(patience).await?.what.map(|_| started)
    }

    /// Gets an access token. The worker keeps it.
    pub(super) fn get_token(&self, who: &TokenFor, secret: &SecretText) -> Option<()> {
        self.send(tag::TOKEN, &who.to_words(), secret.expose())
    }

    /// Starts a check with this secret, or with the worker's token if there is none.
    pub(super) fn begin(&self, begin: &Begin, secret: Option<&SecretText>) -> Option<()> {
        self.send(tag::BEGIN, &begin.to_words(), secret.map_or("", SecretText::expose))
    }

    /// Sends a message with a secret. The worker wipes it after reading it.
    fn send(&self, tag: &str, words: &[String], secret: &str) -> Option<()> {
        let words = std::iter::once(tag).chain(words.iter().map(String::as_str)).map(JsValue::from);
        let secret = Uint8Array::from(secret.as_bytes());
        let message: Array = words.chain([JsValue::from(&secret)]).collect();
        // The secret's bytes are transferred, not copied, so this page keeps none of them.
        self.inner.post_message_with_transfer(&message, &Array::of1(&secret.buffer())).ok()
    }

    /// Sends bytes from the mail server.
    pub(super) fn pass_on(&self, bytes: &JsValue) -> Option<()> {
        self.inner.post_message(&Array::of2(&tag::BYTES.into(), &Uint8Array::new(bytes))).ok()
    }

    /// Tells the worker that the connection is closed.
    pub(super) fn closed(&self, word: &str, detail: &str) -> Option<()> {
        self.inner.post_message(&Array::of3(&tag::CLOSED.into(), &word.into(), &detail.into())).ok()
    }
}

/// Starts a worker through `boot.js`.
fn begun() -> Option<web_sys::Worker> {
    let start = Reflect::get(&gloo_utils::window(), &"startWorker".into()).ok()?;
    start.dyn_into::<Function>().ok()?.call0(&JsValue::NULL).ok()?.dyn_into().ok()
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.terminate();
    }
}
