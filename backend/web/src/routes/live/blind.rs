//! The blind form. Binary messages are the bytes of a TLS connection between the browser and the mail
//! server, or the token endpoint before it.

use axum::extract::ws::{Message, WebSocket};
use probe::relay::{self, Begun, Browser, End, FromBrowser, Open, TokenOpen};
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

/// A check in the blind form.
pub(super) struct BlindCheck<'a> {
    pub(super) app: &'a App,
    pub(super) trial: &'a Trial,
    pub(super) to: &'a RelayTo,
    pub(super) locator: &'a Locator,
    pub(super) socket: &'a mut WebSocket,
}

/// The stage in which the browser got a token, if it needed one, or the report of a check that ended there.
type Token = Result<Option<StageReport>, Box<CheckReport<Found>>>;

impl BlindCheck<'_> {
    /// Runs the check. It counts even if the browser leaves. The activity log records every connection, no matter how it
    /// ended.
    pub(super) async fn run(mut self) -> Result<CheckReport, Ended> {
        let report = match self.token().await? {
            Ok(before) => self.sign_in(before).await?,
            Err(report) => in_words(*report),
        };
        trial::record(self.app.store(), self.trial, &report, self.app.now()).await?;
        Ok(report)
    }

    /// Relays the browser's request for an access token, if it needs one.
    async fn token(&mut self) -> Result<Token, Ended> {
        if !self.to.needs_token {
            return Ok(Ok(None));
        }
        let app = self.app;
        let begun = relay::begin_token(&app.egress, self.to, app.relay, app.now()).await;
        let open = match begun.ok_or(Error::Unreadable)? {
            Begun::Over(report) => return Ok(Err(report)),
            Begun::Open(open) => open,
        };
        let (host, port) = open.endpoint();
        let ended = self.token_relayed(*open).await;
        self.logged(&host, port, ended).await
    }

    /// Signs in to the mail server. `before` is the stage in which the browser got a token.
    async fn sign_in(&mut self, before: Option<StageReport>) -> Result<CheckReport, Ended> {
        let (app, to) = (self.app, self.to);
        let begun = telling(self.socket, |mut on_stage| async move {
            relay::begin(&app.egress, to, before, app.relay, app.now(), &mut on_stage).await
        });
        match begun.await {
            Begun::Over(report) => Ok(in_words(*report)),
            Begun::Open(open) => {
                let ended = self.relayed(*open).await;
                self.logged(&to.host, to.port, ended).await
            }
        }
    }

    /// Relays the request for a token, until the browser reports the result.
    async fn token_relayed(&mut self, open: TokenOpen) -> Result<Token, Ended> {
        send(self.socket, &CheckMessage::TokenRelay).await?;
        let (end, relayed) = open.relay(&mut Page(self.socket), self.locator).await;
        let text = self.last_word(end).await?;
        Ok(relayed.result(&self.app.egress, &text).await.map_err(Error::from)?.map(Some))
    }

    /// Relays the browser's bytes, until it reports the result.
    async fn relayed(&mut self, open: Open) -> Result<CheckReport, Ended> {
        send(self.socket, &CheckMessage::Relay { helo: open.helo() }).await?;
        let (end, relayed) = open.relay(&mut Page(self.socket), self.locator).await;
        let text = self.last_word(end).await?;
        Ok(in_words(relayed.report(&self.app.egress, &text).await.map_err(Error::from)?))
    }

    /// Logs a relay that ended without a result.
    async fn logged<T>(&mut self, host: &Host, port: Port, ended: Result<T, Ended>) -> Result<T, Ended> {
        if matches!(ended, Err(Ended::Refused(_) | Ended::Gone)) {
            trial::unfinished(self.app.store(), self.trial, (host, port), self.app.now()).await?;
        }
        ended
    }

    /// Returns the result that the browser reports. Bytes that arrive after the connection closed are dropped.
    async fn last_word(&mut self, end: End) -> Result<String, Ended> {
        match end {
            End::Outcome(text) => return Ok(text),
            End::Gone => return Err(Ended::Gone),
            End::Abused(breach) => {
                trial::abused(self.app.store(), self.trial, breach, self.app.now()).await?;
                return Err(Ended::Abused);
            }
            End::Closed(closed) => {
                let (word, detail) = (closed.word.to_owned(), closed.detail);
                send(self.socket, &CheckMessage::Closed { word, detail }).await?;
            }
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            match timeout_at(deadline, next(self.socket)).await.map_err(|_| Ended::too_slow())? {
                Some(Message::Text(text)) => return Ok(text.to_string()),
                Some(_) => {}
                None => return Err(Ended::Gone),
            }
        }
    }
}
