//! Who is signed in.

use shared::{
    link::Token,
    wire::{Me, Role, SignInRequest},
};

use super::{Error, Result, limits, password::Passwords};
use crate::{
    random,
    store::{Person, Store},
};

/// A session ends when it was not used for so long.
const IDLE: i64 = 12 * 3600;

/// How exactly it is known when a session was used: not every request has to write.
const NOTED: i64 = 10 * 60;

/// A session ends after so long, however much it was used.
const LONGEST: i64 = 7 * 24 * 3600;

/// What one role opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Make, replace and take back links.
    Manage,
    /// Read the board, an onboarding, the recipients.
    Watch,
    /// Give a key, fetch what was sealed, configure.
    Open,
    /// People and the whole log.
    Administer,
}

/// Whether one of the roles has the permission. An administrator may do what a manager may, and cannot open.
pub fn may(roles: &[Role], permission: Permission) -> bool {
    let has = |role| roles.contains(&role);
    match permission {
        Permission::Manage => has(Role::Manager) || has(Role::Admin),
        Permission::Watch => !roles.is_empty(),
        Permission::Open => has(Role::Technician),
        Permission::Administer => has(Role::Admin),
    }
}

/// Signs in. `network` says where the request comes from, for the limits.
pub async fn sign_in(
    store: &dyn Store,
    passwords: &Passwords,
    request: &SignInRequest,
    network: &str,
    now: i64,
) -> Result<(Me, Token)> {
    limits::count_sign_in(store, &request.email, network, now).await?;
    let person = store.person_by_email(&request.email).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let is_right = passwords.verify(&request.password, hash).await?;
    let person = person.filter(|_| is_right).ok_or(Error::WrongLogin)?;
    let token = begin(store, &person.id, now).await?;
    Ok((me(person), token))
}

/// Begins a session.
pub(super) async fn begin(store: &dyn Store, person_id: &str, now: i64) -> Result<Token> {
    let token = random::token()?;
    store.open_session(token.hash(), person_id, now).await?;
    Ok(token)
}

/// The person of a session, where it lets them do what is asked.
pub async fn authorise(store: &dyn Store, token: &Token, permission: Permission, now: i64) -> Result<Person> {
    let person = recognise(store, token, now).await?;
    if may(&person.roles, permission) { Ok(person) } else { Err(Error::Forbidden) }
}

/// The person of a session, which lasts on while it is used.
pub async fn recognise(store: &dyn Store, token: &Token, now: i64) -> Result<Person> {
    let session = store.session(token.hash(), now - IDLE, now - LONGEST).await?;
    let (person, seen_at) = session.ok_or(Error::SignedOut)?;
    if now - seen_at >= NOTED {
        store.touch_session(token.hash(), now, now - IDLE).await?;
    }
    Ok(person)
}

/// Ends a session.
pub async fn sign_out(store: &dyn Store, token: &Token) -> Result<()> {
    Ok(store.close_session(token.hash()).await?)
}

/// What a person may see of themselves.
pub fn me(person: Person) -> Me {
    Me {
        id: person.id,
        name: person.name,
        email: person.email,
        roles: person.roles,
        key: person.key,
        token: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_do_what() {
        use Permission::{Administer, Manage, Open, Watch};
        let table = [
            (Role::Manager, [true, true, false, false]),
            (Role::Technician, [false, true, true, false]),
            (Role::Admin, [true, true, false, true]),
        ];
        for (role, expected) in table {
            let got = [Manage, Watch, Open, Administer].map(|permission| may(&[role], permission));
            assert_eq!(got, expected, "{role:?}");
        }
        assert!(![Manage, Watch, Open, Administer].into_iter().any(|permission| may(&[], permission)));
    }
}
