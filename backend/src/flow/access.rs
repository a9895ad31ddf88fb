//! The client's door: a locator and a token, and what the clock makes of an onboarding.

use shared::{
    link::{Locator, Token},
    status::{Access, Closed, Event, Status},
};
use subtle::ConstantTimeEq;

use super::{Error, Result};
use crate::store::{Onboarding, Store};

/// Lets a client in whose token is right, and whose link has not ended in any way.
///
/// # Errors
/// [`Error::LinkUnknown`] for an unknown locator and for a wrong token alike. Only to the holder of the
/// token: [`Error::LinkRevoked`], [`Error::LinkExpired`], [`Error::Withdrawn`].
pub async fn enter(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Onboarding> {
    let visit = look(store, locator, token, now).await?;
    if visit.is_over { Err(Error::LinkExpired) } else { Ok(visit.onboarding) }
}

/// Who looks at what a link leads to.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) onboarding: Onboarding,
    /// Whether the link has expired: the receipt can be read, and nothing else.
    pub(super) is_over: bool,
}

/// The same for looking alone: what was submitted leaves a receipt that can be read after the link has expired.
pub(super) async fn look(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Visit> {
    let onboarding = recognise(store, locator, token).await?;
    match onboarding.status.access(onboarding.expires_at <= now) {
        Access::Full => Ok(Visit { onboarding, is_over: false }),
        Access::Receipt => Ok(Visit { onboarding, is_over: true }),
        Access::Closed(Closed::Expired) => Err(Error::LinkExpired),
        Access::Closed(Closed::Revoked) => Err(Error::LinkRevoked),
        Access::Closed(Closed::Withdrawn) => Err(Error::Withdrawn),
    }
}

/// The same for a link whose onboarding may be closed, as long as the link itself was not taken back.
pub(super) async fn recognise(store: &dyn Store, locator: &Locator, token: &Token) -> Result<Onboarding> {
    let link = store.link(locator).await?;
    let shown = token.hash();
    // An unknown locator is compared too: the time tells nothing.
    let kept = link.as_ref().map_or([0; 32], |link| link.token_hash);
    let is_right: bool = shown.ct_eq(&kept).into();
    let link = link.filter(|_| is_right).ok_or(Error::LinkUnknown)?;
    if link.is_revoked {
        return Err(Error::LinkRevoked);
    }
    store.onboarding(&link.onboarding_id).await?.ok_or(Error::LinkUnknown)
}

/// The status that an onboarding has now: where nothing was submitted in time it has expired, whether or not that was
/// recorded yet.
pub fn status_at(onboarding: &Onboarding, now: i64) -> Status {
    if onboarding.expires_at > now {
        return onboarding.status;
    }
    onboarding.status.after(Event::Expire).unwrap_or(onboarding.status)
}
