//! Links: made in the manager's browser or by the command line; here they are taken in, replaced, revoked, and expire.

use shared::{
    retention::Days,
    status::{Event, Status},
    wire::{BoardRow, CreateRequest, NewLink, ReissueRequest},
};

use super::{Error, Result, access::status_at, board, text};
use crate::{
    random,
    store::{Change, Effect, Link, NewActivity, NewOnboarding, Person, Store},
};

const DAY: i64 = 24 * 3600;

/// Longest sealed link, in bytes: its text, and a stanza for each of 20 technicians.
const SEALED_LINK_MAX: usize = 8 * 1024;

/// How many expired links are recorded in one go.
const SWEEP: u32 = 100;

/// Makes an onboarding for a link that the manager's side has made. What comes through it is kept for `keep` once the site
/// is configured: that is what the client reads, and so no later setting changes it.
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
    let activity = NewActivity {
        at: now,
        who: &who.name,
        code: "onboarding.created",
        sentence: &format!("{} made a link for {client}.", who.name),
    };
    if !store.create(&new, &activity).await? {
        return Err(Error::LinkUsed);
    }
    board::row(store, &id, now).await
}

/// Replaces an onboarding's link. The old one stops working; what the client told stays.
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
    let sentence = format!("{} made a new link, which replaces the one before.", who.name);
    let activity = NewActivity { at: now, who: &who.name, code: "link.reissued", sentence: &sentence };
    change(store, id, Event::Reissue, effect, activity).await?;
    board::row(store, id, now).await
}

/// Revokes an onboarding's link, whatever its status. A sealed file is deleted.
pub async fn revoke(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    if onboarding.status != Status::Revoked {
        let file = if onboarding.status.has_file() { " The sealed file is deleted." } else { "" };
        let sentence = format!("{} revoked the link.{file}", who.name);
        let activity = NewActivity { at: now, who: &who.name, code: "link.revoked", sentence: &sentence };
        change(store, id, Event::Revoke, || Effect::Revoke, activity).await?;
    }
    board::row(store, id, now).await
}

/// Records every link that has expired before anything was submitted, each once. Returns how many.
pub async fn expire(store: &dyn Store, now: i64) -> Result<usize> {
    let mut count = 0;
    for onboarding in store.overdue(now, SWEEP).await? {
        let activity = NewActivity {
            at: now,
            who: "server",
            code: "link.expired",
            sentence: "The link expired before anything was submitted.",
        };
        let expired = store
            .change(&Change {
                was: &onboarding,
                status: status_at(&onboarding, now),
                step: onboarding.step,
                at: now,
                effect: Effect::None,
                activity: Some(activity),
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
    // Another change can come between reading and writing; then it is read again.
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        let status = was.status.after(event).map_err(|_| Error::NotNow("the link is closed."))?;
        let (at, activity) = (activity.at, Some(activity));
        let change = Change { was: &was, status, step: was.step, at, effect: effect(), activity };
        if store.change(&change).await? {
            return Ok(());
        }
    }
}

/// The version of the recipient set, where the link pins the current one.
async fn current(store: &dyn Store, link: &NewLink) -> Result<u32> {
    let set = store.recipients().await?.ok_or(Error::NoRecipients)?;
    if set.pin() == link.recipients { Ok(set.version()) } else { Err(Error::RecipientsChanged) }
}

fn taken(link: &NewLink, onboarding_id: &str) -> Result<Link> {
    let field = |field, detail| Error::Field { field, code: "not-a-link", detail };
    let token_hash: [u8; 32] = link
        .token_hash
        .as_slice()
        .try_into()
        .map_err(|_| field("link.token_hash", "This is not a SHA-256, which has 32 bytes."))?;
    well_formed(&link.sealed_link, "link.sealed_link")?;
    Ok(Link {
        locator: link.locator.clone(),
        onboarding_id: onboarding_id.to_owned(),
        token_hash,
        sealed_link: link.sealed_link.clone(),
        is_revoked: false,
    })
}

/// Whether this can be a sealed link at all. `field` is its name in the request.
pub(super) fn well_formed(sealed_link: &[u8], field: &'static str) -> Result<()> {
    if sealed_link.len() <= SEALED_LINK_MAX && super::submit::is_age(sealed_link) {
        Ok(())
    } else {
        Err(Error::Field { field, code: "not-a-link", detail: "This is not a sealed link." })
    }
}

fn expiry(days: u32, now: i64) -> Result<i64> {
    if (1..=90).contains(&days) {
        Ok(now + i64::from(days) * DAY)
    } else {
        Err(Error::Field { field: "days", code: "days", detail: "A link works for 1 to 90 days." })
    }
}
