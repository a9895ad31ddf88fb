//! The worker of the blind check: it signs in to the mail server through a relay that cannot read along.
//!
//! It opens no connection and writes nothing down. The page hands it the login and the bytes of the mail server, and
//! takes from it bytes, stages and the outcome (`shared::wire::worker`). It lives as long as one check.

mod page;
mod roots;
mod running;

use std::cell::RefCell;

use page::Said;
use running::Running;

thread_local! {
    /// The check that is under way. The login is wiped as it goes.
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

fn main() {
    page::listen(hear);
}

/// Does what the page says.
fn hear(said: Said) {
    match said {
        Said::Begin(login, secret) => match Running::new((login, secret)) {
            Some(running) => begin(running),
            None => page::other_version(),
        },
        Said::Bytes(bytes) => turn(|running| running.received(&bytes)),
        Said::Closed { word, detail } => turn(|running| running.failed(&word, &detail)),
    }
}

/// A check begins.
fn begin(running: Running) {
    RUNNING.set(Some(running));
    turn(|_| ());
}

/// Something happens to the check that is under way, and what comes of it is told.
fn turn(happens: impl FnOnce(&mut Running)) {
    RUNNING.with_borrow_mut(|slot| {
        let Some(running) = slot else { return };
        happens(running);
        if running.tell() {
            *slot = None;
        }
    });
}
