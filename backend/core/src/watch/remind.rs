//! Reminds the person who last asked for a proof that a month has passed, and again every month until there is a new
//! proof. Each reminder is sent once. If it can't be sent, it is sent again an hour later, for a week.

use super::DAY;
use crate::{
    Error, NotNow, Result,
    event::OnboardingEvent,
    notice::{Mail, Post},
    prove,
    retention::{AGAIN, BATCH, addressees, send},
    store::{Onboarding, Person, Reminder, Store, Watch},
};

/// How old a proof is when a new one is due, and how long it is from one reminder to the next.
const MONTH: i64 = 30 * DAY;

/// How long a reminder that can't be sent is still tried.
const TRIED: i64 = 7 * DAY;

/// Returns true if someone is reminded of a new proof every month.
pub async fn reminds(store: &dyn Store, id: &str) -> Result<bool> {
    Ok(store.watch(id).await?.remind_monthly)
}

/// Turns reminders on or off.
///
/// # Errors
/// [`NotNow::NotConfigured`] if the site isn't configured.
pub async fn set_reminders(store: &dyn Store, who: &Person, id: &str, monthly: bool, now: i64) -> Result<()> {
    let was = prove::configured(store, id).await?;
    if store.watch(id).await?.remind_monthly == monthly {
        return Ok(());
    }
    let happened = OnboardingEvent::RemindersSet { by: who.name.clone(), monthly };
    let is_set = store.set_reminders(&was, monthly, &happened.at(now).as_new()).await?;
    if is_set { Ok(()) } else { Err(Error::NotNow(NotNow::NotConfigured)) }
}

/// Sends the reminders that are due.
pub(super) async fn tell(store: &dyn Store, post: &dyn Post, now: i64) -> Result<()> {
    for onboarding in store.reminders_due(now - MONTH, now, BATCH).await? {
        let Some(proven_at) = onboarding.proven_at else { continue };
        let watch = store.watch(&onboarding.id).await?;
        let due = due_at(watch.reminder, proven_at);
        // Another server sent it, or someone turned reminders off.
        if due > now || !watch.remind_monthly {
            continue;
        }
        if !store.take_lease(&format!("remind:{}:{due}", onboarding.id), now, now + AGAIN).await? {
            continue;
        }
        let people = who_asked(store, &onboarding, &watch).await?;
        let mut told = Vec::new();
        for person in &people {
            let mail = Mail::ProofDue {
                name: &person.name,
                client: &onboarding.client,
                site: &onboarding.site,
                onboarding: &onboarding.id,
                at: proven_at,
            };
            if send(post, &person.email, mail, &onboarding.id).await {
                told.push(person.name.clone());
            }
        }
        // Whoever got it knows, so it isn't sent again to anyone until the next month.
        let is_over = people.is_empty() || !told.is_empty();
        let event = OnboardingEvent::ProofReminded { people: told, at: proven_at };
        let happened = event.at(now);
        let (next, entry) = if is_over {
            (Reminder { at: now + MONTH, unsent_since: None }, Some(happened.as_new()))
        } else {
            (again(watch.reminder, proven_at, now), None)
        };
        store.set_next_reminder(&onboarding, watch.reminder, next, entry.as_ref()).await?;
    }
    Ok(())
}

/// Returns when the next reminder is due.
fn due_at(next: Option<Reminder>, proven_at: i64) -> i64 {
    let month_old = proven_at + MONTH;
    next.map_or(month_old, |next| next.at.max(month_old))
}

/// Returns the next reminder, after one couldn't be sent at the moment `now`: the same one, or after a week the one of the
/// next month.
fn again(last: Option<Reminder>, proven_at: i64, now: i64) -> Reminder {
    // What failed before the last proof was another reminder.
    let since = last.and_then(|last| last.unsent_since).filter(|since| *since > proven_at).unwrap_or(now);
    if now < since + TRIED {
        Reminder { at: now + AGAIN, unsent_since: Some(since) }
    } else {
        Reminder { at: now.max(since + MONTH), unsent_since: None }
    }
}

/// Returns the person who last asked for a proof, or the manager if that person has left in the meantime.
async fn who_asked(store: &dyn Store, onboarding: &Onboarding, watch: &Watch) -> Result<Vec<Person>> {
    let mut people = store.people().await?;
    people.retain(|person| {
        person.is_active && person.password_hash.is_some() && Some(&person.id) == watch.asked_by.as_ref()
    });
    if people.is_empty() { addressees(store, onboarding).await } else { Ok(people) }
}
