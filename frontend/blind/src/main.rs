//! The worker of the blind check. It signs in to the mail server through a relay that can't read the traffic.
//!
//! The worker opens no connections and stores nothing. The page passes it the login and the bytes from the mail server,
//! or from the token endpoint before, and receives bytes, stages and the outcome (`shared::wire::worker`). A worker runs one check and then ends.

mod asking;
mod page;
mod roots;
mod running;

use std::cell::RefCell;

use asking::{Answer, Asking};
use page::Message;
use running::Running;
use shared::details::SecretText;

/// What the worker does.
enum Work {
    /// It gets an access token.
    Asking(Box<Asking>),
    /// It has an access token, and waits for the check to begin.
    Token(SecretText),
    /// It runs a check.
    Running(Box<Running>),
}

thread_local! {
    /// What the worker does now. The login and the token are wiped when it is dropped.
    static WORK: RefCell<Option<Work>> = const { RefCell::new(None) };
}

fn main() {
    page::listen(receive);
}

/// Handles a message from the page.
fn receive(message: Message) {
    match message {
        Message::Token(who, secret) => {
            begin(Asking::new(who, secret).map(|asking| Work::Asking(Box::new(asking))));
        }
        Message::Begin(login, secret) => {
            let secret = secret.or_else(token);
            begin(
                secret
                    .and_then(|secret| Running::new((login, secret)))
                    .map(|running| Work::Running(Box::new(running))),
            );
        }
        Message::Bytes(bytes) => turn(|work| match work {
            Work::Asking(asking) => asking.received(&bytes),
            Work::Running(running) => running.received(&bytes),
            Work::Token(_) => {}
        }),
        Message::Closed { word, detail } => turn(|work| match work {
            Work::Asking(asking) => asking.failed(&detail),
            Work::Running(running) => running.failed(&word, &detail),
            Work::Token(_) => {}
        }),
    }
}

/// Returns the token that the worker got.
fn token() -> Option<SecretText> {
    match WORK.take() {
        Some(Work::Token(token)) => Some(token),
        _ => None,
    }
}

/// Starts something, or ends the worker if the page's message made no sense.
fn begin(work: Option<Work>) {
    let Some(work) = work else { page::other_version() };
    WORK.set(Some(work));
    turn(|_| ());
}

/// Applies an event, and reports the results to the page.
fn turn(happens: impl FnOnce(&mut Work)) {
    WORK.with_borrow_mut(|slot| {
        let Some(work) = slot else { return };
        happens(work);
        match work {
            Work::Asking(asking) => match asking.tell() {
                None => {}
                Some(Answer::Token(token)) => *slot = Some(Work::Token(token)),
                Some(Answer::NoToken) => *slot = None,
            },
            Work::Running(running) => {
                if running.tell() {
                    *slot = None;
                }
            }
            Work::Token(_) => {}
        }
    });
}
