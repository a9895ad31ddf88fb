//! Emails the manager before a client secret expires, and on that day. Each email is sent once. If it can't be sent, it
//! is sent again an hour later, until a week after that day.

#[cfg(test)]
mod tests;

use shared::{board::SECRET_EXPIRING, status::Status, wire::Role};

use super::tell::{AGAIN, BATCH, send};
use crate::{
    Result,
    access::status_at,
    event::OnboardingEvent,
    notice::{Mail, NextStep, Post, When},
    store::{Onboarding, Person, SecretExpiry, Store},
};

/// One day, in seconds.
const DAY: i64 = 24 * 3600;

/// How long before the day each email is due. The last one is due on the day.
const NOTICES: [i64; 3] = [SECRET_EXPIRING, 7 * DAY, 0];

/// How long after the day an email that can't be sent is still tried.
const TRIED: i64 = 7 * DAY;

/// Returns when the next email is due, after one was sent at the moment `now`. If a server was down for a while, one
/// email replaces those that were missed.
fn next(at: i64, now: i64) -> Option<i64> {
    NOTICES.into_iter().map(|before| at - before).find(|due| *due > now)
}

/// Returns when an email is due again that couldn't be sent at the moment `now`. It waits behind the others, so that
/// those that can't be sent don't hold up the rest.
fn again(at: i64, now: i64) -> Option<i64> {
    (now < at + TRIED).then_some(now + AGAIN)
}

fn when(at: i64, now: i64) -> When {
    match now - at {
        ..0 => When::Ahead,
        0..DAY => When::Today,
        DAY.. => When::Over,
    }
}

/// Returns what the manager does next. A new link would replace one that the client has yet to use, and delete settings
/// that no site uses yet.
fn next_step(status: Status) -> NextStep {
    match status {
        Status::Waiting | Status::Started => NextStep::Remind,
        Status::Submitted | Status::Collected => NextStep::Configure,
        Status::Configured | Status::Cleared | Status::Revoked | Status::Expired | Status::Withdrawn => {
            NextStep::NewLink
        }
    }
}

/// Tells each manager whose email is due.
pub(super) async fn tell_managers(store: &dyn Store, post: &dyn Post, now: i64) -> Result<()> {
    for onboarding in store.expiring(now, BATCH).await? {
        let Some(SecretExpiry { at, tell_at: Some(due) }) = onboarding.secret_expiry else { continue };
        if !store.take_lease(&format!("expiry:{}:{due}", onboarding.id), now, now + AGAIN).await? {
            continue;
        }
        let people = addressees(store, &onboarding).await?;
        let mut told = Vec::new();
        for person in &people {
            let mail = Mail::SecretExpires {
                manager: &person.name,
                client: &onboarding.client,
                site: &onboarding.site,
                onboarding: &onboarding.id,
                at,
                when: when(at, now),
                next: next_step(status_at(&onboarding, now)),
            };
            if send(post, &person.email, mail, &onboarding.id).await {
                told.push(person.name.clone());
            }
        }
        // Whoever got it knows, so it isn't sent again to anyone.
        if people.is_empty() || !told.is_empty() {
            let event = OnboardingEvent::SecretExpiryTold { people: told, at };
            let happened = event.at(now);
            store.set_expiry_told(&onboarding, next(at, now), Some(&happened.as_new())).await?;
        } else {
            store.set_expiry_told(&onboarding, again(at, now), None).await?;
        }
    }
    Ok(())
}

/// Returns the onboarding's manager, or all active administrators if the manager has left in the meantime.
pub(crate) async fn addressees(store: &dyn Store, onboarding: &Onboarding) -> Result<Vec<Person>> {
    let mut people = store.people().await?;
    people.retain(|person| person.is_active && person.password_hash.is_some());
    let is_manager = |person: &Person| person.id == onboarding.manager_id;
    if people.iter().any(is_manager) {
        people.retain(is_manager);
    } else {
        people.retain(|person| person.roles.contains(&Role::Admin));
    }
    Ok(people)
}
