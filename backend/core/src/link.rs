//! Links. The manager's browser or the command line creates them. This module stores, replaces and revokes them, and records
//! that they expired.

use shared::{
    retention::Days,
    status::{Event, Status},
    wire::{BoardRow, CreateRequest, NewLink, ReissueRequest},
};

use super::{Error, Fault, NotNow, Result, access::status_at, board, text};
use crate::{
    event::OnboardingEvent,
    random,
    store::{Change, Effect, Link, NewActivity, NewOnboarding, Person, Store},
};

const DAY: i64 = 24 * 3600;

/// The longest sealed link, in bytes: its text, and a stanza for each of 20 technicians.
const SEALED_LINK_MAX: usize = 8 * 1024;

/// How many expired links are recorded at a time.
const SWEEP: u32 = 100;

/// Creates an onboarding for a link that the manager created. What the client sends is kept for `keep` after the site
/// is configured. The client reads this promise, so later settings don't change it.
pub async fn create(
    store: &dyn Store,
    who: &Person,
    request: &CreateRequest,
    keep: Days,
    now: i64,
) -> Result<BoardRow> {
    let client = text::name("client", &request.client)?;
    let expires_at = expiry(request.days, now)?;
    let recipients = current(store, &request.link).await?;
    let id = random::id()?;
    let link = taken(&request.link, &id)?;
    let new = NewOnboarding {
        id: &id,
        client: client.as_str(),
        site: &request.site,
        address: request.address.as_ref(),
        email: request.email.as_ref(),
        manager_id: &who.id,
        expires_at,
        keep,
        recipients,
        link: &link,
    };
    let happened = OnboardingEvent::Created { by: who.name.clone(), client: client.to_string() };
    if !store.create(&new, &happened.at(now).as_new()).await? {
        return Err(Error::LinkUsed);
    }
    board::row(store, &id, now).await
}

/// Replaces an onboarding's link. The old one stops working; what the client entered stays.
pub async fn reissue(
    store: &dyn Store,
    who: &Person,
    id: &str,
    request: &ReissueRequest,
    keep: Days,
    now: i64,
) -> Result<BoardRow> {
    let expires_at = expiry(request.days, now)?;
    let recipients = current(store, &request.link).await?;
    let link = taken(&request.link, id)?;
    if store.link(&link.locator).await?.is_some() {
        return Err(Error::LinkUsed);
    }
    let effect = || Effect::Relink { link: &link, expires_at, keep, recipients };
    let happened = OnboardingEvent::Reissued { by: who.name.clone() };
    change(store, id, Event::Reissue, effect, happened.at(now).as_new()).await?;
    board::row(store, id, now).await
}

/// Revokes an onboarding's link in any status, and deletes its sealed file if there is one.
pub async fn revoke(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    if onboarding.status != Status::Revoked {
        let happened = OnboardingEvent::Revoked { by: who.name.clone(), file: onboarding.status.has_file() };
        change(store, id, Event::Revoke, || Effect::Revoke, happened.at(now).as_new()).await?;
    }
    board::row(store, id, now).await
}

/// Records every link that expired before anything was submitted, each once. Returns how many.
pub async fn expire(store: &dyn Store, now: i64) -> Result<usize> {
    let mut count = 0;
    for onboarding in store.overdue(now, SWEEP).await? {
        let entry = OnboardingEvent::Expired.at(now);
        let expired = store
            .change(&Change {
                was: &onboarding,
                status: status_at(&onboarding, now),
                step: onboarding.step,
                at: now,
                effect: Effect::None,
                activity: Some(entry.as_new()),
            })
            .await?;
        count += usize::from(expired);
    }
    Ok(count)
}

async fn change<'a>(
    store: &dyn Store,
    id: &str,
    event: Event,
    effect: impl Fn() -> Effect<'a>,
    activity: NewActivity<'_>,
) -> Result<()> {
    // If another change comes between reading and writing, this reads again.
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        let status = was.status.after(event).map_err(|_| Error::NotNow(NotNow::LinkClosed))?;
        let (at, activity) = (activity.at, Some(activity));
        let change = Change { was: &was, status, step: was.step, at, effect: effect(), activity };
        if store.change(&change).await? {
            return Ok(());
        }
    }
}

/// Returns the version of the recipient set, if the link pins the current one.
async fn current(store: &dyn Store, link: &NewLink) -> Result<u32> {
    let set = store.recipients().await?.ok_or(Error::NoRecipients)?;
    if set.pin() == link.recipients { Ok(set.version()) } else { Err(Error::RecipientsChanged) }
}

fn taken(link: &NewLink, onboarding_id: &str) -> Result<Link> {
    let hash = link.token_hash.as_slice().try_into();
    let token_hash: [u8; 32] = hash.map_err(|_| Fault::NotAHash.at("link.token_hash"))?;
    well_formed(&link.sealed_link, "link.sealed_link")?;
    Ok(Link {
        locator: link.locator.clone(),
        onboarding_id: onboarding_id.to_owned(),
        token_hash,
        sealed_link: link.sealed_link.clone(),
        is_revoked: false,
    })
}

/// Checks that this has the form of a sealed link. `field` is its name in the request.
pub(super) fn well_formed(sealed_link: &[u8], field: &'static str) -> Result<()> {
    if sealed_link.len() <= SEALED_LINK_MAX && super::submit::is_age(sealed_link) {
        Ok(())
    } else {
        Err(Fault::NotASealedLink.at(field))
    }
}

fn expiry(days: u32, now: i64) -> Result<i64> {
    if (1..=90).contains(&days) { Ok(now + i64::from(days) * DAY) } else { Err(Fault::LinkDays.at("days")) }
}
