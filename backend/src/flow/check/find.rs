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

use crate::egress::{Connection, Egress, tls::what_failed};

/// Bytes in which a greeting has to begin.
const GREETING: &[u8] = b"220";

/// What a better candidate gets, at the least, once another has greeted.
const GRACE: Duration = Duration::from_millis(100);

/// A port, and how the connection to it becomes encrypted.
pub type Candidate = (Port, Security);

/// What is tried where nothing is known, best first (RFC 8314; 2525 is what services offer where 587 is blocked).
pub fn usual() -> Vec<Candidate> {
    let ports = [(465, Security::ImplicitTls), (587, Security::Starttls), (2525, Security::Starttls)];
    ports.into_iter().filter_map(|(port, security)| Some((Port::new(port)?, security))).collect()
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
    let places: Vec<_> = candidates.iter().map(|&candidate| (host.clone(), candidate)).collect();
    find_among(egress, &places, limit).await.map(|best| candidates[best])
}

/// The same for candidates on several hosts; the best one's number.
pub async fn find_among(
    egress: &Egress,
    places: &[(Host, Candidate)],
    limit: Duration,
) -> Result<usize, Nothing> {
    let begun = Instant::now();
    let mut racing = JoinSet::new();
    for (rank, (host, (port, security))) in places.iter().enumerate() {
        let (egress, host, port, security) = (egress.clone(), host.clone(), *port, *security);
        racing.spawn(async move { (rank, greets(&egress, &host, port, security, begun + limit).await) });
    }
    // Every candidate has ended by itself when the limit is reached; a moment more for it to be heard of.
    let mut deadline = begun + limit + GRACE;
    let mut best: Option<usize> = None;
    let mut waiting: Vec<usize> = (0..places.len()).collect();
    let mut all_timed_out = true;
    while let Ok(Some(Ok((rank, greeted)))) = timeout_at(deadline, racing.join_next()).await {
        waiting.retain(|&other| other != rank);
        all_timed_out &= greeted == Err(word::CONNECT_TIMED_OUT);
        if greeted.is_ok() {
            best = Some(best.map_or(rank, |best| best.min(rank)));
            deadline = deadline.min(Instant::now() + begun.elapsed().max(GRACE));
        }
        if best.is_some_and(|best| waiting.iter().all(|&other| other > best)) {
            break;
        }
    }
    best.ok_or(Nothing { all_timed_out })
}

/// Whether a server greets there before `end`; else the word for why not.
async fn greets(
    egress: &Egress,
    host: &Host,
    port: Port,
    security: Security,
    end: Instant,
) -> Result<(), &'static str> {
    let vetted = timeout_at(end, egress.vet(host, port)).await.map_err(|_| word::DNS_SILENT)?;
    let vetted = vetted.map_err(|error| error.word())?;
    let connection = timeout_at(end, egress.open(&vetted)).await.map_err(|_| word::CONNECT_TIMED_OUT)?;
    let connection = connection.map_err(|error| what_failed(&error).word)?;
    timeout_at(end, greeting(connection, security)).await.map_err(|_| word::WENT_SILENT)?
}

async fn greeting(mut connection: Connection, security: Security) -> Result<(), &'static str> {
    if security == Security::ImplicitTls {
        connection.start_tls().await.map_err(|failure| failure.word)?;
    }
    let mut greeting = [0; GREETING.len()];
    let mut read = 0;
    while read < greeting.len() {
        match connection.read(&mut greeting[read..]).await {
            Ok(0) => return Err(word::CLOSED),
            Ok(more) => read += more,
            Err(error) => return Err(what_failed(&error).word),
        }
    }
    if greeting == GREETING { Ok(()) } else { Err(word::NOT_SMTP) }
}
