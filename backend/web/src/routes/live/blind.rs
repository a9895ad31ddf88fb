//! The blind form. Binary messages are the bytes of a TLS connection between the browser and the mail
//! server, or the token endpoint before it.

use axum::extract::ws::{Message, WebSocket};
use probe::relay::{self, Begun, Browser, End, FromBrowser, TokenBegun};
use sealpost_core::{
    Error,
    trial::{self, Trial},
};
use shared::{
    check::{CheckReport, StageReport},
    diagnosis::Found,
    link::Locator,
    rules::{Host, Port},
    wire::{CheckMessage, RelayTo},
};
use tokio::time::{Instant, timeout_at};

use super::{
    in_words,
    socket::{Ended, PATIENCE, next, put, send, telling},
};
use crate::app::App;

/// The browser's side of the relay, on its socket.
struct Page<'a>(&'a mut WebSocket);

impl Browser for Page<'_> {
    async fn receive(&mut self) -> Option<FromBrowser> {
        match next(self.0).await? {
            Message::Binary(bytes) => Some(FromBrowser::Bytes(bytes.to_vec())),
            Message::Text(text) => Some(FromBrowser::Text(text.to_string())),
            _ => None,
        }
    }

    async fn send(&mut self, bytes: Vec<u8>) -> bool {
        put(self.0, Message::Binary(bytes.into())).await
    }
}

/// Runs one check. It counts even if the browser leaves. The activity log records every connection, no matter how it
/// ended.
pub(super) async fn one_check(
    app: &App,
    trial: &Trial,
    to: &RelayTo,
    locator: &Locator,
    socket: &mut WebSocket,
) -> Result<CheckReport, Ended> {
    let report = run(app, trial, to, locator, socket).await?;
    trial::record(app.store(), trial, &report, app.now()).await?;
    Ok(report)
}

async fn run(
    app: &App,
    trial: &Trial,
    to: &RelayTo,
    locator: &Locator,
    socket: &mut WebSocket,
) -> Result<CheckReport, Ended> {
    let before = match token(app, trial, to, locator, socket).await? {
        Ok(stage) => stage,
        Err(report) => return Ok(in_words(*report)),
    };
    let begun = telling(socket, |mut on_stage| async move {
        relay::begin(&app.egress, to, before, app.relay, app.now(), &mut on_stage).await
    });
    match begun.await {
        Begun::Over(report) => Ok(in_words(*report)),
        Begun::Open(open) => {
            let ended = relayed(app, trial, *open, locator, socket).await;
            logged(app, trial, (&to.host, to.port), ended).await
        }
    }
}

/// Logs a relay that ended without a result.
async fn logged<T>(app: &App, trial: &Trial, at: (&Host, Port), ended: Result<T, Ended>) -> Result<T, Ended> {
    if matches!(ended, Err(Ended::Refused(_) | Ended::Gone)) {
        trial::unfinished(app.store(), trial, at, app.now()).await?;
    }
    ended
}

/// The stage in which the browser got a token, if it needed one, or the report of a check that ended there.
type Token = Result<Option<StageReport>, Box<CheckReport<Found>>>;

/// Relays the browser's request for an access token, if it needs one. Returns that stage, or the report of a check that
/// ended there.
async fn token(
    app: &App,
    trial: &Trial,
    to: &RelayTo,
    locator: &Locator,
    socket: &mut WebSocket,
) -> Result<Token, Ended> {
    if !to.needs_token {
        return Ok(Ok(None));
    }
    let begun = relay::begin_token(&app.egress, to, app.relay, app.now()).await;
    let open = match begun.ok_or(Error::Unreadable)? {
        TokenBegun::Over(report) => return Ok(Err(report)),
        TokenBegun::Open(open) => open,
    };
    let at = open.endpoint();
    let ended = token_relayed(app, trial, *open, locator, socket).await;
    logged(app, trial, (&at.0, at.1), ended).await
}

/// Relays the request, until the browser reports the result.
async fn token_relayed(
    app: &App,
    trial: &Trial,
    open: relay::TokenOpen,
    locator: &Locator,
    socket: &mut WebSocket,
) -> Result<Token, Ended> {
    send(socket, &CheckMessage::TokenRelay).await?;
    let (end, relayed) = open.relay(&mut Page(socket), locator).await;
    let text = last_word(app, trial, socket, end).await?;
    Ok(relayed.result(&app.egress, &text).await.map_err(Error::from)?.map(Some))
}

/// Relays the browser's bytes, until it reports the result.
async fn relayed(
    app: &App,
    trial: &Trial,
    open: relay::Open,
    locator: &Locator,
    socket: &mut WebSocket,
) -> Result<CheckReport, Ended> {
    send(socket, &CheckMessage::Relay { helo: open.helo() }).await?;
    let (end, relayed) = open.relay(&mut Page(socket), locator).await;
    let text = last_word(app, trial, socket, end).await?;
    Ok(in_words(relayed.report(&app.egress, &text).await.map_err(Error::from)?))
}

/// Returns the result that the browser reports. Bytes that arrive after the connection closed are dropped.
async fn last_word(app: &App, trial: &Trial, socket: &mut WebSocket, end: End) -> Result<String, Ended> {
    match end {
        End::Outcome(text) => return Ok(text),
        End::Gone => return Err(Ended::Gone),
        End::Abused(breach) => {
            trial::abused(app.store(), trial, breach, app.now()).await?;
            return Err(Ended::Abused);
        }
        End::Closed(closed) => {
            let (word, detail) = (closed.word.to_owned(), closed.detail);
            send(socket, &CheckMessage::Closed { word, detail }).await?;
        }
    }
    let deadline = Instant::now() + PATIENCE;
    loop {
        match timeout_at(deadline, next(socket)).await.map_err(|_| Ended::too_slow())? {
            Some(Message::Text(text)) => return Ok(text.to_string()),
            Some(_) => {}
            None => return Err(Ended::Gone),
        }
    }
}
