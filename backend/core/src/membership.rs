//! What an administrator changes about other people: their roles, and if they can sign in.

use shared::{
    link::Token,
    wire::{Person as Shown, Role},
};

use super::{Error, NotNow, Result, keys, people};
use crate::{
    event::{Entry, PersonEvent},
    random,
    store::{Changed, Ending, Membership, Person, Store},
};

/// Changes a person's roles, from their next request on. A person who is no longer a technician loses their key, and has
/// to prove a key again if they become one later.
pub async fn set_roles(store: &dyn Store, who: &Person, id: &str, roles: &[Role], now: i64) -> Result<Shown> {
    let roles = people::some_of(roles)?;
    let person = store.person(id).await?.ok_or(Error::NoPerson)?;
    let removal = keys::removal(who, &person)?;
    let entry = removal.as_ref().map(|happened| happened.at(now));
    let key_removed = entry.as_ref().map(Entry::as_new);
    let change_to = Membership::Roles { roles: &roles, key_removed: key_removed.as_ref() };
    let happened = |by, name| PersonEvent::RolesChanged { by, name, roles: roles.clone() };
    change(store, who, id, change_to, happened, now).await
}

/// Deactivates an account: its sessions, links, password, authenticator app and key are deleted at once.
pub async fn deactivate(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<Shown> {
    change(store, who, id, Membership::Deactivate, |by, name| PersonEvent::Deactivated { by, name }, now)
        .await
}

/// Reactivates an account. Its person needs a new one-time link.
pub async fn reactivate(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<Shown> {
    change(store, who, id, Membership::Reactivate, |by, name| PersonEvent::Reactivated { by, name }, now)
        .await
}

/// Creates a one-time link to set a forgotten password. A person with an authenticator app also needs a code, unless
/// `resets_factor`. Administrators can't make one for themselves: changing your own password takes the password and a
/// code, which someone with a stolen session doesn't have.
pub async fn new_link(
    store: &dyn Store,
    who: &Person,
    id: &str,
    resets_factor: bool,
    now: i64,
) -> Result<(Shown, Token)> {
    if id == who.id {
        return Err(Error::NotNow(NotNow::OwnAccount));
    }
    let token = random::token()?;
    let expires_at = now + people::INVITED;
    let link = Membership::Link { token_hash: token.hash(), expires_at, resets_factor };
    let happened = |by, name| PersonEvent::LinkMade { by, name, factor: resets_factor };
    let person = change(store, who, id, link, happened, now).await?;
    Ok((person, token))
}

/// Ends all of a person's sessions.
pub async fn sign_out(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<()> {
    let person = store.person(id).await?.ok_or(Error::NoPerson)?;
    let happened = PersonEvent::SignedOutBy { by: who.name.clone(), name: person.name };
    store.end_sessions(id, Ending::All, Some(&happened.at(now).as_new())).await?;
    Ok(())
}

async fn change(
    store: &dyn Store,
    who: &Person,
    id: &str,
    change: Membership<'_>,
    happened: impl FnOnce(String, String) -> PersonEvent,
    now: i64,
) -> Result<Shown> {
    let person = store.person(id).await?.ok_or(Error::NoPerson)?;
    let happened = happened(who.name.clone(), person.name);
    match store.change_member(id, change, &happened.at(now).as_new()).await? {
        Changed::Done(person) => Ok(people::shown(*person)),
        Changed::Unfit => Err(Error::NoPerson),
        Changed::LastAdmin => Err(Error::LastAdmin),
    }
}
