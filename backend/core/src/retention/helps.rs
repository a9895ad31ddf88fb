//! Emails the manager about a client who asks for help. The email is sent at once. If it can't be sent, it is sent again
//! an hour later, for a week, unless someone has helped in the meantime.

use super::{
    expiry::addressees,
    tell::{AGAIN, BATCH},
};
use crate::{
    Result,
    notice::{HelpAsked, Mail, Post},
    store::{Store, UnmailedHelp},
};

/// How long after a request an email that can't be sent is still tried.
const TRIED: i64 = 7 * 24 * 3600;

/// Sends each email that is due.
pub(super) async fn tell_due(store: &dyn Store, post: &dyn Post, now: i64) -> Result<()> {
    for unmailed in store.unmailed_helps(now, BATCH).await? {
        tell_help(store, post, &unmailed, now).await?;
    }
    Ok(())
}

/// Emails the manager, or all administrators if the manager has left. Does nothing if the email was sent since the request
/// was read, or if another server is sending it.
pub async fn tell_help(store: &dyn Store, post: &dyn Post, unmailed: &UnmailedHelp, now: i64) -> Result<()> {
    let UnmailedHelp { id, onboarding_id, due, help } = unmailed;
    let again = now + AGAIN;
    if !store.set_help_due(*id, *due, Some(again)).await? {
        return Ok(());
    }
    let Some(onboarding) = store.onboarding(onboarding_id).await? else { return Ok(()) };
    let check = onboarding.check.as_ref().filter(|check| !check.ok);
    let people = addressees(store, &onboarding).await?;
    let mut is_told = people.is_empty();
    for person in &people {
        let mail = Mail::HelpAsked(HelpAsked {
            name: &person.name,
            client: &onboarding.client,
            site: &onboarding.site,
            onboarding: &onboarding.id,
            help,
            meaning: check.map(|check| check.meaning.as_str()),
        });
        match post.send(&person.email, mail).await {
            Ok(()) => {
                is_told = true;
                tracing::info!(onboarding = onboarding.id, "a request for help was mailed");
            }
            Err(error) => {
                tracing::warn!(onboarding = onboarding.id, %error, "can't mail a request for help");
            }
        }
    }
    // Whoever got it knows, so it isn't sent again to anyone.
    if is_told || now >= help.at + TRIED {
        store.set_help_due(*id, again, None).await?;
    }
    Ok(())
}
