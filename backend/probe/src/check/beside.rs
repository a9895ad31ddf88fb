//! The ports beside one that did not answer: nothing is concluded from a single silent port.

use std::time::Duration;

use net::Egress;
use shared::{
    check::{Neighbour, Stage},
    diagnosis::word,
    facts,
    rules::Security,
};

use super::{
    Stopped, Target,
    find::{self, Candidate, Tried},
};

/// Failures that another port, or the other kind of encryption, may not have.
const MAY_BE_THE_PORT: [&str; 5] = [
    word::GREETING_TIMED_OUT,
    word::TLS_PLAIN_ANSWER,
    word::TLS_EXPECTED,
    word::STARTTLS_NOT_OFFERED,
    word::STARTTLS_HIDDEN,
];

/// Whether another port may do better.
pub(super) fn may_help(stopped: &Stopped) -> bool {
    match stopped.stage {
        Stage::Connect => true,
        Stage::Tls | Stage::Greeting
            if [word::WENT_SILENT, word::CLOSED, word::RESET].contains(&&*stopped.words) =>
        {
            true
        }
        _ => MAY_BE_THE_PORT.contains(&&*stopped.words),
    }
}

/// Tries them up to their greeting. Ports that we are not let out to are not among the answers.
pub(super) async fn tried(
    egress: &Egress,
    target: &Target,
    stopped: &Stopped,
    limit: Duration,
) -> Vec<Tried> {
    let candidates = candidates(target, stopped.stage == Stage::Connect);
    let mut tried = find::race(egress, &target.host, &candidates, limit).await;
    tried.retain(|(_, outcome)| *outcome != Err(word::PORT_NOT_ALLOWED));
    tried
}

/// The other kind of encryption on the same port first, where somebody answers there at all.
fn candidates(target: &Target, is_silent: bool) -> Vec<Candidate> {
    let other = match target.security {
        Security::ImplicitTls => Security::Starttls,
        Security::Starttls => Security::ImplicitTls,
    };
    let same_port = (!is_silent).then_some((target.port, other));
    let others = find::at_host(&target.host).into_iter().filter(|(port, _)| *port != target.port);
    same_port.into_iter().chain(others).collect()
}

/// Whether the host's operator says that it takes mail there, so that silence is not the server's.
pub(super) fn is_published(target: &Target) -> bool {
    facts::published(target.host.as_str())
        .is_some_and(|published| published.takes(target.port, target.security))
}

/// For the report.
pub(super) fn neighbour(&((port, security), outcome): &Tried) -> Neighbour {
    let failure = outcome.err().unwrap_or_default().to_owned();
    Neighbour { port, security, answers: outcome.is_ok(), failure }
}
