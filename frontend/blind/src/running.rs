//! A running check: the session, and timeouts by the browser's clock.

use std::time::Duration;

use gloo_timers::callback::Timeout;
use shared::{
    check::{Stage, StageReport},
    details::SecretText,
    smtp::{Ended, Login, Nonce, Session, TOTAL_TIME, time_of},
    tls::Blind,
    wire::{
        BlindOutcome, BlindStop, BlindUser,
        worker::{Begin, tag},
    },
};

use crate::{
    Work,
    page::{scope, tell, tell_bytes},
    roots, turn,
};

/// A running check.
pub(crate) struct Running {
    check: Blind,
    stages: Vec<StageReport>,
    stopped: Option<BlindStop>,
    user: BlindUser,
    /// The check's deadline, in milliseconds by the browser's clock.
    end: f64,
    /// When the current stage began.
    begun: f64,
    /// The current timeout, and the stage that it is for.
    alarm: Option<(Stage, Timeout)>,
}

impl Running {
    /// Starts a check of this login. Returns `None` if the browser has no random numbers.
    pub(crate) fn new((begin, secret): (Begin, SecretText)) -> Option<Self> {
        let Begin { host, security, helo, username, proof, address } = begin;
        let mut random = [0; 18];
        getrandom::getrandom(&mut random).ok()?;
        let user = BlindUser::from(&username);
        let login = Login { username, secret, proof, address };
        let session = Session::from_tls(security, &helo, login, Nonce::new(random));
        let tls = roots::trusted();
        let now = now();
        Some(Self {
            check: Blind::new(&tls, &host, session),
            stages: Vec::new(),
            stopped: None,
            user,
            end: now + millis(TOTAL_TIME),
            begun: now,
            alarm: None,
        })
    }

    /// Passes bytes from the mail server to the session.
    pub(crate) fn received(&mut self, bytes: &[u8]) {
        self.check.received(bytes);
    }

    /// Tells the session that the connection is closed.
    pub(crate) fn failed(&mut self, word: &str, detail: &str) {
        self.check.failed(word, detail);
    }

    /// Sends everything new to the page. Returns true if the check is done.
    pub(crate) fn tell(&mut self) -> bool {
        if let Some(bytes) = self.check.outgoing() {
            tell_bytes(&bytes);
        }
        while let Some(ended) = self.check.ended() {
            self.stage_ended(ended);
        }
        if !self.check.is_done() {
            self.set_alarm();
            return false;
        }
        let outcome = BlindOutcome {
            stages: std::mem::take(&mut self.stages),
            stopped: self.stopped.take(),
            tls: self.check.tls().cloned(),
            capabilities: self.check.capabilities(),
            user: std::mem::take(&mut self.user),
        };
        tell_json(tag::OUTCOME, &outcome);
        true
    }

    fn stage_ended(&mut self, ended: Ended) {
        let now = now();
        let Ended { stage, outcome, detail, failure } = ended;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most a minute, and not negative"
        )]
        let millis = (now - self.begun).max(0.0) as u64;
        self.begun = now;
        let report = StageReport { stage, outcome, millis, detail };
        tell_json(tag::STAGE, &report);
        self.stages.push(report);
        // A failed QUIT says nothing about the login.
        if let Some(failure) = failure.filter(|_| stage != Stage::Quit) {
            self.stopped = Some(BlindStop { stage, answered: failure.answered, words: failure.words });
        }
    }

    /// Sets a timeout for the current stage, unless it already has one.
    fn set_alarm(&mut self) {
        let stage = self.check.stage();
        if self.alarm.as_ref().is_some_and(|(set, _)| *set == stage) {
            return;
        }
        let left = (self.begun + millis(time_of(stage))).min(self.end) - now();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most a minute, and not negative"
        )]
        let left = left.max(0.0) as u32;
        let ring = Timeout::new(left, || {
            turn(|work| {
                if let Work::Running(running) = work {
                    running.check.timed_out();
                }
            });
        });
        self.alarm = Some((stage, ring));
    }
}

pub(crate) fn tell_json(kind: &str, what: &impl serde::Serialize) {
    if let Ok(text) = serde_json::to_string(what) {
        tell(kind, &text.into());
    }
}

pub(crate) fn now() -> f64 {
    scope().performance().map_or(0.0, |clock| clock.now())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
