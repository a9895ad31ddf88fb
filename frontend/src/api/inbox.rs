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
pub(super) struct Heard {
    pub(super) from: Who,
    /// `None` if the sender is closed or broken.
    pub(super) what: Option<JsValue>,
}

#[derive(Default)]
struct Queue {
    /// Unread messages; `None` for a timeout.
    heard: VecDeque<Option<Heard>>,
    waiting: Option<Waker>,
}

/// A message queue. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Inbox(Rc<RefCell<Queue>>);

impl Inbox {
    pub(super) fn put(&self, from: Who, what: Option<JsValue>) {
        self.push(Some(Heard { from, what }));
    }

    /// Returns the next message, or `None` after `patience` milliseconds.
    pub(super) async fn next(&self, patience: u32) -> Option<Heard> {
        let inbox = self.clone();
        let _limit = Timeout::new(patience, move || inbox.push(None));
        poll_fn(|context| {
            let mut queue = self.0.borrow_mut();
            if let Some(heard) = queue.heard.pop_front() {
                return Poll::Ready(heard);
            }
            queue.waiting = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// Puts a message back at the front of the queue.
    pub(super) fn put_back(&self, heard: Heard) {
        self.0.borrow_mut().heard.push_front(Some(heard));
    }

    fn push(&self, heard: Option<Heard>) {
        let mut queue = self.0.borrow_mut();
        queue.heard.push_back(heard);
        if let Some(waker) = queue.waiting.take() {
            waker.wake();
        }
    }
}
