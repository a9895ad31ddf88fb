//! The page's part of a check, with a blocking socket.

use std::time::Instant;

use shared::{
    check::{Stage, StageOutcome, StageReport, word},
    details::SecretText,
    grant::{Exchange, Failed},
    smtp::DETAIL_MAX,
    tls::Blind,
    wire::{BlindOutcome, BlindStop, BlindToken, BlindUser, Problem},
};

use super::{Line, Shut};

/// Returns the outcome, unless the server closed or refused the relay.
pub(super) fn outcome(
    mut check: Blind,
    user: BlindUser,
    line: &mut Line,
) -> Result<BlindOutcome, Box<Problem>> {
    let (mut stages, mut stopped) = (Vec::new(), None);
    let mut begun = Instant::now();
    loop {
        if let Some(bytes) = check.outgoing() {
            line.send(&bytes);
        }
        while let Some(ended) = check.ended() {
            let (stage, outcome, detail) = (ended.stage, ended.outcome, ended.detail);
            let millis = u64::try_from(begun.elapsed().as_millis()).expect("a check is short");
            begun = Instant::now();
            stages.push(StageReport { stage, outcome, millis, detail });
            if let Some(failure) = ended.failure.filter(|_| stage != Stage::Quit) {
                stopped = Some(BlindStop { stage, answered: failure.answered, words: failure.words });
            }
        }
        if check.is_done() {
            return Ok(BlindOutcome {
                stages,
                stopped,
                tls: check.tls().cloned(),
                capabilities: check.capabilities(),
                user,
            });
        }
        match line.receive() {
            Ok(bytes) => check.received(&bytes),
            Err(Shut::Closed { word, detail }) => check.failed(&word, &detail),
            Err(Shut::Refused(problem)) => return Err(problem),
            Err(Shut::Gone) => panic!("the server closed the connection without a reason"),
        }
    }
}

/// Runs a request for an access token. Returns the token, and what the page reports.
pub(super) fn token(mut exchange: Exchange, line: &mut Line) -> (Option<SecretText>, BlindToken) {
    let begun = Instant::now();
    loop {
        if let Some(bytes) = exchange.outgoing() {
            line.send(&bytes);
        }
        if let Some(end) = exchange.end() {
            let millis = u64::try_from(begun.elapsed().as_millis()).expect("a check is short");
            let stage = |outcome, detail| StageReport { stage: Stage::Token, outcome, millis, detail };
            return match end {
                Ok(token) => {
                    let stage = stage(StageOutcome::Ok, token.summary());
                    (Some(token.text), BlindToken { stage, stopped: None })
                }
                Err(Failed { answered, words, detail }) => {
                    let detail = detail.chars().take(DETAIL_MAX).collect();
                    let outcome =
                        if words == word::TOKEN_SILENT { StageOutcome::TimedOut } else { StageOutcome::Fail };
                    let stopped = Some(BlindStop { stage: Stage::Token, answered, words });
                    (None, BlindToken { stage: stage(outcome, detail), stopped })
                }
            };
        }
        match line.receive() {
            Ok(bytes) => exchange.received(&bytes),
            Err(Shut::Closed { detail, .. }) => exchange.failed(&detail),
            Err(other) => panic!("{other:?}"),
        }
    }
}
