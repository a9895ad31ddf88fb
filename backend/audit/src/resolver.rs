//! How a report queries DNS: a wrapper that caches and limits its queries, and helpers. Tests can query a zone in
//! memory instead.

mod any;

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use shared::{
    dns::{Answer, Data, Found, Kind, Resolver, Silence, Txt, Why},
    facts::ends_on_label,
};
use tokio::{
    sync::OnceCell,
    time::{Instant, timeout_at},
};

pub(crate) use any::{AnyResolver, AnyWeb, Boxed};

/// A host's addresses, IPv4 and IPv6.
#[derive(Debug, Clone)]
pub(super) struct Addresses {
    pub(super) v4: Answer,
    pub(super) v6: Answer,
}

/// Looks up a host's IPv4 and IPv6 addresses in parallel.
pub(super) async fn addresses<R: Resolver>(resolver: &R, host: &str) -> Addresses {
    let (v4, v6) = tokio::join!(resolver.ask(host, Kind::A), resolver.ask(host, Kind::Aaaa));
    Addresses { v4, v6 }
}

impl Addresses {
    pub(super) fn iter(&self) -> impl Iterator<Item = IpAddr> {
        self.v4.addresses().chain(self.v6.addresses())
    }

    /// Returns true if there is at least one address.
    pub(super) fn is_there(&self) -> bool {
        self.iter().next().is_some()
    }

    /// Returns true if there is certainly no address.
    pub(super) fn is_gone(&self) -> bool {
        self.v4.is_nothing() && self.v6.is_nothing()
    }

    /// Returns why one of the lookups failed.
    pub(super) fn silence(&self) -> Option<&Silence> {
        self.v4.silence().or(self.v6.silence())
    }
}

/// How many queries one report can make, no matter what a domain's records lead to. A typical report makes 60 to 120.
const QUESTIONS_MAX: usize = 300;

/// How many queries one report can make for names of any one other organization, whose nameservers are not part of the
/// report.
const QUESTIONS_ELSEWHERE_MAX: usize = 48;

/// How many bytes of answers one report keeps.
const BYTES_MAX: usize = 512 * 1024;

/// The time limit for all queries of one report. Later ones count as unanswered.
const TIME_MAX: Duration = Duration::from_secs(20);

type Answers = HashMap<(String, Kind), Arc<OnceCell<Answer>>>;

/// Caches the answers for one report, so no query is made twice, not even concurrently. Limits the queries and the
/// bytes kept. A query over a limit counts as unanswered.
#[derive(Debug)]
pub struct Memo<R> {
    inner: R,
    /// The domain that the report is about, if queries for other organizations are limited.
    domain: Option<String>,
    /// When the time limit ends, if there is one.
    until: Option<Instant>,
    asked: Mutex<Asked>,
    bytes: AtomicUsize,
}

#[derive(Debug, Default)]
struct Asked {
    answers: Answers,
    elsewhere: HashMap<String, usize>,
}

impl<R: Resolver> Memo<R> {
    /// Creates a cache in front of `inner`, without limits on time and on other organizations.
    pub fn new(inner: R) -> Self {
        let (asked, bytes) = (Mutex::default(), AtomicUsize::new(0));
        Self { inner, domain: None, until: None, asked, bytes }
    }

    /// Creates a cache for a report about this domain, with limits on time and on queries for each other organization.
    pub fn about(inner: R, domain: &str) -> Self {
        let until = Some(Instant::now() + TIME_MAX);
        Self { domain: Some(canonical(domain)), until, ..Self::new(inner) }
    }

    /// Returns the inner resolver.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Returns how many queries were made.
    pub fn asked(&self) -> u32 {
        u32::try_from(self.lock().answers.len()).unwrap_or(u32::MAX)
    }

    fn lock(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the cell for an answer, or `None` if one more query would exceed a limit.
    fn place(&self, key: &(String, Kind)) -> Option<Arc<OnceCell<Answer>>> {
        let mut asked = self.lock();
        if let Some(cell) = asked.answers.get(key) {
            return Some(Arc::clone(cell));
        }
        if asked.answers.len() >= QUESTIONS_MAX {
            return None;
        }
        if let Some(other) = self.domain.as_deref().and_then(|domain| elsewhere(domain, &key.0)) {
            let count = asked.elsewhere.entry(other).or_default();
            if *count >= QUESTIONS_ELSEWHERE_MAX {
                return None;
            }
            *count += 1;
        }
        Some(Arc::clone(asked.answers.entry(key.clone()).or_default()))
    }

    /// Makes the query, and counts the bytes of the answer.
    async fn fetch(&self, name: &str, kind: Kind) -> Answer {
        let asking = self.inner.ask(name, kind);
        let answer = match self.until {
            Some(until) => timeout_at(until, asking).await.unwrap_or_else(|_| Answer::beyond(Why::TooLate)),
            None => asking.await,
        };
        let size = answer.size();
        if self.bytes.fetch_add(size, Ordering::Relaxed) + size > BYTES_MAX {
            return Answer::beyond(Why::TooMany);
        }
        answer
    }
}

impl<R: Resolver> Resolver for Memo<R> {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        let key = (canonical(name), kind);
        match self.place(&key) {
            Some(cell) => cell.get_or_init(|| self.fetch(&key.0, kind)).await.clone(),
            None => Answer::beyond(Why::TooMany),
        }
    }
}

/// Returns the organization that a name belongs to, if it isn't the domain's own: the last two labels, or three if a
/// registry sells names below two short labels, such as `co.uk`.
fn elsewhere(domain: &str, name: &str) -> Option<String> {
    if ends_on_label(name, domain) {
        return None;
    }
    let labels: Vec<&str> = name.rsplitn(4, '.').collect();
    let is_short = |label: Option<&&str>, most| label.is_some_and(|label| label.len() <= most);
    let count = if is_short(labels.first(), 2) && is_short(labels.get(1), 3) { 3 } else { 2 };
    let own = labels.iter().take(count.min(labels.len()).min(3)).rev();
    Some(own.copied().collect::<Vec<_>>().join("."))
}

/// DNS as it would be if a name had only this text. Used to evaluate a proposed record before it is shown.
pub struct Overlay<'a> {
    inner: AnyResolver<'a>,
    name: String,
    text: &'a str,
}

impl<'a> Overlay<'a> {
    /// Creates an overlay with `text` as the only TXT record at `name`.
    pub fn new(inner: &'a impl Resolver, name: &str, text: &'a str) -> Self {
        Self { inner: AnyResolver::new(inner), name: canonical(name), text }
    }
}

impl Resolver for Overlay<'_> {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        if kind == Kind::Txt && canonical(name) == self.name {
            let data = vec![Data::Txt(Txt(vec![self.text.as_bytes().to_vec()]))];
            return Answer::Found(Found { data, ttl: 0, hops: Vec::new() });
        }
        self.inner.ask(name, kind).await
    }
}

/// Returns the records that are at a name within `domain` itself. A wildcard's answer (RFC 4592) can't be changed at
/// the name, and isn't in the way of a record there. `probe`, a label that no one has published, reveals it.
pub(super) async fn own<R: Resolver>(
    resolver: &R,
    domain: &str,
    name: &str,
    kind: Kind,
    probe: &str,
) -> Answer {
    let answer = resolver.ask(name, kind).await;
    let is_anything = !answer.hops().is_empty() || !answer.data().is_empty();
    let parent = name.split_once('.').map(|(_, parent)| parent).filter(|_| canonical(name) != domain);
    let Some(parent) = parent.filter(|_| is_anything) else { return answer };
    let beside = resolver.ask(&format!("{probe}.{parent}"), kind).await;
    let is_wild =
        beside.hops() == answer.hops() && answer.data().iter().all(|data| beside.data().contains(data));
    if is_wild { Answer::NoData { hops: Vec::new() } } else { answer }
}

/// Returns a name in lowercase, without the final dot.
pub(super) fn canonical(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
