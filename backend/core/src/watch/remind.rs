//! Reminds the person who last asked for a proof that a month has passed. Each reminder is sent once. If it fails, it
//! is sent again an hour later, after those that haven't been tried yet.

use super::DAY;
use crate::{
    Error, NotNow, Result,
    event::OnboardingEvent,
    notice::{Mail, Post},
    prove,
    retention::{AGAIN, BATCH, addressees, send},
    store::{Onboarding, Person, Store},
};

/// How old a proof is when a new one is due.
const MONTH: i64 = 30 * DAY;

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
        let Some(at) = onboarding.proven_at else { continue };
        if !store.take_lease(&format!("remind:{}:{at}", onboarding.id), now, now + AGAIN).await? {
            continue;
        }
        let people = who_asked(store, &onboarding).await?;
        let mut told = Vec::new();
        for person in &people {
            let mail = Mail::ProofDue {
                name: &person.name,
                client: &onboarding.client,
                site: &onboarding.site,
                onboarding: &onboarding.id,
                at,
            };
            if send(post, &person.email, mail, &onboarding.id).await {
                told.push(person.name.clone());
            }
        }
        // Whoever got it knows, so it isn't sent again to anyone.
        if people.is_empty() || !told.is_empty() {
            let happened = OnboardingEvent::ProofReminded { people: told, at };
            store.set_reminded(&onboarding, &happened.at(now).as_new()).await?;
        } else {
            store.set_remind_at(&onboarding, now + AGAIN).await?;
        }
    }
    Ok(())
}

/// Returns the person who last asked for a proof, or the manager if that person has left in the meantime.
async fn who_asked(store: &dyn Store, onboarding: &Onboarding) -> Result<Vec<Person>> {
    let asked_by = store.watch(&onboarding.id).await?.asked_by;
    let mut people = store.people().await?;
    people.retain(|person| {
        person.is_active && person.password_hash.is_some() && Some(&person.id) == asked_by.as_ref()
    });
    if people.is_empty() { addressees(store, onboarding).await } else { Ok(people) }
}
