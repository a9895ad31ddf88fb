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
    /// Whether they may come in: an administrator has not deactivated them.
    pub is_active: bool,
    /// Since when they have a code app.
    pub factor_since: Option<i64>,
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
    /// For somebody.
    Person {
        /// Who.
        person: Person,
        /// Whether it takes their code app away.
        resets_factor: bool,
    },
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

    /// Uses a person's link: sets the password, ends every session of theirs, and takes the code app away where the
    /// link is for that. With `key_removed`, their key goes too, if they have one. Whether the link was unused, and the
    /// person active.
    async fn accept(
        &self,
        token_hash: [u8; 32],
        password_hash: &str,
        activity: &NewActivity<'_>,
        key_removed: Option<&NewActivity<'_>>,
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

    /// Begins a session on a device, where the person's password and code app are still what they were when they
    /// were looked at. Of more than `most` sessions of one person, the longest unused end. Whether it has begun.
    async fn open_session(
        &self,
        token_hash: [u8; 32],
        person: &Person,
        device: &str,
        most: u32,
        now: i64,
    ) -> Result<bool>;

    /// The active person of a session that was seen since `idle_since` and begun since `begun_since`, and when it was
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
