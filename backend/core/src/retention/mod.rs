//! What is kept for how long: the rules, what they delete, and who is told before and afterwards.

mod purge;
mod rules;
mod tell;

use super::{Result, link};
use crate::store::Store;

pub use purge::{Item, Purged, due, purge};
pub use rules::{Operator, Rules, change, show};
pub use tell::Post;

/// How long one run may take before another may begin. Short, so that one that was killed is soon made up for: each step
/// claims what it deletes for itself, so that two runs at once do no harm.
const LEASE: i64 = 15;

/// One run of everything that happens by itself as time goes by. Any number of servers may begin one at any time: one of
/// them does it, and one that is killed leaves nothing that the next run does not find. `false` where another is at it.
pub async fn run(store: &dyn Store, operator: &Operator, post: Option<&Post<'_>>, now: i64) -> Result<bool> {
    let until = now + LEASE;
    if !store.take_lease("retention", now, until).await? {
        return Ok(false);
    }
    let ran = steps(store, operator, post, now).await;
    store.end_lease("retention", until).await?;
    ran.map(|()| true)
}

async fn steps(store: &dyn Store, operator: &Operator, post: Option<&Post<'_>>, now: i64) -> Result<()> {
    link::expire(store, now).await?;
    let rules = Rules::read(store, operator).await?;
    let purged = purge(store, &rules, now).await?;
    if purged != Purged::default() {
        tracing::info!(
            sealed = purged.sealed.len(),
            reports = purged.reports,
            checks = purged.checks,
            activity = purged.activity,
            closed = purged.closed.len(),
            "what was due is deleted"
        );
    }
    if let Some(post) = post {
        post.warn_technicians(store, now).await?;
        post.tell_clients(store, now).await?;
    }
    Ok(())
}
