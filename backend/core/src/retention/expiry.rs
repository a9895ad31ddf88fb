//! Emails the manager before a client secret expires, and on that day. Each email is sent once. If one fails, it is sent
//! again an hour later.

#[cfg(test)]
mod tests;

use shared::{board::SECRET_EXPIRING, wire::Role};

use super::tell::{AGAIN, BATCH, send};
use crate::{
    Result,
    event::OnboardingEvent,
    notice::{Mail, Post, When},
    store::{Onboarding, Person, SecretExpiry, Store},
};

/// One day, in seconds.
const DAY: i64 = 24 * 3600;

/// How long before the day each email is due. The last one is due on the day.
const NOTICES: [i64; 3] = [SECRET_EXPIRING, 7 * DAY, 0];

/// Returns when the next email is due, after one was sent at the moment `now`. If a server was down for a while, one
/// email replaces those that were missed.
fn next(at: i64, now: i64) -> Option<i64> {
    NOTICES.into_iter().map(|before| at - before).find(|due| *due > now)
}

fn when(at: i64, now: i64) -> When {
    match now - at {
        ..0 => When::Ahead,
        0..DAY => When::Today,
        DAY.. => When::Over,
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
        let mut is_sent = true;
        for person in &people {
            let mail = Mail::SecretExpires {
                manager: &person.name,
                client: &onboarding.client,
                site: &onboarding.site,
                onboarding: &onboarding.id,
                at,
                when: when(at, now),
            };
            is_sent &= send(post, &person.email, mail, &onboarding.id).await;
        }
        if is_sent {
            let people = people.into_iter().map(|person| person.name).collect();
            let happened = OnboardingEvent::SecretExpiryTold { people, at };
            store.set_expiry_told(&onboarding, next(at, now), &happened.at(now).as_new()).await?;
        }
    }
    Ok(())
}

/// Returns the onboarding's manager, or all active administrators if the manager has left in the meantime.
async fn addressees(store: &dyn Store, onboarding: &Onboarding) -> Result<Vec<Person>> {
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
