//! Signing in, and sessions.

#[cfg(test)]
mod tests;

use shared::{
    link::Token,
    wire::{Me, Password, Role, SecondFactor, SignInRequest},
};

use super::{
    Error, Result,
    caller::CodeFrom,
    factor,
    guard::{Guard, Visitor},
    tries,
};
use crate::{
    random,
    store::{Person, Session, Store},
};

/// A session ends after this long without use.
const IDLE: i64 = 12 * 3600;

/// How precisely the last use of a session is stored, so that not every request has to write.
const NOTED: i64 = 10 * 60;

/// A session ends after this long, even if it is used.
const LONGEST: i64 = 7 * 24 * 3600;

/// How many sessions one person can have. One more ends the one that was unused the longest.
const AT_ONCE: u32 = 20;

/// What a role allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Create, replace and revoke links.
    Manage,
    /// Read the board, an onboarding, the recipients.
    Watch,
    /// Add a key, fetch sealed files, configure.
    Open,
    /// People and the whole log.
    Administer,
}

/// Returns true if one of the roles has the permission. Administrators have the permissions of managers, but can't open
/// files.
pub fn may(roles: &[Role], permission: Permission) -> bool {
    let has = |role| roles.contains(&role);
    match permission {
        Permission::Manage => has(Role::Manager) || has(Role::Admin),
        Permission::Watch => !roles.is_empty(),
        Permission::Open => has(Role::Technician),
        Permission::Administer => has(Role::Admin),
    }
}

/// A person who signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// The person.
    pub me: Me,
    /// Their session's token.
    pub token: Token,
    /// The device token that identifies their browser from now on.
    pub device: Token,
    /// True if they used a recovery code.
    pub recovered: bool,
}

/// Signs in.
pub async fn sign_in(
    store: &dyn Store,
    guard: &Guard,
    request: &SignInRequest,
    visitor: Visitor<'_>,
    now: i64,
) -> Result<SignedIn> {
    let person = store.person_by_email(&request.email).await?.filter(|person| person.is_active);
    let caller = tries::of(store, person.as_ref(), visitor.known, visitor.network, now).await?;
    let recovery = request.code.as_ref().and_then(factor::recovery_hash);
    tries::count_sign_in(store, &request.email, person.as_ref(), recovery, &caller, now).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let is_right = guard.passwords.verify(&request.password, hash).await?;
    let known = person.as_ref().map(|person| person.id.clone());
    let Some(person) = person.filter(|_| is_right) else {
        if let Some(person) = known {
            tracing::warn!(person, "a sign-in was refused");
        }
        return Err(Error::WrongLogin);
    };
    let used =
        factor::check(store, guard, &person, request.code.as_ref(), CodeFrom::SignIn(&caller), now).await?;
    let token = begin(store, &person, visitor, now).await?;
    let device = tries::remember(store, &person, visitor.known, now).await?;
    rehash(store, guard, &person, &request.password).await?;
    tracing::info!(person = person.id, ?used, "signed in");
    Ok(SignedIn { me: me(person), token, device, recovered: used == factor::Used::Recovery })
}

/// Hashes a password again if its hash wasn't made with today's parameters: only signing in provides the password.
/// Keeps a password that was changed in the meantime.
async fn rehash(store: &dyn Store, guard: &Guard, person: &Person, password: &Password) -> Result<()> {
    let Some(was) = &person.password_hash else { return Ok(()) };
    if let Some(hash) = guard.passwords.rehashed(password, was).await? {
        store.rehash(&person.id, was, &hash).await?;
    }
    Ok(())
}

/// Begins a session for a person whose sign-in was just checked. If their password or authenticator app was changed in
/// the meantime, they have to sign in with the new one.
pub(super) async fn begin(
    store: &dyn Store,
    person: &Person,
    visitor: Visitor<'_>,
    now: i64,
) -> Result<Token> {
    let token = random::token()?;
    let has_begun = store.open_session(token.hash(), person, visitor.device, AT_ONCE, now).await?;
    if has_begun { Ok(token) } else { Err(Error::WrongLogin) }
}

/// Returns the person a session belongs to, if they have the permission.
pub async fn authorize(
    store: &dyn Store,
    token: &Token,
    permission: Permission,
    second_factor: SecondFactor,
    now: i64,
) -> Result<Person> {
    let person = recognize(store, token, now).await?;
    if second_factor == SecondFactor::Required && person.factor_since.is_none() {
        return Err(Error::FactorNeeded);
    }
    if may(&person.roles, permission) {
        return Ok(person);
    }
    tracing::warn!(person = person.id, ?permission, "not allowed");
    Err(Error::Forbidden)
}

/// Returns the person a session belongs to, and extends the session. Deactivated people have no sessions.
pub async fn recognize(store: &dyn Store, token: &Token, now: i64) -> Result<Person> {
    let session = store.session(token.hash(), now - IDLE, now - LONGEST).await?;
    let (person, seen_at) = session.ok_or(Error::SignedOut)?;
    if now - seen_at >= NOTED {
        store.touch_session(token.hash(), now, now - IDLE).await?;
    }
    Ok(person)
}

/// Returns where a person is signed in.
pub(super) async fn all_of(store: &dyn Store, person_id: &str, now: i64) -> Result<Vec<Session>> {
    Ok(store.sessions(person_id, now - IDLE, now - LONGEST).await?)
}

/// Ends a session.
pub async fn sign_out(store: &dyn Store, token: &Token) -> Result<()> {
    Ok(store.close_session(token.hash()).await?)
}

/// Returns what a person can see about themselves.
pub fn me(person: Person) -> Me {
    Me {
        id: person.id,
        name: person.name,
        email: person.email,
        roles: person.roles,
        key: person.key,
        second_factor: person.factor_since.is_some(),
        token: None,
    }
}
