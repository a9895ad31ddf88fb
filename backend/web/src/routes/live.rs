//! The check, on a WebSocket. In its blind form the browser signs in through us and we cannot read along; in its server
//! form it seals the login to a key that lives in this process's memory, and it is opened, used and wiped inside one
//! check.

mod blind;
pub(super) mod plain;
mod socket;

use std::time::Duration;

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::StatusCode,
    response::Response,
};
use probe::check::{self, CheckRequest};
use sealpost_core::{
    self, Error,
    network::Width,
    trial::{self, Trial},
};
use shared::{
    check::{Attested, CheckReport},
    link::Locator,
    open::{Identities, open_check},
    wire::{BODY_MAX, CheckHello, CheckMessage},
};
use socket::{Ended, PATIENCE, receive, send, telling};

use super::{
    extract::{Network, NotForeign, Segment},
    problem::{Refusal, Result},
};
use crate::app::App;

/// How long the first message may take. The page sends it as soon as the socket opens; until then nobody has shown a
/// token.
const FIRST: Duration = Duration::from_secs(5);

/// What is read from a browser at once, in bytes. The library's own 128 kB are zeroed for every read, and would be
/// resident for each check that waits.
const READ_SIZE: usize = 4096;

pub(super) async fn check(
    State(app): State<App>,
    _: NotForeign,
    Network(network): Network,
    Segment(locator): Segment,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let detail = "This address speaks WebSocket only.";
    let upgrade = upgrade.map_err(|_| Refusal::new(StatusCode::UPGRADE_REQUIRED, "no-websocket", detail))?;
    // A proxy of ours that does not say for whom brings sockets of many.
    let share = if network.is_in(&app.trusted_proxies) {
        None
    } else {
        Some(app.sockets.take(&network.name(Width::Household)).ok_or(Error::Crowded)?)
    };
    let working = app.unfinished.begin().await;
    let bounded = upgrade.read_buffer_size(READ_SIZE).max_message_size(BODY_MAX).max_frame_size(BODY_MAX);
    Ok(bounded.on_upgrade(async move |mut socket| {
        let ended = converse(&app, locator, &mut socket).await;
        if let Some(refusal) = ended.err().and_then(Ended::refusal) {
            let problem = refusal.into_problem();
            // A browser that has gone away needs no answer.
            let _ = send(&mut socket, &CheckMessage::Refused { problem }).await;
        }
        let _ = socket.send(Message::Close(None)).await;
        drop((working, share));
    }))
}

async fn converse(app: &App, locator: String, socket: &mut WebSocket) -> std::result::Result<(), Ended> {
    let hello: CheckHello = match receive(socket, FIRST).await? {
        Message::Text(text) => serde_json::from_str(&text).map_err(|_| Error::Unreadable)?,
        _ => return Err(Error::Unreadable.into()),
    };
    let locator = Locator::try_from(locator).map_err(|_| Error::LinkUnknown)?;
    if hello.relay.is_none() {
        offered(app)?;
    }
    let trial = trial::begin(app.store(), &locator, &hello.token, app.now()).await?;
    let ended = match &hello.relay {
        Some(to) => blind::one_check(app, &trial, to, &locator, socket).await,
        None => one_check(app, &trial, socket).await,
    };
    trial::end(app.store(), &trial).await?;
    let report = Box::new(ended?);
    send(
        socket,
        &CheckMessage::Done {
            report,
            checks_left: trial.checks_left,
            check_wait: trial.check_wait.seconds(),
        },
    )
    .await
}

/// The server form. A browser that goes away does not end it: the attempt was made at the provider, and the board shall
/// show what came of it.
async fn one_check(
    app: &App,
    trial: &Trial,
    socket: &mut WebSocket,
) -> std::result::Result<CheckReport, Ended> {
    let verifier = app.verifier.key(app.now());
    send(socket, &CheckMessage::Key { key: key_of(&verifier)? }).await?;
    let Message::Binary(sealed) = receive(socket, PATIENCE).await? else {
        return Err(Error::Unreadable.into());
    };
    let request = request(app, &verifier, &sealed)?;
    let report =
        telling(
            socket,
            |mut on_stage| async move { check::check(&app.egress, &request, &mut on_stage).await },
        );
    let report = report.await;
    trial::record(app.store(), trial, &report, app.now()).await?;
    Ok(report)
}

/// Whether the agency lets its server open a login at all.
fn offered(app: &App) -> sealpost_core::Result<()> {
    if app.config.server_check { Ok(()) } else { Err(Error::ServerCheckOff) }
}

fn key_of(verifier: &Identities) -> sealpost_core::Result<String> {
    verifier.public_keys().into_iter().next().ok_or(Error::System("no verifier key"))
}

fn request(app: &App, verifier: &Identities, sealed: &[u8]) -> sealpost_core::Result<CheckRequest> {
    let (answers, secret) = open_check(verifier, sealed).map_err(|_| Error::Unreadable)?;
    Ok(CheckRequest::new(&answers, secret, Attested::Server, app.now()))
}
