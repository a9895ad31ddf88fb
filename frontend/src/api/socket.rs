//! A WebSocket as a queue of texts, with a time limit for each.

use std::{cell::RefCell, collections::VecDeque, future::poll_fn, rc::Rc, task::Poll, task::Waker};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, WebSocket};

/// What has happened and was not looked at yet.
#[derive(Default)]
struct Inbox {
    /// A text, or nothing once it is closed or the time ran out.
    heard: VecDeque<Option<String>>,
    waiting: Option<Waker>,
}

impl Inbox {
    fn put(inbox: &RefCell<Self>, heard: Option<String>) {
        let mut inbox = inbox.borrow_mut();
        inbox.heard.push_back(heard);
        if let Some(waker) = inbox.waiting.take() {
            waker.wake();
        }
    }
}

/// An open connection; it closes as it is dropped.
pub(super) struct Socket {
    inner: WebSocket,
    inbox: Rc<RefCell<Inbox>>,
    _listeners: [EventListener; 3],
}

impl Socket {
    /// Connects to a path of our own server; `None` where that fails.
    pub(super) async fn open(path: &str, patience: u32) -> Option<Self> {
        // Not every browser takes a path alone here.
        let origin = gloo_utils::window().location().origin().ok()?.replacen("http", "ws", 1);
        let socket = WebSocket::new(&format!("{origin}{path}")).ok()?;
        let inbox = Rc::new(RefCell::new(Inbox::default()));
        let listen = |name: &'static str, heard: fn(&web_sys::Event) -> Option<String>| {
            let inbox = inbox.clone();
            EventListener::new(&socket, name, move |event| Inbox::put(&inbox, heard(event)))
        };
        let text = |event: &web_sys::Event| event.dyn_ref::<MessageEvent>()?.data().as_string();
        let listeners =
            [listen("open", |_| Some(String::new())), listen("message", text), listen("close", |_| None)];
        let mut open = Self { inner: socket, inbox, _listeners: listeners };
        open.next(patience).await?;
        Some(open)
    }

    /// The next text, waited for at most `patience` milliseconds.
    pub(super) async fn next(&mut self, patience: u32) -> Option<String> {
        let inbox = self.inbox.clone();
        let _limit = Timeout::new(patience, move || Inbox::put(&inbox, None));
        poll_fn(|context| {
            let mut inbox = self.inbox.borrow_mut();
            if let Some(heard) = inbox.heard.pop_front() {
                return Poll::Ready(heard);
            }
            inbox.waiting = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    pub(super) fn send_text(&self, text: &str) -> Option<()> {
        self.inner.send_with_str(text).ok()
    }

    pub(super) fn send_bytes(&self, bytes: &[u8]) -> Option<()> {
        self.inner.send_with_u8_array(bytes).ok()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // It may be closed already.
        let _ = self.inner.close();
    }
}
