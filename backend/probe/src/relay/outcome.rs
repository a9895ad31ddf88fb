//! Validates the result that a browser reports for its part. It isn't trusted: each field is limited, the stages have
//! to be in a possible order, and there can't be a server reply if no data came from the server.

#[cfg(test)]
mod tests;

use std::time::Duration;

use shared::{
    certificate::Certificate,
    check::{Stage, StageOutcome, StageReport},
    hidden::is_hidden,
    rules::Security,
    smtp::{DETAIL_MAX, LINES_MAX},
    wire::{BlindOutcome, BlindStop},
};

/// A result that our page never sends, because its form is invalid or it contradicts what passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// How many names of a certificate are kept. A server's certificate can have any number.
const NAMES_MAX: usize = 100;

/// The longest host name (RFC 1035, section 2.3.4).
const NAME_MAX: usize = 255;

/// The maximum length of a failure's words, in characters: a reply code and the part of its text that is kept.
const WORDS_MAX: usize = DETAIL_MAX + 3;

/// What a result is validated against.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The encryption of the connection.
    pub security: Security,
    /// True if encrypted data passed in both directions.
    pub has_data: bool,
    /// How long a check may take.
    pub total: Duration,
}

/// Parses and validates a result. Never rejects one from our page's own session.
///
/// # Errors
/// [`Unreadable`].
pub fn read(text: &str, bounds: &Bounds) -> Result<BlindOutcome, Unreadable> {
    let mut outcome: BlindOutcome = serde_json::from_str(text).map_err(|_| Unreadable)?;
    if !is_bounded(&outcome) || !is_in_order(&outcome, bounds) || !is_consistent(&outcome) {
        return Err(Unreadable);
    }
    let most = u64::try_from(bounds.total.as_millis()).unwrap_or(u64::MAX);
    for stage in &mut outcome.stages {
        stage.millis = stage.millis.min(most);
    }
    if let Some(certificate) = outcome.tls.as_mut().and_then(|tls| tls.certificate.as_mut()) {
        cut(certificate);
    }
    Ok(outcome)
}

fn is_bounded(outcome: &BlindOutcome) -> bool {
    let is_short = |text: &str, most: usize| text.chars().count() <= most && !text.chars().any(is_hidden);
    let is_name =
        |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    outcome.stages.iter().all(|stage| is_short(&stage.detail, DETAIL_MAX))
        && outcome
            .stopped
            .as_ref()
            .is_none_or(|stop| !stop.words.is_empty() && is_short(&stop.words, WORDS_MAX))
        && outcome.capabilities.len() <= LINES_MAX
        && outcome.capabilities.iter().all(|line| is_short(line, DETAIL_MAX))
        && outcome.tls.as_ref().is_none_or(|tls| {
            ["", "1.2", "1.3"].contains(&&*tls.version) && tls.cipher.len() <= 64 && is_name(&tls.cipher)
        })
}

/// Returns true if the stages are those of a session from the handshake on, up to where it stopped. The sender stage is
/// optional, because only the browser knows if it was requested.
fn is_in_order(outcome: &BlindOutcome, bounds: &Bounds) -> bool {
    let greeting = (bounds.security == Security::ImplicitTls).then_some(Stage::Greeting);
    let before = [Some(Stage::Tls), greeting, Some(Stage::Ehlo), Some(Stage::Auth)];
    let path =
        |after: &[Stage]| before.into_iter().flatten().chain(after.iter().copied()).collect::<Vec<_>>();
    let stages: Vec<Stage> = outcome.stages.iter().map(|stage| stage.stage).collect();
    let is_path = [path(&[Stage::Sender, Stage::Quit]), path(&[Stage::Quit])]
        .iter()
        .any(|path| path.starts_with(&stages));
    let heard = |stage: &StageReport| stage.stage != Stage::Tls && stage.outcome == StageOutcome::Ok;
    let has_heard =
        outcome.stages.iter().any(heard) || outcome.stopped.as_ref().is_some_and(|stop| stop.answered);
    is_path && (bounds.has_data || !has_heard)
}

/// Returns true if the last stage is the one that failed and all stages before it succeeded. The result of the goodbye
/// doesn't matter.
fn is_consistent(outcome: &BlindOutcome) -> bool {
    let Some((last, before)) = outcome.stages.split_last() else { return false };
    let is_ok = |stage: &StageReport| stage.outcome == StageOutcome::Ok;
    let signed_in = outcome.stages.iter().any(|stage| stage.stage == Stage::Auth && is_ok(stage));
    let ends_well = match &outcome.stopped {
        None => signed_in && (is_ok(last) || last.stage == Stage::Quit),
        Some(BlindStop { stage, answered, .. }) => {
            last.stage == *stage
                && !is_ok(last)
                && *stage != Stage::Quit
                // The server can't reply before TLS is established.
                && !(*answered && *stage == Stage::Tls)
        }
    };
    let encrypted = outcome.stages.first().is_some_and(is_ok);
    // For a connection that failed later, only the certificate might be known.
    let tls_fits = match &outcome.tls {
        Some(tls) => (encrypted || tls.version.is_empty()) && tls.version.is_empty() == tls.cipher.is_empty(),
        None => !encrypted,
    };
    let greeted = outcome.stages.iter().any(|stage| stage.stage == Stage::Ehlo && is_ok(stage));
    before.iter().all(is_ok) && ends_well && tls_fits && (greeted || outcome.capabilities.is_empty())
}

/// Truncates a certificate. The browser can't limit what a mail server puts into one, so too much isn't an error.
fn cut(certificate: &mut Certificate) {
    let short = |text: &str, most| text.chars().filter(|&c| !is_hidden(c)).take(most).collect::<String>();
    certificate.names.truncate(NAMES_MAX);
    for name in &mut certificate.names {
        *name = short(name, NAME_MAX);
    }
    certificate.issuer = short(&certificate.issuer, DETAIL_MAX);
}
