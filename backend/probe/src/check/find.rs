//! Finds the port and encryption of a server: races the candidates to their greeting and ranks them. No password is
//! involved.

use std::time::Duration;

use net::{Connection, Egress, tls::what_failed};
use shared::{
    diagnosis::word,
    facts,
    rules::{Host, Port, Security},
    smtp::{Clear, Dialogue},
};
use tokio::{
    task::JoinSet,
    time::{Instant, timeout, timeout_at},
};

/// The start of a greeting.
const GREETING: &[u8] = b"220";

/// The least time that a better candidate has left once another has greeted. Implicit TLS needs two more round trips
/// before its greeting.
const GRACE: Duration = Duration::from_millis(250);

/// A port, and the encryption of the connection to it.
pub type Candidate = (Port, Security);

/// A candidate on a host.
pub type Place = (Host, Candidate);

/// Returns the candidates to try if nothing is known, best first (RFC 8314). Services offer 2525 for networks that
/// block 587.
pub fn usual() -> Vec<Candidate> {
    let ports = [(465, Security::ImplicitTls), (587, Security::Starttls), (2525, Security::Starttls)];
    ports.into_iter().filter_map(|(port, security)| Some((Port::new(port)?, security))).collect()
}

/// Returns the candidates to try if the port is known, best first.
pub fn at(port: Port) -> Vec<Candidate> {
    match port.get() {
        465 | 2465 => vec![(port, Security::ImplicitTls)],
        25 | 587 | 2525 | 2587 => vec![(port, Security::Starttls), (port, Security::ImplicitTls)],
        _ => vec![(port, Security::ImplicitTls), (port, Security::Starttls)],
    }
}

/// Returns the candidates to try on a host, best first: the provider's documented ports, then the usual ones.
pub fn at_host(host: &Host) -> Vec<Candidate> {
    let endpoints = facts::provider_by_host(host.as_str()).map(|provider| &provider.endpoints[..]);
    let published = endpoints
        .unwrap_or_default()
        .iter()
        .filter(|endpoint| facts::is_endpoint(&endpoint.host, host.as_str()));
    let mut candidates: Vec<Candidate> = Vec::new();
    let published =
        published.filter_map(|e| Some((Port::new(e.port).filter(|port| port.get() != 25)?, e.security)));
    for candidate in published.chain(usual()) {
        if !candidates.contains(&candidate) {
            candidates.push(candidate);
        }
    }
    candidates
}

/// The result if no candidate greeted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nothing {
    /// True if none of them even refused the connection, so outgoing connections are probably blocked.
    pub all_timed_out: bool,
    /// The best candidate that spoke TLS but had an invalid certificate. Its error is the real cause.
    pub speaks_tls: Option<Candidate>,
    /// The best candidate that accepted the connection but didn't greet in time. It could be slow.
    pub slow: Option<Candidate>,
}

/// A candidate and its outcome.
pub type Tried = (Candidate, Outcome);

/// `Ok` if the candidate greeted, or else the word for why not.
pub type Outcome = Result<(), &'static str>;

/// Races the candidates to their greeting, within `limit`. The best one that greets wins. After the first greeting, it
/// has the same time again.
pub async fn find(
    egress: &Egress,
    host: &Host,
    candidates: &[Candidate],
    limit: Duration,
) -> Result<Candidate, Nothing> {
    let tried = race(egress, host, candidates, limit).await;
    let first = |fits: fn(&Outcome) -> bool| {
        tried.iter().find(|(_, outcome)| fits(outcome)).map(|(candidate, _)| *candidate)
    };
    first(Result::is_ok).ok_or_else(|| Nothing {
        all_timed_out: all_timed_out(&tried) && tried.len() == candidates.len(),
        speaks_tls: first(speaks_tls),
        slow: first(|outcome| *outcome == Err(word::WENT_SILENT)),
    })
}

/// Returns true if the port speaks implicit TLS, but its certificate is invalid.
pub(super) fn speaks_tls(outcome: &Outcome) -> bool {
    outcome.is_err_and(|word| word::CERTIFICATE.contains(&word))
}

/// Returns true if none of the candidates answered at all.
pub(super) fn all_timed_out(tried: &[Tried]) -> bool {
    tried.iter().all(|(_, outcome)| *outcome == Err(word::CONNECT_TIMED_OUT))
}

/// Like [`find`], but returns the outcome of each candidate that ended before the best was known, best first.
pub(super) async fn race(
    egress: &Egress,
    host: &Host,
    candidates: &[Candidate],
    limit: Duration,
) -> Vec<Tried> {
    let places: Vec<Place> = candidates.iter().map(|&candidate| (host.clone(), candidate)).collect();
    let ended = race_among(egress, &places, limit).await;
    candidates.iter().zip(ended).filter_map(|(candidate, outcome)| Some((*candidate, outcome?))).collect()
}

/// Like `race`, for candidates on several hosts. Returns `None` for each that hadn't ended when the best was known.
pub async fn race_among(egress: &Egress, places: &[Place], limit: Duration) -> Vec<Option<Outcome>> {
    let begun = Instant::now();
    let mut racing = JoinSet::new();
    for (rank, (host, (port, security))) in places.iter().enumerate() {
        let (egress, host, port, security) = (egress.clone(), host.clone(), *port, *security);
        racing.spawn(async move { (rank, greets(&egress, &host, port, security, begun + limit).await) });
    }
    // Every candidate ends by itself at the limit. The grace period is for its result to arrive.
    let mut deadline = begun + limit + GRACE;
    let mut ended: Vec<Option<Outcome>> = vec![None; places.len()];
    while let Ok(Some(Ok((rank, outcome)))) = timeout_at(deadline, racing.join_next()).await {
        if outcome.is_ok() {
            deadline = deadline.min(Instant::now() + begun.elapsed().max(GRACE));
        }
        ended[rank] = Some(outcome);
        let is_over = |(outcome, place)| Option::is_some(outcome) || settled(&ended, places, place);
        let best = ended.iter().position(|outcome| matches!(outcome, Some(Ok(()))));
        if best.is_some_and(|best| ended[..best].iter().all(Option::is_some))
            || ended.iter().zip(places).all(is_over)
        {
            break;
        }
    }
    ended
}

/// Returns true if a port is known to speak implicit TLS, so no greeting can come in plain text.
fn settled(ended: &[Option<Outcome>], places: &[Place], (host, (port, _)): &Place) -> bool {
    let mut there = ended.iter().zip(places).filter(|(_, place)| place.0 == *host && place.1.0 == *port);
    there.any(|(outcome, _)| outcome.as_ref().is_some_and(speaks_tls))
}

/// Returns `Ok` if a server greets before `end`, or else the word for why not.
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

/// Returns the rejection that a server sends in plain text instead of a greeting. A server with too many connections
/// can send one before TLS.
pub(super) async fn refusal_in_the_clear(
    egress: &Egress,
    host: &Host,
    port: Port,
    limit: Duration,
) -> Option<String> {
    let read = async {
        let vetted = egress.vet(host, port).await.ok()?;
        let mut connection = egress.open(&vetted).await.ok()?;
        let mut clear = Clear::new(host);
        let mut buffer = [0; 512];
        loop {
            let read = connection.read(&mut buffer).await.ok().filter(|read| *read > 0)?;
            clear.received(&buffer[..read]);
            if let Some(ended) = clear.ended() {
                return ended.failure.filter(|failure| failure.answered).map(|failure| failure.words);
            }
        }
    };
    timeout(limit, read).await.ok().flatten()
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
