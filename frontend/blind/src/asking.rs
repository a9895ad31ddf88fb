//! A running request for an access token, and its timeout by the browser's clock.

use gloo_timers::callback::Timeout;
use shared::{
    check::{Stage, StageOutcome, StageReport, word},
    details::SecretText,
    grant::{ClientCertificate, Exchange, Failed, OauthClient, ServiceAccount, TokenRequest},
    smtp::DETAIL_MAX,
    wire::{
        BlindStop, BlindToken,
        worker::{TokenFor, tag},
    },
};

use crate::{
    Work,
    page::tell_bytes,
    roots,
    running::{now, tell_json},
    turn,
};

/// How long the endpoint can take, in milliseconds.
const PATIENCE: u32 = 10_000;

/// How a request ended.
pub(crate) enum Answer {
    /// There is a token.
    Token(SecretText),
    /// There is none.
    NoToken,
}

/// A request that is under way.
pub(crate) struct Asking {
    exchange: Exchange,
    begun: f64,
    /// Ends the exchange. Dropped with it.
    _alarm: Timeout,
}

impl Asking {
    /// Starts the request. Returns `None` if the page's values don't belong together.
    pub(crate) fn new(who: TokenFor, secret: SecretText) -> Option<Self> {
        let request = request(who, secret)?;
        let alarm = Timeout::new(PATIENCE, || {
            turn(|work| {
                if let Work::Asking(asking) = work {
                    asking.failed("no answer in time");
                }
            });
        });
        Some(Self { exchange: Exchange::new(&roots::trusted(), request), begun: now(), _alarm: alarm })
    }

    /// Passes bytes from the endpoint to the exchange.
    pub(crate) fn received(&mut self, bytes: &[u8]) {
        self.exchange.received(bytes);
    }

    /// Ends the exchange.
    pub(crate) fn failed(&mut self, detail: &str) {
        self.exchange.failed(detail);
    }

    /// Sends everything new to the page. Returns how it ended, once it is over.
    pub(crate) fn tell(&mut self) -> Option<Answer> {
        if let Some(bytes) = self.exchange.outgoing() {
            tell_bytes(&bytes);
        }
        let end = self.exchange.end()?;
        let (outcome, detail, stopped, answer) = match end {
            Ok(token) => (StageOutcome::Ok, token.summary(), None, Answer::Token(token.text)),
            Err(Failed { answered, words, detail }) => {
                let detail = detail.chars().take(DETAIL_MAX).collect();
                let outcome =
                    if words == word::TOKEN_SILENT { StageOutcome::TimedOut } else { StageOutcome::Fail };
                let stopped = BlindStop { stage: Stage::Token, answered, words };
                (outcome, detail, Some(stopped), Answer::NoToken)
            }
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most a minute, and not negative"
        )]
        let millis = (now() - self.begun).max(0.0) as u64;
        let stage = StageReport { stage: Stage::Token, outcome, millis, detail };
        tell_json(tag::STAGE, &stage);
        tell_json(tag::TOKEN, &BlindToken { stage, stopped });
        Some(answer)
    }
}

fn request(who: TokenFor, secret: SecretText) -> Option<TokenRequest> {
    #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970")]
    let at = (js_sys::Date::now() / 1000.0) as i64;
    match who {
        TokenFor::OauthClient { tenant, application } => {
            OauthClient::new(tenant, application, secret).ok()?.token_request(at).ok()
        }
        TokenFor::OauthCertificate { tenant, application, certificate } => {
            let certificate = ClientCertificate::new(&certificate, secret).ok()?;
            OauthClient::with_certificate(tenant, application, certificate).token_request(at).ok()
        }
        TokenFor::ServiceAccount { email, key_id, mailbox } => {
            let account = ServiceAccount::new(email, &key_id, secret).ok()?;
            account.token_request(mailbox.as_str(), at).ok()
        }
    }
}
