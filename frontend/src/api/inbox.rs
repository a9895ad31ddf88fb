//! A queue for the messages from a WebSocket and a worker, with a timeout for the next one.

use std::{cell::RefCell, collections::VecDeque, future::poll_fn, rc::Rc, task::Poll, task::Waker};

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;

/// The sender of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Socket,
    Worker,
}

/// A message, or the end of a sender's messages.
pub(super) struct Received {
    pub(super) from: Who,
    /// `None` if the sender is closed or broken.
    pub(super) what: Option<JsValue>,
}

#[derive(Default)]
struct Queue {
    /// Unread messages; `None` for a timeout.
    received: VecDeque<Option<Received>>,
    waiting: Option<Waker>,
}

/// A message queue. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Inbox(Rc<RefCell<Queue>>);

impl Inbox {
    pub(super) fn put(&self, from: Who, what: Option<JsValue>) {
        self.push(Some(Received { from, what }));
    }

    /// Returns the next message, or `None` after `patience` milliseconds.
    pub(super) async fn next(&self, patience: u32) -> Option<Received> {
        let inbox = self.clone();
        let _limit = Timeout::new(patience, move || inbox.push(None));
        poll_fn(|context| {
            let mut queue = self.0.borrow_mut();
            if let Some(received) = queue.received.pop_front() {
                return Poll::Ready(received);
            }
            queue.waiting = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// Puts a message back at the front of the queue.
    pub(super) fn put_back(&self, received: Received) {
        self.0.borrow_mut().received.push_front(Some(received));
    }

    fn push(&self, received: Option<Received>) {
        let mut queue = self.0.borrow_mut();
        queue.received.push_back(received);
        if let Some(waker) = queue.waiting.take() {
            waker.wake();
        }
    }
}
