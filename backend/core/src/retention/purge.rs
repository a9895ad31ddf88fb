//! Deletes what is due, or lists it.

use shared::{
    retention::{DeletionRule, Kind},
    rules::Domain,
    status::Event,
};

use super::rules::Rules;
use crate::{
    Error, Result,
    event::OnboardingEvent,
    store::{Aged, Change, Effect, Onboarding, Store},
};

/// How many rows one transaction deletes. Other writers have to wait for it.
const BATCH: u32 = 500;

/// How long what a client wrote and their phone number are kept after someone has helped, in seconds. The sentence in
/// docs/operations.md says the same.
const HELP_KEPT: i64 = 30 * 24 * 3600;

/// What was deleted, or would be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sealed files of configured sites.
    pub sealed: Vec<Item>,
    /// How many DNS reports.
    pub reports: u64,
    /// How many judged messages, of which only the answer and its date remain.
    pub messages: u64,
    /// How many clients' messages to people who have helped since.
    pub helps: u64,
    /// How many sign-in checks.
    pub checks: u64,
    /// How many entries of the activity log.
    pub activity: u64,
    /// Closed onboardings.
    pub closed: Vec<Item>,
}

/// An onboarding with deleted data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// The site.
    pub site: Domain,
}

impl Item {
    fn of(onboarding: Onboarding) -> Self {
        Self { id: onboarding.id, site: onboarding.site }
    }
}

/// Returns what [`purge`] would delete now. Changes nothing.
pub async fn due(store: &dyn Store, rules: &Rules, now: i64) -> Result<Purged> {
    let closed_until = rules.days(Kind::Closed).before(now);
    let items = |found: Vec<Onboarding>| found.into_iter().map(Item::of).collect();
    Ok(Purged {
        sealed: items(store.deleting(now, u32::MAX).await?),
        reports: store.count_aged(Aged::Reports, rules.days(Kind::Reports).before(now)).await?,
        messages: store.count_aged(Aged::Messages, rules.days(Kind::Reports).before(now)).await?,
        helps: store.count_aged(Aged::Helps, now - HELP_KEPT).await?,
        checks: store.count_aged(Aged::Checks, rules.days(Kind::Checks).before(now)).await?,
        activity: store.count_aged(Aged::Activity, rules.days(Kind::Activity).before(now)).await?,
        closed: items(store.closed(closed_until, now, u32::MAX).await?),
    })
}

/// Deletes what is due, each thing in its own transaction. If a run is killed, the next one finds what it left.
pub async fn purge(store: &dyn Store, rules: &Rules, now: i64) -> Result<Purged> {
    store.date_configured(now).await?;
    let purged = Purged {
        sealed: sealed_files(store, now).await?,
        reports: aged(store, Aged::Reports, rules.days(Kind::Reports).before(now)).await?,
        messages: aged(store, Aged::Messages, rules.days(Kind::Reports).before(now)).await?,
        helps: aged(store, Aged::Helps, now - HELP_KEPT).await?,
        checks: aged(store, Aged::Checks, rules.days(Kind::Checks).before(now)).await?,
        activity: aged(store, Aged::Activity, rules.days(Kind::Activity).before(now)).await?,
        closed: closed(store, rules, now).await?,
    };
    if purged != Purged::default() || store.owes_scrub() {
        store.scrub().await?;
    }
    Ok(purged)
}

async fn sealed_files(store: &dyn Store, now: i64) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    loop {
        let batch = store.deleting(now, BATCH).await?;
        let before = items.len();
        for onboarding in batch {
            if clear(store, &onboarding, now).await? {
                items.push(Item::of(onboarding));
            }
        }
        // Either none are left, or all of them changed in the meantime. Then the next run reads them again.
        if items.len() == before {
            return Ok(items);
        }
    }
}

async fn clear(store: &dyn Store, was: &Onboarding, now: i64) -> Result<bool> {
    let status = was.status.after(Event::EndRetention);
    let status = status.map_err(|_| Error::System("a file that is due for deletion is missing"))?;
    let happened = OnboardingEvent::FileDeleted { days: was.keep };
    let entry = happened.at(now);
    let effect = Effect::Delete(DeletionRule::AfterSetup);
    let step = was.step;
    Ok(store.change(&Change { was, status, step, at: now, effect, activity: Some(entry.as_new()) }).await?)
}

async fn aged(store: &dyn Store, what: Aged, until: i64) -> Result<u64> {
    let mut count = 0;
    loop {
        let deleted = store.delete_aged(what, until, BATCH).await?;
        count += deleted;
        if deleted < u64::from(BATCH) {
            return Ok(count);
        }
    }
}

async fn closed(store: &dyn Store, rules: &Rules, now: i64) -> Result<Vec<Item>> {
    let days = rules.days(Kind::Closed);
    let mut items = Vec::new();
    loop {
        let before = items.len();
        for onboarding in store.closed(days.before(now), now, BATCH).await? {
            let happened = OnboardingEvent::OnboardingDeleted { id: onboarding.id.clone(), days };
            if store.delete_onboarding(&onboarding, &happened.at(now).as_new()).await? {
                items.push(Item::of(onboarding));
            }
        }
        if items.len() == before {
            return Ok(items);
        }
    }
}
