//! Which port and kind of encryption a server takes: the candidates are raced up to their greeting, and ranked.
//! No password is anywhere near.

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

/// Bytes in which a greeting has to begin.
const GREETING: &[u8] = b"220";

/// What a better candidate gets, at the least, once another has greeted: TLS from the first byte has two more round
/// trips to make before its greeting.
const GRACE: Duration = Duration::from_millis(250);

/// A port, and how the connection to it becomes encrypted.
pub type Candidate = (Port, Security);

/// A candidate at its host.
pub type Place = (Host, Candidate);

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

/// What is tried at a host, best first: where its provider says it takes mail, then the usual ports.
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

/// None of the candidates greeted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nothing {
    /// Whether not one of them so much as refused: the way out is blocked, more likely than not.
    pub all_timed_out: bool,
    /// The best that spoke TLS and showed a certificate that is not good: what it says is the true fault.
    pub speaks_tls: Option<Candidate>,
    /// The best that took the connection and did not greet in time: it may be slow.
    pub slow: Option<Candidate>,
}

/// What came of a candidate: nothing where it greeted, else the word for why not.
pub type Tried = (Candidate, Outcome);

/// How it ended.
pub type Outcome = Result<(), &'static str>;

/// Races the candidates to their greeting, within `limit`. The best that greets wins; it may take as long again as
/// the first one took.
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

/// Whether there is TLS on that port from the first byte, and the certificate is the fault.
pub(super) fn speaks_tls(outcome: &Outcome) -> bool {
    outcome.is_err_and(|word| word::CERTIFICATE.contains(&word))
}

/// Whether each of these got no answer at all.
pub(super) fn all_timed_out(tried: &[Tried]) -> bool {
    tried.iter().all(|(_, outcome)| *outcome == Err(word::CONNECT_TIMED_OUT))
}

/// The same, with what came of each that ended before the best was known, best first.
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

/// The same for candidates on several hosts: what came of each place that ended before the best was known.
pub async fn race_among(egress: &Egress, places: &[Place], limit: Duration) -> Vec<Option<Outcome>> {
    let begun = Instant::now();
    let mut racing = JoinSet::new();
    for (rank, (host, (port, security))) in places.iter().enumerate() {
        let (egress, host, port, security) = (egress.clone(), host.clone(), *port, *security);
        racing.spawn(async move { (rank, greets(&egress, &host, port, security, begun + limit).await) });
    }
    // Every candidate has ended by itself when the limit is reached; a moment more for it to be heard of.
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

/// Whether a port is known to speak TLS from the first byte, so that no greeting can come there in the clear.
fn settled(ended: &[Option<Outcome>], places: &[Place], (host, (port, _)): &Place) -> bool {
    let mut there = ended.iter().zip(places).filter(|(_, place)| place.0 == *host && place.1.0 == *port);
    there.any(|(outcome, _)| outcome.as_ref().is_some_and(speaks_tls))
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

/// The refusal with which a server answers in the clear instead of a greeting: one that is full may refuse before it begins
/// TLS.
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
