//! What comes in from outside, as a queue with a time limit: a WebSocket's messages, and those of a worker.

use std::{cell::RefCell, collections::VecDeque, future::poll_fn, rc::Rc, task::Poll, task::Waker};

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;

/// Who says something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Socket,
    Worker,
}

/// What has happened: somebody said something, or was heard for the last time.
pub(super) struct Heard {
    pub(super) from: Who,
    /// None once it is closed or broken.
    pub(super) what: Option<JsValue>,
}

#[derive(Default)]
struct Queue {
    /// Not looked at yet; nothing where the time ran out.
    heard: VecDeque<Option<Heard>>,
    waiting: Option<Waker>,
}

/// The queue. Its copies are the same one.
#[derive(Clone, Default)]
pub(super) struct Inbox(Rc<RefCell<Queue>>);

impl Inbox {
    pub(super) fn put(&self, from: Who, what: Option<JsValue>) {
        self.push(Some(Heard { from, what }));
    }

    /// The next thing, waited for at most `patience` milliseconds.
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

    /// Puts back what was taken out, to be the next again.
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
