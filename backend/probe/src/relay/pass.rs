//! Moves bytes between browser and server, as far as the guard allows.

use std::{future::Future, time::Duration};

use net::{Connection, tls::what_failed};
use shared::diagnosis::word;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::{Breach, guard::Guard};

/// How many bytes are read from the server at once.
const READ_SIZE: usize = 4096;

/// A message from the browser.
#[derive(Debug)]
pub enum FromBrowser {
    /// Bytes of its TLS connection.
    Bytes(Vec<u8>),
    /// The browser's result, which is its last message.
    Text(String),
}

/// The connection to the browser, for any transport.
pub trait Browser: Send {
    /// Returns the next message, or `None` if the browser is gone. Dropping the future loses nothing.
    fn receive(&mut self) -> impl Future<Output = Option<FromBrowser>> + Send;

    /// Sends bytes of the connection to the browser. Returns false if the browser is gone.
    fn send(&mut self, bytes: Vec<u8>) -> impl Future<Output = bool> + Send;
}

/// How a relay ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// The browser sent its result.
    Outcome(String),
    /// The connection ended earlier, and the browser has to be notified.
    Closed(Closed),
    /// The browser sent something that our page never sends.
    Abused(Breach),
    /// The browser is gone.
    Gone,
}

/// Why a connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// One of the words in [`word`].
    pub word: &'static str,
    /// Details for the technician.
    pub detail: String,
}

/// Time limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// When everything has to end.
    pub(super) end: Instant,
    /// The longest time without a complete record in either direction. A slow drip of bytes counts as silence.
    pub(super) silence: Duration,
}

/// Moves bytes in both directions until the end. Also returns the reason for the log.
pub(super) async fn pass(
    connection: &mut Connection,
    guard: &mut Guard,
    browser: &mut impl Browser,
    times: Times,
) -> (End, &'static str) {
    let mut buffer = vec![0; READ_SIZE];
    let mut deadline = times.end.min(Instant::now() + times.silence);
    loop {
        let moved = tokio::select! {
            received = browser.receive() => match received {
                Some(FromBrowser::Bytes(bytes)) => up(connection, guard, &bytes, deadline).await,
                Some(FromBrowser::Text(text)) => return (End::Outcome(text), "outcome"),
                None => return (End::Gone, "gone"),
            },
            read = connection.read(&mut buffer) => match read {
                Ok(0) => return closed(word::CLOSED, "the server closed the connection", "server-closed"),
                Ok(read) => down(browser, guard, &buffer[..read], deadline).await,
                Err(error) => {
                    let failure = what_failed(&error);
                    return closed(failure.word, &failure.detail, "server-broke");
                }
            },
            () = sleep_until(deadline) => Err(too_late(deadline, times)),
        };
        match moved {
            Ok(true) => deadline = times.end.min(Instant::now() + times.silence),
            Ok(false) => {}
            Err(end) => return end,
        }
    }
}

/// True if a complete record was forwarded.
type Moved = Result<bool, (End, &'static str)>;

async fn up(connection: &mut Connection, guard: &mut Guard, bytes: &[u8], deadline: Instant) -> Moved {
    let whole = guard.up(bytes).map_err(breached)?;
    if whole.is_empty() {
        return Ok(false);
    }
    match timeout_at(deadline, connection.write(&whole)).await {
        Ok(Ok(())) => Ok(true),
        Ok(Err(error)) => {
            let failure = what_failed(&error);
            Err(closed(failure.word, &failure.detail, "server-broke"))
        }
        Err(_) => Err(closed(word::WENT_SILENT, "the server takes nothing more", "silent")),
    }
}

async fn down(browser: &mut impl Browser, guard: &mut Guard, bytes: &[u8], deadline: Instant) -> Moved {
    let whole = guard.down(bytes).map_err(breached)?;
    if whole.is_empty() {
        return Ok(false);
    }
    match timeout_at(deadline, browser.send(whole)).await {
        Ok(true) => Ok(true),
        _ => Err((End::Gone, "gone")),
    }
}

fn too_late(deadline: Instant, times: Times) -> (End, &'static str) {
    if deadline == times.end {
        closed(word::WENT_SILENT, "the time for a whole check is over", "time-up")
    } else {
        closed(word::WENT_SILENT, "nothing passed for too long", "silent")
    }
}

fn closed(word: &'static str, detail: &str, reason: &'static str) -> (End, &'static str) {
    (End::Closed(Closed { word, detail: detail.to_owned() }), reason)
}

fn breached(breach: Breach) -> (End, &'static str) {
    let reason = breach.code();
    match breach {
        Breach::ServerNotTls => {
            closed(word::TLS_PLAIN_ANSWER, "the server's answer is not an encrypted one", reason)
        }
        Breach::TooMuchDown => closed(word::TOO_MUCH, "the server sends more than a check may take", reason),
        Breach::TooMuchUp => closed(word::RELAY_CLOSED, "more was to be sent than a check takes", reason),
        abuse => (End::Abused(abuse), reason),
    }
}
