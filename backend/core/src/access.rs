//! The client's door: a locator and a token, and what the clock makes of an onboarding.

use shared::{
    link::{Locator, Token},
    retention::DeletionRule,
    status::{Access, Closed, Event, Status},
};
use subtle::ConstantTimeEq;

use super::{Error, Result};
use crate::store::{Link, Onboarding, Store};

/// Lets a client in whose token is right, and whose link has not ended in any way.
///
/// # Errors
/// [`Error::LinkUnknown`] for an unknown locator and for a wrong token alike. Only to the holder of the
/// token: [`Error::LinkRevoked`], [`Error::LinkExpired`], [`Error::Withdrawn`].
pub async fn enter(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Onboarding> {
    let visit = look(store, locator, token, now).await?;
    visit.over.map_or(Ok(visit.onboarding), |why| Err(refusal(why)))
}

/// What a link leads to, for somebody who looks only.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) onboarding: Onboarding,
    /// Why the link is over, if it is: then the receipt can be read, and nothing else.
    pub(super) over: Option<Closed>,
}

/// The same for looking alone: what was submitted leaves a receipt that can be read after the link has expired, and after
/// the file was taken back or its link was revoked.
pub(super) async fn look(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Visit> {
    let (link, onboarding) = find(store, locator, token).await?;
    // The receipt of a link that was replaced belongs to nobody who comes now: the link may have been in wrong hands.
    if link.is_revoked && onboarding.locator != link.locator {
        return Err(Error::LinkRevoked);
    }
    let over = match onboarding.status.access(onboarding.expires_at <= now) {
        Access::Full => None,
        Access::Receipt => Some(Closed::Expired),
        Access::Closed(why) => match store.deleted(&link.locator).await? {
            // As after a restore, which brings the old link back as the onboarding's own.
            Some(deleted) if deleted.rule == DeletionRule::Replaced => return Err(refusal(why)),
            Some(_) => Some(why),
            None => return Err(refusal(why)),
        },
    };
    Ok(Visit { onboarding, over })
}

/// The same for a link whose onboarding may be closed, as long as the link itself was not taken back.
pub(super) async fn recognise(store: &dyn Store, locator: &Locator, token: &Token) -> Result<Onboarding> {
    let (link, onboarding) = find(store, locator, token).await?;
    if link.is_revoked { Err(Error::LinkRevoked) } else { Ok(onboarding) }
}

async fn find(store: &dyn Store, locator: &Locator, token: &Token) -> Result<(Link, Onboarding)> {
    let link = store.link(locator).await?;
    let shown = token.hash();
    // An unknown locator is compared too: the time tells nothing.
    let kept = link.as_ref().map_or([0; 32], |link| link.token_hash);
    let is_right: bool = shown.ct_eq(&kept).into();
    let link = link.filter(|_| is_right).ok_or(Error::LinkUnknown)?;
    let onboarding = store.onboarding(&link.onboarding_id).await?.ok_or(Error::LinkUnknown)?;
    Ok((link, onboarding))
}

fn refusal(why: Closed) -> Error {
    match why {
        Closed::Expired => Error::LinkExpired,
        Closed::Revoked => Error::LinkRevoked,
        Closed::Withdrawn => Error::Withdrawn,
    }
}

/// The status that an onboarding has now: where nothing was submitted in time it has expired, whether or not that was
/// recorded yet.
pub fn status_at(onboarding: &Onboarding, now: i64) -> Status {
    if onboarding.expires_at > now {
        return onboarding.status;
    }
    onboarding.status.after(Event::Expire).unwrap_or(onboarding.status)
}
