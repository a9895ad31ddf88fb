//! The worker of the blind check. It signs in to the mail server through a relay that can't read the traffic.
//!
//! The worker opens no connections and stores nothing. The page passes it the login and the bytes from the mail server,
//! and receives bytes, stages and the outcome (`shared::wire::worker`). A worker runs one check and then ends.

mod page;
mod roots;
mod running;

use std::cell::RefCell;

use page::Message;
use running::Running;

thread_local! {
    /// The running check. Its login is wiped when the check is dropped.
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

fn main() {
    page::listen(receive);
}

/// Handles a message from the page.
fn receive(message: Message) {
    match message {
        Message::Begin(login, secret) => match Running::new((login, secret)) {
            Some(running) => begin(running),
            None => page::other_version(),
        },
        Message::Bytes(bytes) => turn(|running| running.received(&bytes)),
        Message::Closed { word, detail } => turn(|running| running.failed(&word, &detail)),
    }
}

/// Starts a check.
fn begin(running: Running) {
    RUNNING.set(Some(running));
    turn(|_| ());
}

/// Applies an event to the running check, and reports the results to the page.
fn turn(happens: impl FnOnce(&mut Running)) {
    RUNNING.with_borrow_mut(|slot| {
        let Some(running) = slot else { return };
        happens(running);
        if running.tell() {
            *slot = None;
        }
    });
}
