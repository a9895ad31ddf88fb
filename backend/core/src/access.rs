//! How clients get access (with a locator and a token), and the status of an onboarding at a given time.

use shared::{
    link::{Locator, Token},
    retention::DeletionRule,
    status::{Access, Closed, Event, Status},
};
use subtle::ConstantTimeEq;

use super::{Error, Result};
use crate::store::{Link, Onboarding, Store};

/// Accepts a client whose token is correct and whose link is open.
///
/// # Errors
/// [`Error::LinkUnknown`] for an unknown locator and for a wrong token alike. With the correct token:
/// [`Error::LinkRevoked`], [`Error::LinkExpired`], [`Error::Withdrawn`].
pub async fn enter(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Onboarding> {
    let visit = look(store, locator, token, now).await?;
    visit.over.map_or(Ok(visit.onboarding), |why| Err(refusal(why)))
}

/// What the holder of a link can read.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) onboarding: Onboarding,
    /// Why the link has ended, if it has. Then only the receipt can be read.
    pub(super) over: Option<Closed>,
}

/// Like [`enter`], but for reading only. The receipt of a submission can be read even after the link expired or was
/// revoked, and after the file was withdrawn.
pub(super) async fn look(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Visit> {
    let (link, onboarding) = find(store, locator, token).await?;
    // No one gets the receipt of a replaced link: the wrong person might have had that link.
    if link.is_revoked && onboarding.locator != link.locator {
        return Err(Error::LinkRevoked);
    }
    let over = match onboarding.status.access(onboarding.expires_at <= now) {
        Access::Full => None,
        Access::Receipt => Some(Closed::Expired),
        Access::Closed(why) => match store.deleted(&link.locator).await? {
            // After a restore, the old link can be the onboarding's current one again.
            Some(deleted) if deleted.rule == DeletionRule::Replaced => return Err(refusal(why)),
            Some(_) => Some(why),
            None => return Err(refusal(why)),
        },
    };
    Ok(Visit { onboarding, over })
}

/// Like [`enter`], but the onboarding can be closed, if the link itself wasn't revoked.
pub(super) async fn recognize(store: &dyn Store, locator: &Locator, token: &Token) -> Result<Onboarding> {
    let (link, onboarding) = find(store, locator, token).await?;
    if link.is_revoked { Err(Error::LinkRevoked) } else { Ok(onboarding) }
}

async fn find(store: &dyn Store, locator: &Locator, token: &Token) -> Result<(Link, Onboarding)> {
    let link = store.link(locator).await?;
    let shown = token.hash();
    // An unknown locator runs the same comparison, so that the time reveals nothing.
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

/// Returns the status of an onboarding at this time: expired if nothing was submitted in time, even if that isn't
/// recorded yet.
pub fn status_at(onboarding: &Onboarding, now: i64) -> Status {
    if onboarding.expires_at > now {
        return onboarding.status;
    }
    onboarding.status.after(Event::Expire).unwrap_or(onboarding.status)
}
