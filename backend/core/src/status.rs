//! The client's view, one onboarding, and the log.

use shared::{
    link::{Locator, Token},
    status::Step,
    wire::{Activity, ClientPage, ClientView, Onboarding as Shown, Progress, Proven},
};

use super::{
    Error, Result,
    access::{self, Visit, status_at},
    board, limits, prove,
    readers::Readers,
    submit,
};
use crate::store::Store;

/// How many entries of the log are shown at once.
const LOG: u32 = 100;

/// Returns what the client's page shows. Changes nothing.
pub async fn client_page(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    now: i64,
) -> Result<ClientPage> {
    let Visit { onboarding, over } = access::look(store, locator, token, now).await?;
    let report = store.report(&onboarding.id).await?;
    let proven = prove::proven(store, &onboarding).await?;
    let view = ClientView {
        status: status_at(&onboarding, now),
        step: onboarding.step,
        checked: onboarding.check.as_ref().is_some_and(|check| check.ok),
        checks_left: limits::checks_left(store, locator, now).await?,
        check_wait: limits::check_wait(store, locator, now).await?.seconds(),
        receipt: submit::last_receipt(store, &onboarding).await?,
        recipients: submit::recipients(store, &onboarding).await?,
        client: onboarding.client,
        site: onboarding.site,
        address: onboarding.address,
        manager: onboarding.manager,
        progress: onboarding.progress,
        expires_at: onboarding.expires_at,
        is_over: over.is_some(),
        keep: onboarding.keep,
    };
    Ok(if over.is_some() { receipt_alone(view, proven) } else { ClientPage { view, report, proven } })
}

/// Returns what remains of a page after the link has ended: enough for the receipt, and nothing that the client entered.
fn receipt_alone(view: ClientView, proven: Option<Proven>) -> ClientPage {
    let (step, progress) = (Step::Receipt, Progress::default());
    let view = ClientView { step, progress, address: None, checks_left: 0, check_wait: 0, ..view };
    ClientPage { view, report: None, proven }
}

/// Returns one onboarding with everything that staff can see.
pub async fn onboarding(store: &dyn Store, id: &str, now: i64) -> Result<Shown> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let readers = Readers::of(store, std::slice::from_ref(&onboarding)).await?;
    let recipients = readers.set(&onboarding)?.clone();
    Ok(Shown {
        still_read: readers.still(&onboarding, status_at(&onboarding, now)),
        read_before: readers.before(&onboarding),
        address: onboarding.progress.address.clone().or_else(|| onboarding.address.clone()),
        email: onboarding.email.clone(),
        locator: onboarding.locator.clone(),
        created_at: onboarding.created_at,
        receipt: submit::last_receipt(store, &onboarding).await?,
        check: store.last_check(id).await?,
        report: store.report(id).await?,
        activity: store.activity(Some(id), None, LOG).await?,
        recipients,
        row: board::shown(onboarding, &readers, now),
    })
}

/// Returns the log of everything, newest first. `before` is an entry's id.
pub async fn activity(store: &dyn Store, before: Option<i64>) -> Result<Vec<Activity>> {
    Ok(store.activity(None, before, LOG).await?)
}
