//! People, invitations and sessions.

use async_trait::async_trait;
use shared::{
    rules::Address,
    wire::{ContactSettings, Role},
};

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
    /// Their roles.
    pub roles: Vec<Role>,
    /// Public key, if they have one.
    pub key: Option<String>,
    /// The password's Argon2id hash (a PHC string), once they have joined.
    pub password_hash: Option<String>,
    /// True unless an administrator deactivated them.
    pub is_active: bool,
    /// When they added their authenticator app.
    pub factor_since: Option<i64>,
    /// How clients can reach them.
    pub contact: ContactSettings,
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
    /// Their roles.
    pub roles: Vec<Role>,
}

/// An unused one-time link that hasn't expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invitation {
    /// The first administrator's.
    First,
    /// For a person.
    Person {
        /// The person.
        person: Box<Person>,
        /// True if it removes their authenticator app.
        resets_factor: bool,
    },
}

/// People, invitations and sessions.
#[async_trait]
pub trait People: Send + Sync {
    /// Returns true if there are any people.
    async fn has_people(&self) -> Result<bool>;

    /// Returns everyone, sorted by name.
    async fn people(&self) -> Result<Vec<Person>>;

    /// Returns the person who signs in with this address, ignoring case.
    async fn person_by_email(&self, email: &Address) -> Result<Option<Person>>;

    /// Replaces the first administrator's one-time link.
    async fn renew_first_invitation(&self, token_hash: [u8; 32], expires_at: i64) -> Result<()>;

    /// Returns the invitation behind a one-time link.
    async fn invitation(&self, token_hash: [u8; 32], now: i64) -> Result<Option<Invitation>>;

    /// Uses the first administrator's link, if it is unused and there are no people yet. Returns true if it was used.
    async fn accept_first(
        &self,
        token_hash: [u8; 32],
        person: &NewPerson,
        password_hash: &str,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Uses a person's link: sets the password, ends all of their sessions, and removes the authenticator app if the link is for
    /// that. With `key_removed`, it also removes their key, if they have one. Returns true if the link was unused and the
    /// person is active.
    async fn accept(
        &self,
        token_hash: [u8; 32],
        password_hash: &str,
        activity: &NewActivity<'_>,
        key_removed: Option<&NewActivity<'_>>,
    ) -> Result<bool>;

    /// Adds a person with a one-time link. If a person with this address hasn't joined yet, they are invited again, and their
    /// id is returned. Returns `None` if someone has already joined with the address.
    async fn invite(
        &self,
        person: &NewPerson,
        token_hash: [u8; 32],
        expires_at: i64,
        activity: &NewActivity<'_>,
    ) -> Result<Option<String>>;

    /// Begins a session on a device, if the person's password and authenticator app haven't changed since they were checked. If
    /// a person has more than `most` sessions, those unused the longest end. Returns true if the session began.
    async fn open_session(
        &self,
        token_hash: [u8; 32],
        person: &Person,
        device: &str,
        most: u32,
        now: i64,
    ) -> Result<bool>;

    /// Returns the active person a session belongs to, and when it was last used, if it was used since `idle_since` and began
    /// after `begun_since`.
    async fn session(
        &self,
        token_hash: [u8; 32],
        idle_since: i64,
        begun_since: i64,
    ) -> Result<Option<(Person, i64)>>;

    /// Records that a session was used, and deletes those that weren't used since `idle_since`.
    async fn touch_session(&self, token_hash: [u8; 32], now: i64, idle_since: i64) -> Result<()>;

    /// Ends a session.
    async fn close_session(&self, token_hash: [u8; 32]) -> Result<()>;
}
