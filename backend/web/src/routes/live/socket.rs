//! Messages on the check's WebSocket, each with a time limit.

use std::{future::Future, time::Duration};

use axum::extract::ws::{Message, WebSocket};
use sealpost_core::Error;
use shared::{check::StageReport, wire::CheckMessage};
use tokio::sync::mpsc;

use super::super::problem::{BadRequest, Refusal};

/// How long the browser can take to send each message.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// Why a conversation ended early.
pub(super) enum Ended {
    /// The server refused the check, and tells the browser why.
    Refused(Refusal),
    /// The messages weren't a check. This is already in the activity log.
    Abused,
    /// The browser is gone.
    Gone,
}

impl Ended {
    /// Returns what to tell the browser, if it is still there.
    pub(super) fn refusal(self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Abused => Some(Error::RelayRefused.into()),
            Self::Gone => None,
        }
    }
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Refused(error.into())
    }
}

impl Ended {
    pub(super) fn too_slow() -> Self {
        Self::Refused(BadRequest::Silent.into())
    }
}

/// Returns the next message, if it arrives within this time.
pub(super) async fn receive(socket: &mut WebSocket, patience: Duration) -> Result<Message, Ended> {
    let next = tokio::time::timeout(patience, next(socket)).await.map_err(|_| Ended::too_slow())?;
    next.ok_or(Ended::Gone)
}

/// Returns the next message, or `None` if the browser is gone. Safe to cancel: no message is lost.
pub(super) async fn next(socket: &mut WebSocket) -> Option<Message> {
    loop {
        match socket.recv().await? {
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(message) => return Some(message),
        }
    }
}

pub(super) async fn send(socket: &mut WebSocket, message: &CheckMessage) -> Result<(), Ended> {
    let text = serde_json::to_string(message).map_err(|_| Error::System("a message has no JSON"))?;
    if put(socket, Message::Text(text.into())).await { Ok(()) } else { Err(Ended::Gone) }
}

/// Sends a message. Returns true if it was sent. A browser that reads nothing counts as gone.
pub(super) async fn put(socket: &mut WebSocket, message: Message) -> bool {
    matches!(tokio::time::timeout(PATIENCE, socket.send(message)).await, Ok(Ok(())))
}

/// Runs the work, and sends each stage as soon as it ends.
pub(super) async fn telling<T, W: Future<Output = T>>(
    socket: &mut WebSocket,
    work: impl FnOnce(Box<dyn FnMut(&StageReport) + Send>) -> W,
) -> T {
    let (stages, mut ended) = mpsc::unbounded_channel::<StageReport>();
    let on_stage = Box::new(move |stage: &StageReport| {
        // The receiver exists as long as the work runs.
        let _ = stages.send(stage.clone());
    });
    let mut working = std::pin::pin!(work(on_stage));
    let done = loop {
        tokio::select! {
            biased;
            Some(stage) = ended.recv() => {
                let _ = send(socket, &CheckMessage::Stage { stage }).await;
            }
            done = &mut working => break done,
        }
    };
    while let Ok(stage) = ended.try_recv() {
        let _ = send(socket, &CheckMessage::Stage { stage }).await;
    }
    done
}
