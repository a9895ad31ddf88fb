//! A WebSocket to our server.

use gloo_events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::inbox::{Inbox, Who};

/// An open connection that puts its messages into an inbox. Dropping it closes it.
pub(super) struct Socket {
    inner: WebSocket,
    _listeners: [EventListener; 4],
}

impl Socket {
    /// Connects to a path on our server. Returns `None` if that fails.
    pub(super) async fn open(path: &str, inbox: &Inbox, patience: u32) -> Option<Self> {
        // Some browsers don't accept a relative URL here.
        let origin = gloo_utils::window().location().origin().ok()?.replacen("http", "ws", 1);
        let socket = WebSocket::new(&format!("{origin}{path}")).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let listen = |name: &'static str, read: fn(&web_sys::Event) -> Option<JsValue>| {
            let inbox = inbox.clone();
            EventListener::new(&socket, name, move |event| inbox.put(Who::Socket, read(event)))
        };
        let message = |event: &web_sys::Event| event.dyn_ref().map(MessageEvent::data);
        // Without this listener, it can take minutes until the socket notices a lost connection.
        let offline = inbox.clone();
        let offline =
            EventListener::new(&gloo_utils::window(), "offline", move |_| offline.put(Who::Socket, None));
        let listeners = [
            listen("open", |_| Some(JsValue::NULL)),
            listen("message", message),
            listen("close", |_| None),
            offline,
        ];
        let open = Self { inner: socket, _listeners: listeners };
        loop {
            let received = inbox.next(patience).await?;
            if received.from == Who::Socket {
                return received.what.map(|_| open);
            }
        }
    }

    pub(super) fn send_text(&self, text: &str) -> Option<()> {
        self.inner.send_with_str(text).ok()
    }

    pub(super) fn send_bytes(&self, bytes: &[u8]) -> Option<()> {
        self.inner.send_with_u8_array(bytes).ok()
    }

    /// Sends bytes from a worker.
    pub(super) fn pass_on(&self, bytes: &Uint8Array) -> Option<()> {
        self.inner.send_with_array_buffer_view(bytes).ok()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // The socket may already be closed.
        let _ = self.inner.close();
    }
}
