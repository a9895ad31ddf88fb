//! Which port and kind of encryption a server takes: the candidates are raced up to their greeting, and ranked.
//! No password is anywhere near.

use std::time::Duration;

use shared::{
    diagnosis::word,
    rules::{Host, Port, Security},
};
use tokio::{
    task::JoinSet,
    time::{Instant, timeout_at},
};

use crate::egress::Egress;

/// Bytes in which a greeting has to begin.
const GREETING: &[u8] = b"220";

/// What a better candidate gets, at the least, once another has greeted.
const GRACE: Duration = Duration::from_millis(100);

/// A port, and how the connection to it becomes encrypted.
pub type Candidate = (Port, Security);

/// What is tried where nothing is known, best first (RFC 8314; 2525 is what services offer where 587 is blocked).
pub fn usual() -> Vec<Candidate> {
    let port = |number| Port::new(number).expect("no port here is zero");
    vec![
        (port(465), Security::ImplicitTls),
        (port(587), Security::Starttls),
        (port(2525), Security::Starttls),
    ]
}

/// What is tried where the port is known, best first.
pub fn at(port: Port) -> Vec<Candidate> {
    match port.get() {
        465 | 2465 => vec![(port, Security::ImplicitTls)],
        25 | 587 | 2525 | 2587 => vec![(port, Security::Starttls), (port, Security::ImplicitTls)],
        _ => vec![(port, Security::ImplicitTls), (port, Security::Starttls)],
    }
}

/// None of the candidates greeted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nothing {
    /// Whether not one of them so much as refused: the way out is blocked, more likely than not.
    pub all_timed_out: bool,
}

/// Races the candidates to their greeting, within `limit`. The best that greets wins; it may take as long again as
/// the first one took.
pub async fn find(
    egress: &Egress,
    host: &Host,
    candidates: &[Candidate],
    limit: Duration,
) -> Result<Candidate, Nothing> {
    let begun = Instant::now();
    let mut deadline = begun + limit;
    let mut racing = JoinSet::new();
    for (rank, &(port, security)) in candidates.iter().enumerate() {
        let (egress, host) = (egress.clone(), host.clone());
        racing.spawn(async move { (rank, greets(&egress, &host, port, security).await) });
    }
    let mut best = None;
    let mut waiting: Vec<usize> = (0..candidates.len()).collect();
    let mut all_timed_out = true;
    while let Ok(Some(Ok((rank, greeted)))) = timeout_at(deadline, racing.join_next()).await {
        waiting.retain(|&other| other != rank);
        all_timed_out &= greeted == Err(word::CONNECT_TIMED_OUT);
        if greeted.is_ok() {
            best = best.map_or(Some(rank), |best: usize| Some(best.min(rank)));
            deadline = deadline.min(Instant::now() + begun.elapsed().max(GRACE));
        }
        if best.is_some_and(|best| waiting.iter().all(|&other| other > best)) {
            break;
        }
    }
    best.map(|best| candidates[best]).ok_or(Nothing { all_timed_out })
}

async fn greets(egress: &Egress, host: &Host, port: Port, security: Security) -> Result<(), &'static str> {
    let vetted = egress.vet(host, port).await.map_err(|error| error.word())?;
    let failed = |error: std::io::Error| crate::egress::tls::what_failed(&error).word;
    let mut connection = egress.open(&vetted).await.map_err(failed)?;
    if security == Security::ImplicitTls {
        connection.start_tls().await.map_err(|failure| failure.word)?;
    }
    let mut greeting = [0; GREETING.len()];
    let mut read = 0;
    while read < greeting.len() {
        match connection.read(&mut greeting[read..]).await.map_err(failed)? {
            0 => return Err(word::CLOSED),
            more => read += more,
        }
    }
    if greeting == GREETING { Ok(()) } else { Err(word::NOT_SMTP) }
}
