//! Emails technicians before a sealed file is deleted, and clients afterward. If an email fails, it is sent again an hour
//! later. The deletion itself doesn't wait for emails, because the client was promised its date.

use shared::{rules::Address, seal::number, wire::Role};

use crate::{
    Result,
    event::OnboardingEvent,
    notice::{Mail, Post},
    store::{Onboarding, Person, Store, UnmailedDeletion},
    submit,
};

/// How many seconds before the deletion technicians are warned.
const WARNING: i64 = 2 * 24 * 3600;

/// How long until a failed email is tried again: the lease of an email that is being sent.
pub(crate) const AGAIN: i64 = 3600;

/// How old a deletion can be for the client to get a mail about it.
const NEWS: i64 = 7 * 24 * 3600;

/// How many emails one run sends.
pub(crate) const BATCH: u32 = 20;

/// Warns technicians once about each sealed file that will be deleted soon.
pub(super) async fn warn_technicians(store: &dyn Store, post: &dyn Post, now: i64) -> Result<()> {
    for onboarding in store.unwarned(now + WARNING, BATCH).await? {
        let Some(at) = onboarding.delete_at.filter(|at| *at > now) else { continue };
        if !store.take_lease(&format!("warn:{}:{at}", onboarding.id), now, now + AGAIN).await? {
            continue;
        }
        let technicians = technicians(store, &onboarding).await?;
        let mut is_sent = true;
        for person in &technicians {
            let mail = Mail::DeletionSoon {
                technician: &person.name,
                client: &onboarding.client,
                site: &onboarding.site,
                onboarding: &onboarding.id,
                at,
            };
            is_sent &= send(post, &person.email, mail, &onboarding.id).await;
        }
        if is_sent {
            let technicians = technicians.into_iter().map(|person| person.name).collect();
            let happened = OnboardingEvent::DeletionWarned { technicians, at };
            store.set_warned(&onboarding, &happened.at(now).as_new()).await?;
        }
    }
    Ok(())
}

/// Emails clients once about each sealed file that was deleted, if their address is known.
pub(super) async fn tell_clients(store: &dyn Store, post: &dyn Post, now: i64) -> Result<()> {
    for deletion in store.unmailed(now - NEWS, BATCH).await? {
        let Some((onboarding, email)) = addressee(store, &deletion).await? else {
            store.set_mailed(deletion.id, now).await?;
            continue;
        };
        if !store.take_lease(&format!("tell:{}", deletion.id), now, now + AGAIN).await? {
            continue;
        }
        let Some(deleted) = store.deleted(&onboarding.locator).await? else { continue };
        let mail = Mail::Deleted {
            client: &onboarding.client,
            site: &onboarding.site,
            at: deletion.at,
            number: &number(&deleted.sent),
        };
        if send(post, &email, mail, &onboarding.id).await {
            store.set_mailed(deletion.id, now).await?;
        }
    }
    Ok(())
}

/// Returns true if it was sent.
pub(crate) async fn send(post: &dyn Post, to: &Address, mail: Mail<'_>, onboarding: &str) -> bool {
    match post.send(to, mail).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(onboarding, %error, "a mail about a date could not be sent");
            false
        }
    }
}

/// Returns the active technicians who can open the file, or all active technicians if none of them can.
async fn technicians(store: &dyn Store, onboarding: &Onboarding) -> Result<Vec<Person>> {
    let set = submit::sealed_to(store, onboarding).await?;
    let mut people = store.people().await?;
    people.retain(|person| person.is_active && person.roles.contains(&Role::Technician));
    let can_open = |person: &Person| {
        set.recipients().iter().any(|recipient| Some(recipient.key()) == person.key.as_deref())
    };
    if people.iter().any(can_open) {
        people.retain(can_open);
    }
    Ok(people)
}

async fn addressee(store: &dyn Store, deletion: &UnmailedDeletion) -> Result<Option<(Onboarding, Address)>> {
    let onboarding = store.onboarding(&deletion.onboarding_id).await?;
    Ok(onboarding.and_then(|onboarding| {
        let email = onboarding.email.clone()?;
        Some((onboarding, email))
    }))
}
