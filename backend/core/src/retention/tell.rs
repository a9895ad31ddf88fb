//! Mails: technicians before a sealed file is deleted, clients afterwards. One that fails is tried again an hour later; the
//! deletion itself waits for no mail, since the client was told its date.

use net::mail::Mailer;
use shared::{rules::Address, seal::number, wire::Role};

use crate::{
    Result, dates,
    store::{NewActivity, Onboarding, Person, Store, Untold},
    submit,
};

/// How long before the deletion technicians are warned, in seconds.
const WARNING: i64 = 2 * 24 * 3600;

/// How long until a mail that failed is tried again: the lease of one that was begun.
const AGAIN: i64 = 3600;

/// How old a deletion may be for the client still to be told of it by mail.
const NEWS: i64 = 7 * 24 * 3600;

/// How many are mailed in one run.
const BATCH: u32 = 20;

/// Our own mail, and what it says of us.
#[derive(Debug)]
pub struct Post<'a> {
    /// What sends.
    pub mailer: &'a Mailer,
    /// The agency's name.
    pub agency: &'a str,
    /// The server's public address.
    pub url: &'a str,
}

impl Post<'_> {
    /// Warns the technicians of each sealed file that will be deleted soon, once.
    pub(super) async fn warn_technicians(&self, store: &dyn Store, now: i64) -> Result<()> {
        for onboarding in store.unwarned(now + WARNING, BATCH).await? {
            let Some(at) = onboarding.delete_at.filter(|at| *at > now) else { continue };
            if !store.take_lease(&format!("warn:{}:{at}", onboarding.id), now, now + AGAIN).await? {
                continue;
            }
            let technicians = technicians(store, &onboarding).await?;
            let (subject, text) = warning(&onboarding, at, self.url);
            let mut is_sent = true;
            for person in &technicians {
                let text = format!("Hello {},\n\n{text}", person.name);
                is_sent &= self.send(&person.email, &subject, text, &onboarding.id).await;
            }
            if is_sent {
                let sentence = warned(&technicians, at);
                let activity =
                    NewActivity { at: now, who: "server", code: "deletion.warned", sentence: &sentence };
                store.set_warned(&onboarding, &activity).await?;
            }
        }
        Ok(())
    }

    /// Tells each client whose sealed file was deleted, once, if an address of theirs is known.
    pub(super) async fn tell_clients(&self, store: &dyn Store, now: i64) -> Result<()> {
        for deletion in store.untold(now - NEWS, BATCH).await? {
            let Some((onboarding, email)) = addressee(store, &deletion).await? else {
                store.set_told(deletion.id, now).await?;
                continue;
            };
            if !store.take_lease(&format!("tell:{}", deletion.id), now, now + AGAIN).await? {
                continue;
            }
            let Some(deleted) = store.deleted(&onboarding.locator).await? else { continue };
            let text = notice(&onboarding, self.agency, deletion.at, &number(&deleted.sent));
            if self.send(&email, "Your email settings were deleted", text, &onboarding.id).await {
                store.set_told(deletion.id, now).await?;
            }
        }
        Ok(())
    }

    async fn send(&self, to: &Address, subject: &str, text: String, onboarding: &str) -> bool {
        match self.mailer.send(to, subject, text).await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(onboarding, %error, "a mail about a deletion could not be sent");
                false
            }
        }
    }
}

/// Those who can open it and may still come in; all technicians, if there is none of them any more.
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

async fn addressee(store: &dyn Store, deletion: &Untold) -> Result<Option<(Onboarding, Address)>> {
    let onboarding = store.onboarding(&deletion.onboarding_id).await?;
    Ok(onboarding.and_then(|onboarding| {
        let email = onboarding.email.clone()?;
        Some((onboarding, email))
    }))
}

fn warning(onboarding: &Onboarding, at: i64, url: &str) -> (String, String) {
    let (client, site, day, id) = (&onboarding.client, &onboarding.site, dates::day(at), &onboarding.id);
    let subject = format!("The sealed file for {site} will be deleted on {day}");
    let text = format!(
        "{site} is configured. The sealed file with its email settings will be deleted on {}, as {client} was told.\n\n\
         If you still need the settings, open the file before then and save them in your password manager:\n\n\
         {url}/staff/queue/{id}\n",
        dates::minute(at)
    );
    (subject, text)
}

fn warned(technicians: &[Person], at: i64) -> String {
    let names: Vec<&str> = technicians.iter().map(|person| person.name.as_str()).collect();
    let who = if names.is_empty() { "Nobody was there to be warned".into() } else { in_a_row(&names) };
    let verb = match names.len() {
        0 => "",
        1 => " was warned",
        _ => " were warned",
    };
    format!("{who}{verb} that the sealed file will be deleted on {}.", dates::day(at))
}

fn in_a_row(names: &[&str]) -> String {
    shared::recipients::in_a_row(names)
}

fn notice(onboarding: &Onboarding, agency: &str, at: i64, number: &str) -> String {
    format!(
        "Hello {},\n\nyour website {} is set up. {agency} has deleted your sealed email settings from its server, as \
         you were told.\n\nDeleted on: {}\nNumber on your receipt: {}\n\nYour website keeps working. There is nothing \
         for you to do.\n",
        onboarding.client,
        onboarding.site,
        dates::minute(at),
        number.to_ascii_uppercase(),
    )
}
