//! How a report asks DNS: a trait, so that it can be asked of a zone in memory, and what stands between
//! a report and its resolver.

use std::{
    collections::HashMap,
    future::Future,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

use crate::egress::dns::{Answer, Data, Dns, Found, Kind, Silence, Txt};

/// Something that answers DNS questions.
pub trait Resolver: Sync {
    /// Asks. Names are compared without case; a final dot does not count.
    fn ask(&self, name: &str, kind: Kind) -> impl Future<Output = Answer> + Send;
}

impl Resolver for Dns {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        Self::ask(self, name, kind).await
    }
}

/// Where a host is, in both families.
#[derive(Debug, Clone)]
pub(super) struct Addresses {
    pub(super) v4: Answer,
    pub(super) v6: Answer,
}

/// Asks for both at once.
pub(super) async fn addresses<R: Resolver>(resolver: &R, host: &str) -> Addresses {
    let (v4, v6) = tokio::join!(resolver.ask(host, Kind::A), resolver.ask(host, Kind::Aaaa));
    Addresses { v4, v6 }
}

impl Addresses {
    pub(super) fn iter(&self) -> impl Iterator<Item = IpAddr> {
        self.v4.addresses().chain(self.v6.addresses())
    }

    /// Whether there is one.
    pub(super) fn is_there(&self) -> bool {
        self.iter().next().is_some()
    }

    /// Whether there certainly is none.
    pub(super) fn is_gone(&self) -> bool {
        self.v4.is_nothing() && self.v6.is_nothing()
    }

    /// Who was silent about one of them.
    pub(super) fn silence(&self) -> Option<&Silence> {
        self.v4.silence().or(self.v6.silence())
    }
}

/// Questions that one report may ask, whatever a domain's records lead to.
const QUESTIONS_MAX: usize = 500;

type Answers = HashMap<(String, Kind), Arc<OnceCell<Answer>>>;

/// Remembers the answers for the length of one report: no question is asked twice, not even at the same time.
#[derive(Debug)]
pub struct Memo<R> {
    inner: R,
    answers: Mutex<Answers>,
}

impl<R: Resolver> Memo<R> {
    /// Stands before `inner`.
    pub fn new(inner: R) -> Self {
        Self { inner, answers: Mutex::default() }
    }

    /// What it stood before.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// How many questions were asked.
    pub fn asked(&self) -> u32 {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        u32::try_from(answers.len()).unwrap_or(u32::MAX)
    }
}

impl<R: Resolver> Resolver for Memo<R> {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        let key = (canonical(name), kind);
        let cell = {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            if answers.len() >= QUESTIONS_MAX && !answers.contains_key(&key) {
                return Answer::not_asked();
            }
            Arc::clone(answers.entry(key.clone()).or_default())
        };
        cell.get_or_init(|| self.inner.ask(&key.0, kind)).await.clone()
    }
}

/// DNS as it would be with one text at a name: a proposed record is looked at before it is shown.
#[derive(Debug)]
pub struct Overlay<'a, R> {
    inner: &'a R,
    name: String,
    text: &'a str,
}

impl<'a, R: Resolver> Overlay<'a, R> {
    /// `text` stands as the only TXT record at `name`.
    pub fn new(inner: &'a R, name: &str, text: &'a str) -> Self {
        Self { inner, name: canonical(name), text }
    }
}

impl<R: Resolver> Resolver for Overlay<'_, R> {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        if kind == Kind::Txt && canonical(name) == self.name {
            let data = vec![Data::Txt(Txt(vec![self.text.as_bytes().to_vec()]))];
            return Answer::Found(Found { data, ttl: 0, hops: Vec::new() });
        }
        self.inner.ask(name, kind).await
    }
}

/// What stands at a name below `domain` itself. What a wildcard answers for it (RFC 4592) is not there to be changed,
/// nor in the way of a record at the name; `probe`, a label that nobody has published, tells it.
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

/// A name in lower case, without the final dot.
pub(super) fn canonical(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}
