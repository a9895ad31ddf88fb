//! The client's view, one onboarding, and the log.

use shared::{
    link::{Locator, Token},
    status::Step,
    wire::{Activity, ClientPage, ClientView, HelpSent, Onboarding as Shown, PersonToAsk, Progress},
};

use super::{
    Error, Result,
    access::{self, Visit, status_at},
    board, help, limits, prove,
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
    let (contact_name, contact) = help::contact(store, &onboarding).await?;
    let asked = help::last(store, &onboarding).await?;
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
        contact_name,
        progress: onboarding.progress,
        expires_at: onboarding.expires_at,
        is_over: over.is_some(),
        keep: onboarding.keep,
    };
    let page = ClientPage { view, report, proven, contact, help: asked };
    Ok(if over.is_some() { receipt_alone(page) } else { page })
}

/// Returns whom the holder of an expired link can ask. No one learns that from a link that was revoked or replaced,
/// because the wrong person might have had it.
pub async fn person_to_ask(store: &dyn Store, locator: &Locator, token: &Token) -> Result<PersonToAsk> {
    let onboarding = access::recognize(store, locator, token).await?;
    let (name, contact) = help::contact(store, &onboarding).await?;
    Ok(PersonToAsk { name, contact })
}

/// Returns what remains of a page after the link has ended: enough for the receipt, and nothing that the client entered,
/// such as a phone number.
fn receipt_alone(page: ClientPage) -> ClientPage {
    let (step, progress) = (Step::Receipt, Progress::default());
    let view = ClientView { step, progress, address: None, checks_left: 0, check_wait: 0, ..page.view };
    let help = page.help.map(|help| HelpSent { call: None, ..help });
    ClientPage { view, report: None, help, ..page }
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
        help: help::open(store, id).await?,
        activity: store.activity(Some(id), None, LOG).await?,
        recipients,
        row: board::shown(onboarding, &readers, now),
    })
}

/// Returns the log of everything, newest first. `before` is an entry's id.
pub async fn activity(store: &dyn Store, before: Option<i64>) -> Result<Vec<Activity>> {
    Ok(store.activity(None, before, LOG).await?)
}
