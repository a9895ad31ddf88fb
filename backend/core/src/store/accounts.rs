//! Credentials, sessions, and membership.

use async_trait::async_trait;
use shared::wire::{ContactSettings, Role};

use super::{NewActivity, Person, Result};

/// A session of a person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// What the person recognizes it by.
    pub device: String,
    /// When they signed in.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
}

/// The encrypted seed of an authenticator app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The encrypted seed.
    pub sealed: Vec<u8>,
    /// The step of the last code that was accepted.
    pub last_step: i64,
}

/// A new token for a session, after its person proved who they are.
#[derive(Debug, Clone, Copy)]
pub struct Renewal {
    /// The hash of the old token.
    pub old: [u8; 32],
    /// The hash of the new token.
    pub new: [u8; 32],
}

/// A change to what a person signs in with.
#[derive(Debug, Clone, Copy)]
pub enum Credential<'a> {
    /// The password.
    Password {
        /// The hash that was checked. If it has changed since, nothing happens.
        was: &'a str,
        /// The new one.
        hash: &'a str,
    },
    /// The pending seed becomes the authenticator app's.
    Factor {
        /// The pending seed that was checked.
        pending: &'a [u8],
        /// The step of the code that proved it.
        step: i64,
        /// The new recovery codes' hashes.
        codes: &'a [[u8; 32]],
    },
    /// The authenticator app and the recovery codes are removed.
    NoFactor,
    /// New recovery codes replace all old ones.
    Recovery(&'a [[u8; 32]]),
}

/// Which sessions of a person end.
#[derive(Debug, Clone, Copy)]
pub enum Ending {
    /// All except this one.
    Others([u8; 32]),
    /// This one.
    One([u8; 32]),
    /// All.
    All,
}

/// What an administrator changes about a person.
#[derive(Debug, Clone, Copy)]
pub enum Membership<'a> {
    /// Their roles. A person keeps their key only if they are a technician before and after. A new technician has to
    /// prove a key.
    Roles {
        /// The new roles.
        roles: &'a [Role],
        /// Also logged, if a key is removed.
        key_removed: Option<&'a NewActivity<'a>>,
    },
    /// They can't sign in anymore. Their sessions, links, key and phone number are deleted.
    Deactivate,
    /// They can sign in again, with a new one-time link.
    Reactivate,
    /// They get a one-time link to set a new password, which replaces any other.
    Link {
        /// SHA-256 of its token.
        token_hash: [u8; 32],
        /// When it expires.
        expires_at: i64,
        /// True if it removes the authenticator app.
        resets_factor: bool,
    },
}

/// The result of a [`Membership`] change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// The change was made.
    Done(Box<Person>),
    /// The person doesn't exist, or isn't in the right state.
    Unfit,
    /// The last administrator can't be removed.
    LastAdmin,
}

/// Credentials, sessions and membership. Every change and its log entry are one transaction.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Returns the person with this id.
    async fn person(&self, id: &str) -> Result<Option<Person>>;

    /// Returns the sessions that haven't ended, the last used first.
    async fn sessions(&self, person_id: &str, idle_since: i64, begun_since: i64) -> Result<Vec<Session>>;

    /// Gives a session a new token. Returns true if the session exists.
    async fn renew_session(&self, renewal: Renewal, now: i64) -> Result<bool>;

    /// Ends sessions. Returns how many there were.
    async fn end_sessions(
        &self,
        person_id: &str,
        ending: Ending,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<u64>;

    /// Returns the seed of a person's authenticator app.
    async fn seed(&self, person_id: &str) -> Result<Option<Seed>>;

    /// Stores a seed that was shown, until a code proves it.
    async fn keep_pending(&self, person_id: &str, sealed: &[u8], until: i64) -> Result<()>;

    /// Returns the seed that was shown, if it hasn't expired.
    async fn pending(&self, person_id: &str, now: i64) -> Result<Option<Vec<u8>>>;

    /// Uses up a code's step, unless it or a later one was used. Of several calls at once, only one succeeds.
    async fn take_step(&self, person_id: &str, step: i64) -> Result<bool>;

    /// Returns true if this is one of a person's unused recovery codes.
    async fn has_recovery_code(&self, person_id: &str, code_hash: [u8; 32]) -> Result<bool>;

    /// Uses up a recovery code. Returns true only once.
    async fn take_recovery_code(
        &self,
        person_id: &str,
        code_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Returns how many recovery codes are unused.
    async fn recovery_left(&self, person_id: &str) -> Result<u32>;

    /// Changes what a person signs in with, ends every other session and renews this one. Changes nothing if the session has
    /// ended, or something else changed in the meantime.
    async fn change_credential(
        &self,
        person_id: &str,
        change: Credential<'_>,
        renewal: Renewal,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Stores another hash of the same password, if the hash is still the one that was checked. Sessions continue. Returns true
    /// if it was stored.
    async fn rehash(&self, person_id: &str, was: &str, hash: &str) -> Result<bool>;

    /// Stores how clients can reach a person. Returns false if the person doesn't exist.
    async fn set_contact(
        &self,
        person_id: &str,
        contact: &ContactSettings,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Changes a person's membership.
    async fn change_member(
        &self,
        person_id: &str,
        change: Membership<'_>,
        activity: &NewActivity<'_>,
    ) -> Result<Changed>;
}
