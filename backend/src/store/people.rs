//! People, how they come in, and whom they can seal to.

use async_trait::async_trait;
use shared::{rules::Address, wire::Role};

use super::{NewActivity, Result};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Id, 10 characters.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address to sign in with.
    pub email: Address,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Public key, where given.
    pub key: Option<String>,
    /// The password's Argon2id hash (a PHC string), once they have joined.
    pub password_hash: Option<String>,
}

/// A person to add.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Id, 10 characters.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address to sign in with.
    pub email: Address,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// An unused one-time link whose time has not run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invitation {
    /// The first administrator's.
    First,
    /// For this person.
    Person(Person),
}

/// People, invitations and sessions.
#[async_trait]
pub trait People: Send + Sync {
    /// Whether there is anyone at all.
    async fn has_people(&self) -> Result<bool>;

    /// Everyone, by name.
    async fn people(&self) -> Result<Vec<Person>>;

    /// The person who signs in with this address, in whatever case.
    async fn person_by_email(&self, email: &Address) -> Result<Option<Person>>;

    /// Replaces the first administrator's one-time link.
    async fn renew_first_invitation(&self, token_hash: [u8; 32], expires_at: i64) -> Result<()>;

    /// The invitation behind a one-time link.
    async fn invitation(&self, token_hash: [u8; 32], now: i64) -> Result<Option<Invitation>>;

    /// Uses the first administrator's link, where it is unused and there is nobody yet. Whether it was so.
    async fn accept_first(
        &self,
        token_hash: [u8; 32],
        person: &NewPerson,
        password_hash: &str,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Uses a person's link: sets the password and ends every session of theirs. Whether it was unused.
    async fn accept(
        &self,
        token_hash: [u8; 32],
        password_hash: &str,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Adds a person with a one-time link. One who has the address and has not joined yet is invited anew,
    /// under the id that is returned; `None` where someone has joined with the address.
    async fn invite(
        &self,
        person: &NewPerson,
        token_hash: [u8; 32],
        expires_at: i64,
        activity: &NewActivity<'_>,
    ) -> Result<Option<String>>;

    /// Begins a session.
    async fn open_session(&self, token_hash: [u8; 32], person_id: &str, now: i64) -> Result<()>;

    /// The person of a session that was seen since `idle_since` and begun since `begun_since`, and when it was
    /// last seen.
    async fn session(
        &self,
        token_hash: [u8; 32],
        idle_since: i64,
        begun_since: i64,
    ) -> Result<Option<(Person, i64)>>;

    /// Notes that a session was used, and forgets those that were not since `idle_since`.
    async fn touch_session(&self, token_hash: [u8; 32], now: i64, idle_since: i64) -> Result<()>;

    /// Ends a session.
    async fn close_session(&self, token_hash: [u8; 32]) -> Result<()>;
}
