//! Messages on the check's WebSocket, each within its time.

use std::{future::Future, time::Duration};

use axum::{
    extract::ws::{Message, WebSocket},
    http::StatusCode,
};
use sealpost_core::Error;
use shared::{check::StageReport, wire::CheckMessage};
use tokio::sync::mpsc;

use super::super::problem::Refusal;

/// How long the browser may take for each of its messages.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// Why a conversation ended before its end.
pub(super) enum Ended {
    /// We said no, and say so.
    Refused(Refusal),
    /// What came was no check, which is in the activity already.
    Abused,
    /// The browser has gone away.
    Gone,
}

impl Ended {
    /// What the browser is told, if it is still there.
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
        let detail = "The connection was silent for too long. Please try again.";
        Self::Refused(Refusal::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail))
    }
}

/// The next message, within this time.
pub(super) async fn receive(socket: &mut WebSocket, patience: Duration) -> Result<Message, Ended> {
    let next = tokio::time::timeout(patience, next(socket)).await.map_err(|_| Ended::too_slow())?;
    next.ok_or(Ended::Gone)
}

/// The next message; none where the browser has gone. Nothing is lost where it is given up.
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

/// Whether it went out. A browser that reads nothing is as good as gone.
pub(super) async fn put(socket: &mut WebSocket, message: Message) -> bool {
    matches!(tokio::time::timeout(PATIENCE, socket.send(message)).await, Ok(Ok(())))
}

/// Does the work, and tells each stage as it ends.
pub(super) async fn telling<T, W: Future<Output = T>>(
    socket: &mut WebSocket,
    work: impl FnOnce(Box<dyn FnMut(&StageReport) + Send>) -> W,
) -> T {
    let (stages, mut ended) = mpsc::unbounded_channel::<StageReport>();
    let on_stage = Box::new(move |stage: &StageReport| {
        // The receiver lives as long as the work.
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
