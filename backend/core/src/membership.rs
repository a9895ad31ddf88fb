//! What an administrator changes of others: what they may do, and whether they may come in.

use shared::{
    link::Token,
    wire::{Person as Shown, Role},
};

use super::{Error, Result, keys, people};
use crate::{
    random,
    store::{Changed, Ending, Membership, NewActivity, Person, Store},
};

/// Changes what somebody may do, from their next request on. Who opens no more loses their key, and proves one again
/// should they open later.
pub async fn set_roles(store: &dyn Store, who: &Person, id: &str, roles: &[Role], now: i64) -> Result<Shown> {
    let roles = people::some_of(roles)?;
    let names: Vec<&str> = roles.iter().map(|role| name_of(*role)).collect();
    let what = format!("now is {}", names.join(", "));
    let person = store.person(id).await?.ok_or(Error::NoPerson)?;
    let sentence = keys::removal(who, &person)?;
    let entry = sentence.as_deref().map(|sentence| keys::removed(&who.name, sentence, now));
    let change_to = Membership::Roles { roles: &roles, key_removed: entry.as_ref() };
    change(store, who, id, change_to, ("person.roles", &what), now).await
}

/// Lets nobody in under this account any more: sessions, links, password, code app and key go at once.
pub async fn deactivate(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<Shown> {
    change(store, who, id, Membership::Deactivate, ("person.deactivated", "may not come in any more"), now)
        .await
}

/// Lets somebody come back. They need a new one-time link.
pub async fn reactivate(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<Shown> {
    change(store, who, id, Membership::Reactivate, ("person.reactivated", "may come in again"), now).await
}

/// A new one-time link to set a password: it was forgotten. Who has a code app needs a code with it, unless that is
/// lost as well. Not for oneself: that takes the password and a code, which a stolen session does not have.
pub async fn new_link(
    store: &dyn Store,
    who: &Person,
    id: &str,
    resets_factor: bool,
    now: i64,
) -> Result<(Shown, Token)> {
    if id == who.id {
        return Err(Error::NotNow(OWN));
    }
    let token = random::token()?;
    let expires_at = now + people::INVITED;
    let link = Membership::Link { token_hash: token.hash(), expires_at, resets_factor };
    let what = if resets_factor {
        "gets a link to set a new password and a new code app"
    } else {
        "gets a link to set a new password"
    };
    let person = change(store, who, id, link, ("person.link", what), now).await?;
    Ok((person, token))
}

const OWN: &str = "your own password and code app are changed under “My account”.";

/// Ends somebody's sessions.
pub async fn sign_out(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<()> {
    let person = store.person(id).await?.ok_or(Error::NoPerson)?;
    let sentence = format!("{} signed {} out everywhere.", who.name, person.name);
    let entry = NewActivity { at: now, who: &who.name, code: "sessions.ended", sentence: &sentence };
    store.end_sessions(id, Ending::All, Some(&entry)).await?;
    Ok(())
}

async fn change(
    store: &dyn Store,
    who: &Person,
    id: &str,
    change: Membership<'_>,
    (code, what): (&str, &str),
    now: i64,
) -> Result<Shown> {
    let person = store.person(id).await?.ok_or(Error::NoPerson)?;
    let sentence = format!("{} {what}. {} decided it.", person.name, who.name);
    let entry = NewActivity { at: now, who: &who.name, code, sentence: &sentence };
    match store.change_member(id, change, &entry).await? {
        Changed::Done(person) => Ok(people::shown(*person)),
        Changed::Unfit => Err(Error::NoPerson),
        Changed::LastAdmin => Err(Error::LastAdmin),
    }
}

fn name_of(role: Role) -> &'static str {
    match role {
        Role::Manager => "a manager",
        Role::Technician => "a technician",
        Role::Admin => "an administrator",
    }
}
