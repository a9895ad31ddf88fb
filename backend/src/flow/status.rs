//! Where everything is: the client's view, one onboarding, the log.

use shared::{
    link::{Locator, Token},
    wire::{Activity, ClientView, Onboarding as Shown},
};

use super::{
    Error, Result,
    access::{self, status_at},
    board, limits,
    readers::Readers,
    submit,
};
use crate::store::Store;

/// Entries of the log that are shown at once.
const LOG: u32 = 100;

/// What the client's page shows. Changes nothing.
pub async fn client_view(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    now: i64,
) -> Result<ClientView> {
    let onboarding = access::enter(store, locator, token, now).await?;
    let recipients = submit::recipients(store, &onboarding).await?;
    let submission = store.submission(locator).await?;
    let sealed_to = submit::sealed_to(store, &onboarding).await?;
    Ok(ClientView {
        status: status_at(&onboarding, now),
        step: onboarding.step,
        checked: onboarding.check.as_ref().is_some_and(|check| check.ok),
        checks_left: limits::checks_left(store, locator, now).await?,
        receipt: submission.map(|kept| submit::receipt(&kept, &sealed_to)),
        report: store.report(&onboarding.id).await?,
        client: onboarding.client,
        site: onboarding.site,
        address: onboarding.address,
        manager: onboarding.manager,
        progress: onboarding.progress,
        recipients,
        expires_at: onboarding.expires_at,
    })
}

/// One onboarding, whole.
pub async fn onboarding(store: &dyn Store, id: &str, now: i64) -> Result<Shown> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let readers = Readers::of(store, std::slice::from_ref(&onboarding)).await?;
    let recipients = readers.set(&onboarding)?.clone();
    let submission = store.submission(&onboarding.locator).await?;
    Ok(Shown {
        still_read: readers.still(&onboarding, status_at(&onboarding, now)),
        read_before: readers.before(&onboarding),
        address: onboarding.progress.address.clone().or_else(|| onboarding.address.clone()),
        email: onboarding.email.clone(),
        locator: onboarding.locator.clone(),
        created_at: onboarding.created_at,
        receipt: submission.map(|kept| submit::receipt(&kept, &recipients)),
        check: store.last_check(id).await?,
        report: store.report(id).await?,
        activity: store.activity(Some(id), None, LOG).await?,
        recipients,
        row: board::shown(onboarding, &readers, now),
    })
}

/// The log of everything, newest first; `before` is an entry's id.
pub async fn activity(store: &dyn Store, before: Option<i64>) -> Result<Vec<Activity>> {
    Ok(store.activity(None, before, LOG).await?)
}
