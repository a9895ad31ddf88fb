//! The check on a WebSocket. Blind form: the browser signs in, and the server relays bytes that it can't read. Server
//! form: the login is encrypted to a key that exists only in this process's memory, and it is decrypted, used and
//! wiped within one check.

mod blind;
pub(super) mod plain;
mod socket;

use std::time::Duration;

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use blind::BlindCheck;
use probe::check::{self, CheckRequest, NeedsConsent};
use sealpost_core::{
    self, Error,
    network::Width,
    trial::{self, Trial},
};
use shared::{
    check::{Attested, CheckReport},
    diagnosis::Found,
    link::Locator,
    open::{Identities, open_check},
    wire::{BODY_MAX, CheckHello, CheckMessage},
};
use socket::{Ended, PATIENCE, receive, send, telling};
use words::{Language, diagnosis::tell_report};

use super::{
    extract::{Network, NotForeign, Segment},
    problem::{BadRequest, Result},
};
use crate::app::App;

/// How long the first message can take. The page sends it as soon as the socket opens. Until then, no one has shown a
/// token.
const FIRST: Duration = Duration::from_secs(5);

/// Size of the read buffer for a browser, in bytes. The library's default of 128 kB would be zeroed for every read,
/// and stay in memory for each waiting check.
const READ_SIZE: usize = 4096;

pub(super) async fn check(
    State(app): State<App>,
    _: NotForeign,
    Network(network): Network,
    Segment(locator): Segment,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| BadRequest::NoWebSocket)?;
    // A trusted proxy that doesn't name the client may bring the sockets of many.
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
            // The browser may be gone. Then no one needs the answer.
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
        Some(to) => BlindCheck { app, trial: &trial, to, locator: &locator, socket }.run().await,
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

/// Runs a check in the server form. It continues if the browser leaves: the provider has seen the attempt, and the
/// board shows the result.
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
    let report = in_words(report.await);
    trial::record(app.store(), trial, &report, app.now()).await?;
    Ok(report)
}

/// Returns the report in the page's language.
fn in_words(report: CheckReport<Found>) -> CheckReport {
    tell_report(Language::En, report)
}

/// Fails if the agency has turned server-side checks off.
fn offered(app: &App) -> sealpost_core::Result<()> {
    if app.config.server_check { Ok(()) } else { Err(Error::ServerCheckOff) }
}

fn key_of(verifier: &Identities) -> sealpost_core::Result<String> {
    verifier.public_keys().into_iter().next().ok_or(Error::System("no verifier key"))
}

fn request(app: &App, verifier: &Identities, sealed: &[u8]) -> sealpost_core::Result<CheckRequest> {
    let (answers, secret) = open_check(verifier, sealed).map_err(|_| Error::Unreadable)?;
    // The page never asks for a check of a plugin's app.
    CheckRequest::new(&answers, &secret, Attested::Server, app.now())
        .map_err(|NeedsConsent| Error::Unreadable)
}
