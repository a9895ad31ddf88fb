//! Proof that a configured site's own mail arrives. The site sends a message to a one-time address, or someone pastes a
//! message that arrived elsewhere. The crate `inbound` judges it, and only its headers and the verdict are stored.

mod shown;

use inbound::{
    driver::Arrival,
    pasted::{self, SourceError},
};
use shared::{
    delivery::{Answer, Author, Delivery, Transport},
    dns::Resolver,
    rules::{Address, Domain},
    wire::{MESSAGE_SOURCE_MAX, Proven, Waiting},
};

use self::shown::Shown;
use super::{Error, Fault, NotNow, Result, limits, random};
use crate::{
    event::OnboardingEvent,
    store::{JudgedMessage, NewJudged, Onboarding, Person, Proof, Store},
};

/// How long an address waits for a message, in seconds.
const PATIENCE: i64 = 3600;

/// Returns what is known about a site's messages. An address whose time is over isn't waiting anymore, unless its
/// message arrived and isn't judged yet.
pub async fn view(store: &dyn Store, id: &str, now: i64) -> Result<Proof> {
    store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let mut proof = store.proof(id).await?;
    proof.waiting = proof.waiting.filter(|waiting| waiting.until > now || waiting.arrived_at.is_some());
    Ok(proof)
}

/// Returns what the client reads about the proof. If a later message isn't right, that is nothing.
pub(super) async fn proven(store: &dyn Store, onboarding: &Onboarding) -> Result<Option<Proven>> {
    match onboarding.mail {
        Some(Answer::Yes) => Ok(store.proven(&onboarding.id).await?),
        Some(Answer::No | Answer::Unknown) | None => Ok(None),
    }
}

/// Makes an address at the server's receiving host, and waits there for one message. It replaces the previous address.
///
/// # Errors
/// [`Error::NotReceiving`] if the server has no receiving host; [`NotNow::NotConfigured`] if the site isn't configured.
pub async fn begin(
    store: &dyn Store,
    who: &Person,
    host: Option<&Domain>,
    id: &str,
    now: i64,
) -> Result<Proof> {
    configured(store, id).await?;
    let host = host.ok_or(Error::NotReceiving)?;
    limits::count_delivery(store, id, now).await?;
    let address = format!("proof-{}@{host}", random::id()?).parse::<Address>();
    let address = address.map_err(|_| Error::System("the receiving host makes no valid address"))?;
    let waiting = Waiting { address, since: now, until: now + PATIENCE, arrived_at: None };
    let happened = OnboardingEvent::ProofBegan { by: who.name.clone() };
    let entry = happened.at(now);
    loop {
        let was = configured(store, id).await?;
        if store.await_message(&was, &waiting, &entry.as_new()).await? {
            store.set_asked_by(&was, &who.id).await?;
            return view(store, id, now).await;
        }
    }
}

/// Returns true if a message to this address is awaited.
pub async fn expects(store: &dyn Store, address: &Address, now: i64) -> Result<bool> {
    Ok(store.awaits_message(address, now).await?)
}

/// Judges a message that arrived at an address, unless the address doesn't wait anymore. If the onboarding isn't
/// configured anymore when the verdict is there, the verdict is dropped.
pub async fn arrived(store: &dyn Store, resolver: &impl Resolver, arrival: &Arrival) -> Result<()> {
    let envelope = &arrival.received.envelope;
    let Some(taken) = store.take_message(&envelope.rcpt_to, arrival.arrived).await? else { return Ok(()) };
    let Some(was) = store.onboarding(&taken.onboarding_id).await? else { return Ok(()) };
    let delivery = inbound::judge(envelope, &arrival.received.message, arrival.arrived, resolver).await;
    let shown = shown::judge(delivery, &was, resolver).await;
    let times = Times { arrived: arrival.arrived, judged: arrival.arrived, since: Some(taken.since) };
    keep(store, &was, shown, times, Source::Received(&envelope.rcpt_to)).await?;
    Ok(())
}

/// Judges the source of a message that arrived elsewhere. It is proof only if the receiving server found the same,
/// after the site was configured.
///
/// # Errors
/// [`Fault::MessageTooLong`] and [`Fault::NotAMessage`] for a source that can't be judged; [`NotNow::NotConfigured`] if
/// the site isn't configured, or isn't anymore when the verdict is there.
pub async fn pasted(
    store: &dyn Store,
    resolver: &impl Resolver,
    who: &Person,
    id: &str,
    source: &[u8],
    now: i64,
) -> Result<Proof> {
    if source.len() > MESSAGE_SOURCE_MAX {
        return Err(Fault::MessageTooLong.at("source"));
    }
    let was = configured(store, id).await?;
    limits::count_delivery(store, id, now).await?;
    let delivery = pasted::judge(source, now, resolver).await.map_err(|error| match error {
        SourceError::TooLarge => Fault::MessageTooLong.at("source"),
        SourceError::NoHeaders => Fault::NotAMessage.at("source"),
    })?;
    // A clock that is fast doesn't make a proof of tomorrow.
    let arrived = delivery.hop.arrived.unwrap_or(now).min(now);
    let shown = shown::judge(delivery, &was, resolver).await;
    let times = Times { arrived, judged: now, since: None };
    if keep(store, &was, shown, times, Source::Pasted(who)).await? {
        store.set_asked_by(&was, &who.id).await?;
        view(store, id, now).await
    } else {
        Err(Error::NotNow(NotNow::NotConfigured))
    }
}

/// Returns the onboarding if its site is configured.
pub(super) async fn configured(store: &dyn Store, id: &str) -> Result<Onboarding> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    if onboarding.status.is_configured() { Ok(onboarding) } else { Err(Error::NotNow(NotNow::NotConfigured)) }
}

/// When what happened to a message, in Unix seconds.
#[derive(Clone, Copy)]
struct Times {
    arrived: i64,
    judged: i64,
    /// Since when its address had waited. `None` if it was pasted.
    since: Option<i64>,
}

/// Where a message is from.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// It arrived at this address.
    Received(&'a Address),
    /// This person pasted it.
    Pasted(&'a Person),
}

/// Stores a verdict. Returns false if the onboarding isn't configured anymore, or has another link.
async fn keep(
    store: &dyn Store,
    read: &Onboarding,
    shown: Shown,
    times: Times,
    source: Source<'_>,
) -> Result<bool> {
    let (arrived_at, by) = match source {
        Source::Received(address) => (Some(address), None),
        Source::Pasted(who) => (None, Some(who.name.clone())),
    };
    let Shown { answer, doubt, seen } = shown;
    let from = sender(&seen.delivery);
    let encrypted = matches!(seen.delivery.hop.transport, Transport::Tls(_));
    let proven = Proven { at: times.arrived, from: from.clone(), encrypted };
    let proven = Some(proven).filter(|_| answer == Answer::Yes);
    let happened = OnboardingEvent::MessageJudged { answer, from, by };
    let entry = happened.at(times.judged);
    let message = JudgedMessage { at: times.judged, since: times.since, answer, doubt, seen: Some(seen) };
    let new = NewJudged { message: &message, arrived_at, proven: proven.as_ref() };
    loop {
        let was = store.onboarding(&read.id).await?;
        let Some(was) = was.filter(|was| was.status.is_configured() && was.locator == read.locator) else {
            return Ok(false);
        };
        if store.set_judged(&was, &new, &entry.as_new()).await? {
            return Ok(true);
        }
    }
}

/// Returns the address that a message is from; empty if there isn't exactly one.
fn sender(delivery: &Delivery) -> String {
    match &delivery.author {
        Author::One(mailbox) => mailbox.address.clone(),
        Author::Missing | Author::Several(_) | Author::Unreadable(_) => String::new(),
    }
}
