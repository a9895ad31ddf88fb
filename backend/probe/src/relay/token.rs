//! Relays the browser's one request for an access token to the token endpoint of the mail server's provider. The browser
//! doesn't name the endpoint.

use std::time::Duration;

use net::{Connection, Egress, NotPosted};
use shared::{
    check::{Attested, CheckReport, Stage, StageOutcome, StageReport},
    diagnosis::Found,
    facts::provider_by_host,
    hidden::is_hidden,
    link::Locator,
    rules::{Host, Port},
    smtp::{DETAIL_MAX, Failure, Proof},
    wire::{BlindToken, RelayTo},
};
use tokio::time::{Instant, timeout_at};

use super::{
    Begun, Browser, End, Known, Limits, Stopped, Target, Unreadable, concluded, guard::Guard, pass, target,
};
use crate::grant::NoToken;

/// The time limit for getting a token.
const TOTAL: Duration = Duration::from_secs(15);

/// The port of HTTPS.
const HTTPS: u16 = 443;

/// The maximum length of an endpoint's words, in characters.
const WORDS_MAX: usize = 1000;

/// A connection to a token endpoint, which is ready for the browser's TLS handshake.
pub struct TokenOpen {
    connection: Connection,
    guard: Guard,
    host: Host,
    port: Port,
    target: Target,
    end: Instant,
}

/// Connects to the token endpoint of the provider that has this mail server. Returns `None` if it has none.
pub async fn begin_token(egress: &Egress, to: &RelayTo, limits: Limits, at: i64) -> Option<Begun<TokenOpen>> {
    let endpoint = provider_by_host(to.host.as_str())?.token_endpoint.as_deref()?;
    let (host, port): (Host, Port) = (endpoint.parse().ok()?, Port::new(HTTPS)?);
    let mut target = target(to, limits, at);
    let begun = Instant::now();
    let end = begun + TOTAL;
    let connected = timeout_at(begun + limits.stage, egress.connect_https(&host)).await;
    Some(match connected.unwrap_or(Err(NotPosted::Silent)) {
        Ok(connection) => {
            target.attested_by = Attested::Browser;
            let guard = Guard::for_token(host.clone());
            Begun::Open(Box::new(TokenOpen { connection, guard, host, port, target, end }))
        }
        Err(reason) => {
            let reason = NoToken::NotAsked(reason);
            let (outcome, detail) = reason.detail();
            let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            let stage = StageReport { stage: Stage::Token, outcome, millis, detail };
            let stopped = Stopped::at_token(reason.verdict(), reason.words().to_owned());
            Begun::Over(Box::new(over(egress, &target, stage, stopped, end).await))
        }
    })
}

/// Returns the report of a check that ended without a token.
async fn over(
    egress: &Egress,
    target: &Target,
    stage: StageReport,
    stopped: Stopped,
    end: Instant,
) -> CheckReport<Found> {
    let mut known = Known::default();
    known.stages.push(stage);
    known.proof = Proof::Token;
    concluded(egress, target, known, Some(stopped), end).await
}

impl TokenOpen {
    /// Returns the host and the port of the endpoint.
    pub fn endpoint(&self) -> (Host, Port) {
        (self.host.clone(), self.port)
    }

    /// Relays bytes until one side ends or a limit is reached, then closes the connection. Logs the link, the host and
    /// the reason, but never any data.
    pub async fn relay(mut self, browser: &mut impl Browser, locator: &Locator) -> (End, TokenRelayed) {
        let times = pass::Times { end: self.end, silence: TOTAL };
        let (end, reason) = pass::pass(&mut self.connection, &mut self.guard, browser, times).await;
        let host = self.host.as_str();
        match &end {
            End::Abused(_) => tracing::warn!(%locator, host, reason, "a token relay was refused"),
            End::Closed(_) => tracing::info!(%locator, host, reason, "a token relay was closed"),
            End::Outcome(_) | End::Gone => tracing::debug!(%locator, host, reason, "a token relay has ended"),
        }
        (end, TokenRelayed { target: self.target, end: self.end, has_data: self.guard.has_data() })
    }
}

/// A finished token relay. Only the browser knows if it got a token.
pub struct TokenRelayed {
    target: Target,
    end: Instant,
    has_data: bool,
}

impl TokenRelayed {
    /// Reads the browser's result. Returns the stage if the browser has a token, and otherwise the whole report, because
    /// the check ends there.
    ///
    /// # Errors
    /// [`Unreadable`] if the result is invalid or contradicts what passed.
    pub async fn result(
        self,
        egress: &Egress,
        text: &str,
    ) -> Result<Result<StageReport, Box<CheckReport<Found>>>, Unreadable> {
        let token: BlindToken = serde_json::from_str(text).map_err(|_| Unreadable)?;
        if !self.is_valid(&token) {
            return Err(Unreadable);
        }
        let BlindToken { mut stage, stopped } = token;
        stage.millis = stage.millis.min(u64::try_from(TOTAL.as_millis()).unwrap_or(u64::MAX));
        let Some(stop) = stopped else { return Ok(Ok(stage)) };
        let stopped = Stopped::in_session(stop.stage, Failure { words: stop.words, answered: stop.answered });
        Ok(Err(Box::new(over(egress, &self.target, stage, stopped, self.end).await)))
    }

    fn is_valid(&self, BlindToken { stage, stopped }: &BlindToken) -> bool {
        let is_ok = stage.outcome == StageOutcome::Ok;
        let is_short = |text: &str, most| text.chars().count() <= most && !text.chars().any(is_hidden);
        let has_heard = is_ok || stopped.as_ref().is_some_and(|stop| stop.answered);
        stage.stage == Stage::Token
            && is_ok == stopped.is_none()
            && is_short(&stage.detail, DETAIL_MAX)
            && (self.has_data || !has_heard)
            && stopped.as_ref().is_none_or(|stop| {
                stop.stage == Stage::Token && !stop.words.is_empty() && is_short(&stop.words, WORDS_MAX)
            })
    }
}
