//! How long things are kept: the rules, what they delete, and who gets an email before and afterward. Emails that are due
//! at a time or have to be tried again are sent in the same run.

mod expiry;
mod helps;
mod purge;
mod rules;
mod tell;

use super::{Result, hand_over, link, notice::Post};
use crate::store::Store;

pub(crate) use expiry::addressees;
pub use helps::tell_help;
pub use purge::{Item, Purged, due, purge};
pub use rules::{Operator, Rules, change, show};
pub(crate) use tell::{AGAIN, BATCH, send};

/// How long one run can take before another can begin. Short, so that the next run soon makes up for one that was
/// killed. Two runs at once do no harm, because each step claims what it deletes.
const LEASE: i64 = 15;

/// Runs everything that is due. Any number of servers can begin a run at any time, and one of them does it. If a
/// run is killed, the next one finds what it left. Returns false if another run is going on.
pub async fn run(store: &dyn Store, operator: &Operator, post: Option<&dyn Post>, now: i64) -> Result<bool> {
    let until = now + LEASE;
    if !store.take_lease("retention", now, until).await? {
        return Ok(false);
    }
    let ran = steps(store, operator, post, now).await;
    store.end_lease("retention", until).await?;
    ran.map(|()| true)
}

async fn steps(store: &dyn Store, operator: &Operator, post: Option<&dyn Post>, now: i64) -> Result<()> {
    link::expire(store, now).await?;
    hand_over::expire(store, now).await?;
    let rules = Rules::read(store, operator).await?;
    let purged = purge(store, &rules, now).await?;
    if purged != Purged::default() {
        tracing::info!(
            sealed = purged.sealed.len(),
            reports = purged.reports,
            messages = purged.messages,
            helps = purged.helps,
            checks = purged.checks,
            activity = purged.activity,
            closed = purged.closed.len(),
            "what was due is deleted"
        );
    }
    if let Some(post) = post {
        tell::warn_technicians(store, post, now).await?;
        tell::tell_clients(store, post, now).await?;
        expiry::tell_managers(store, post, now).await?;
        helps::tell_due(store, post, now).await?;
    }
    Ok(())
}
