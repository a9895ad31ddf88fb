//! Tries other ports if one doesn't answer, because a single silent port proves nothing.

use std::time::Duration;

use net::Egress;
use shared::{
    check::{Neighbor, Stage},
    diagnosis::word,
    facts,
    rules::Security,
};

use super::{
    Stopped, Target,
    find::{self, Candidate, Tried},
};

/// Failures that another port or the other kind of encryption might not have.
const MAY_BE_THE_PORT: [&str; 5] = [
    word::GREETING_TIMED_OUT,
    word::TLS_PLAIN_ANSWER,
    word::TLS_EXPECTED,
    word::STARTTLS_NOT_OFFERED,
    word::STARTTLS_HIDDEN,
];

/// Returns true if another port might work.
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

/// Tries the other candidates up to their greeting. Leaves out ports that we aren't allowed to connect to.
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

/// Returns the candidates. If the port answers at all, the other kind of encryption on it comes first.
fn candidates(target: &Target, is_silent: bool) -> Vec<Candidate> {
    let other = match target.security {
        Security::ImplicitTls => Security::Starttls,
        Security::Starttls => Security::ImplicitTls,
    };
    let same_port = (!is_silent).then_some((target.port, other));
    let others = find::at_host(&target.host).into_iter().filter(|(port, _)| *port != target.port);
    same_port.into_iter().chain(others).collect()
}

/// Returns true if the provider documents this port for the host, so that silence isn't the server's fault.
pub(super) fn is_published(target: &Target) -> bool {
    facts::published(target.host.as_str())
        .is_some_and(|published| published.takes(target.port, target.security))
}

/// Converts a result for the report.
pub(super) fn neighbor(&((port, security), outcome): &Tried) -> Neighbor {
    let failure = outcome.err().unwrap_or_default().to_owned();
    Neighbor { port, security, answers: outcome.is_ok(), failure }
}
