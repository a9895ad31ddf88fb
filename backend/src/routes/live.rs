//! The check's WebSocket, in its server form: the browser seals the login to a key that lives in this process's
//! memory; it is opened, used and wiped inside one check.

use std::time::Duration;

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::StatusCode,
    response::Response,
};
use shared::{
    check::{Attested, CheckReport, StageReport},
    link::Locator,
    open::open_check,
    wire::{BODY_MAX, CheckHello, CheckMessage},
};
use tokio::sync::mpsc;

use super::{
    extract::{NotForeign, Segment},
    problem::{Refusal, Result},
};
use crate::{
    app::App,
    flow::{
        Error,
        check::{self, CheckRequest},
        trial::{self, Trial},
    },
};

/// How long the browser may take for each of its two messages.
const PATIENCE: Duration = Duration::from_secs(15);

pub(super) async fn check(
    State(app): State<App>,
    _: NotForeign,
    Segment(locator): Segment,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let detail = "This address speaks WebSocket only.";
    let upgrade = upgrade.map_err(|_| Refusal::new(StatusCode::UPGRADE_REQUIRED, "no-websocket", detail))?;
    let working = app.unfinished.begin().await;
    Ok(upgrade.max_message_size(BODY_MAX).max_frame_size(BODY_MAX).on_upgrade(async move |mut socket| {
        if let Err(Ended::Refused(refusal)) = converse(&app, locator, &mut socket).await {
            let problem = refusal.into_problem();
            // A browser that has gone away needs no answer.
            let _ = send(&mut socket, &CheckMessage::Refused { problem }).await;
        }
        let _ = socket.send(Message::Close(None)).await;
        drop(working);
    }))
}

/// Why a conversation ended before its end.
enum Ended {
    /// We said no, and say so.
    Refused(Refusal),
    /// The browser has gone away.
    Gone,
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Refused(error.into())
    }
}

async fn converse(app: &App, locator: String, socket: &mut WebSocket) -> std::result::Result<(), Ended> {
    let hello: CheckHello = match receive(socket).await? {
        Message::Text(text) => serde_json::from_str(&text).map_err(|_| Error::Unreadable)?,
        _ => return Err(Error::Unreadable.into()),
    };
    let locator = Locator::try_from(locator).map_err(|_| Error::LinkUnknown)?;
    let trial = trial::begin(app.store(), &locator, &hello.token, app.now()).await?;
    let ended = one_check(app, &trial, socket).await;
    trial::end(app.store(), &trial).await?;
    let report = Box::new(ended?);
    send(socket, &CheckMessage::Done { report, checks_left: trial.checks_left }).await
}

async fn one_check(
    app: &App,
    trial: &Trial,
    socket: &mut WebSocket,
) -> std::result::Result<CheckReport, Ended> {
    let verifier = app.verifier.key(app.now());
    let key = verifier.public_keys().into_iter().next().ok_or(Error::System("no verifier key"))?;
    send(socket, &CheckMessage::Key { key }).await?;
    let Message::Binary(sealed) = receive(socket).await? else { return Err(Error::Unreadable.into()) };
    let (answers, secret) = open_check(&verifier, &sealed).map_err(|_| Error::Unreadable)?;
    let request = CheckRequest::new(&answers, secret, Attested::Server, app.now());
    let report = run(app, &request, socket).await;
    trial::record(app.store(), trial, &report, app.now()).await?;
    Ok(report)
}

/// Makes the check and tells each stage as it ends. A browser that goes away does not end it: the attempt was
/// made at the provider, and the board shall show what came of it.
async fn run(app: &App, request: &CheckRequest, socket: &mut WebSocket) -> CheckReport {
    let (stages, mut ended) = mpsc::unbounded_channel::<StageReport>();
    let mut on_stage = |stage: &StageReport| {
        // The receiver lives as long as the check.
        let _ = stages.send(stage.clone());
    };
    let mut checking = std::pin::pin!(check::check(&app.egress, request, &mut on_stage));
    let report = loop {
        tokio::select! {
            biased;
            Some(stage) = ended.recv() => {
                let _ = send(socket, &CheckMessage::Stage { stage }).await;
            }
            report = &mut checking => break report,
        }
    };
    while let Ok(stage) = ended.try_recv() {
        let _ = send(socket, &CheckMessage::Stage { stage }).await;
    }
    report
}

async fn receive(socket: &mut WebSocket) -> std::result::Result<Message, Ended> {
    let next = async {
        loop {
            match socket.recv().await {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Ended::Gone),
                Some(Ok(message)) => return Ok(message),
            }
        }
    };
    let detail = "The connection was silent for too long. Please try again.";
    let too_slow = || Ended::Refused(Refusal::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail));
    tokio::time::timeout(PATIENCE, next).await.map_err(|_| too_slow())?
}

async fn send(socket: &mut WebSocket, message: &CheckMessage) -> std::result::Result<(), Ended> {
    let text = serde_json::to_string(message).map_err(|_| Error::System("a message has no JSON"))?;
    // A browser that reads nothing is as good as gone.
    match tokio::time::timeout(PATIENCE, socket.send(Message::Text(text.into()))).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Ended::Gone),
    }
}
