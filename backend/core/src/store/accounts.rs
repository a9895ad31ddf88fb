//! What opens an account, where it is open, and who may no longer come in.

use async_trait::async_trait;
use shared::wire::Role;

use super::{NewActivity, Person, Result};

/// A place where somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// What the person recognises it by.
    pub device: String,
    /// When they came in.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
}

/// A code app's seed, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The sealed seed.
    pub sealed: Vec<u8>,
    /// The step of the last code that was taken.
    pub last_step: i64,
}

/// One session under a new token: whoever has proven who they are goes on under another one.
#[derive(Debug, Clone, Copy)]
pub struct Renewal {
    /// The token's hash until now.
    pub old: [u8; 32],
    /// And from now on.
    pub new: [u8; 32],
}

/// What changes of what opens an account.
#[derive(Debug, Clone, Copy)]
pub enum Credential<'a> {
    /// The password.
    Password {
        /// The hash that was looked at: where it is another one by now, nothing happens.
        was: &'a str,
        /// The new one.
        hash: &'a str,
    },
    /// The pending seed becomes the code app's.
    Factor {
        /// The pending seed that was looked at.
        pending: &'a [u8],
        /// The step of the code that proved it.
        step: i64,
        /// The new recovery codes' hashes.
        codes: &'a [[u8; 32]],
    },
    /// No code app any more, and no recovery codes.
    NoFactor,
    /// New recovery codes in the place of all old ones.
    Recovery(&'a [[u8; 32]]),
}

/// Which sessions of a person end.
#[derive(Debug, Clone, Copy)]
pub enum Ending {
    /// All but this one.
    Others([u8; 32]),
    /// This one.
    One([u8; 32]),
    /// All.
    All,
}

/// What an administrator changes of somebody.
#[derive(Debug, Clone, Copy)]
pub enum Membership<'a> {
    /// What they may do. Who is no technician before or after has no key: whoever becomes one proves it then.
    Roles {
        /// What, from now on.
        roles: &'a [Role],
        /// Logged besides, where a key goes.
        key_removed: Option<&'a NewActivity<'a>>,
    },
    /// They may not come in any more: their sessions, links and key go.
    Deactivate,
    /// They may come in again, by a new one-time link.
    Reactivate,
    /// A one-time link to set a new password, in the place of any other.
    Link {
        /// SHA-256 of its token.
        token_hash: [u8; 32],
        /// How long it works.
        expires_at: i64,
        /// Whether it takes the code app away.
        resets_factor: bool,
    },
}

/// How that went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Done(Box<Person>),
    /// There is no such person, or not in the state for it.
    Unfit,
    /// Nobody would be left who could administer.
    LastAdmin,
}

/// Credentials, sessions and membership. Every change is one transaction together with its entry in the log.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// The person with this id.
    async fn person(&self, id: &str) -> Result<Option<Person>>;

    /// The sessions that go on, the last used first.
    async fn sessions(&self, person_id: &str, idle_since: i64, begun_since: i64) -> Result<Vec<Session>>;

    /// Gives a session another token. Whether it was there.
    async fn renew_session(&self, renewal: Renewal, now: i64) -> Result<bool>;

    /// Ends sessions. How many there were.
    async fn end_sessions(
        &self,
        person_id: &str,
        ending: Ending,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<u64>;

    /// The seed of a person's code app.
    async fn seed(&self, person_id: &str) -> Result<Option<Seed>>;

    /// Keeps a seed that was shown, until it is proven by a code.
    async fn keep_pending(&self, person_id: &str, sealed: &[u8], until: i64) -> Result<()>;

    /// The seed that was shown, where its time has not run out.
    async fn pending(&self, person_id: &str, now: i64) -> Result<Option<Vec<u8>>>;

    /// Takes a code's step, unless it or a later one was taken. Of any number at once, one is let through.
    async fn take_step(&self, person_id: &str, step: i64) -> Result<bool>;

    /// Whether this is one of a person's recovery codes that were not used.
    async fn has_recovery_code(&self, person_id: &str, code_hash: [u8; 32]) -> Result<bool>;

    /// Takes a recovery code, once.
    async fn take_recovery_code(
        &self,
        person_id: &str,
        code_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// How many recovery codes were not used.
    async fn recovery_left(&self, person_id: &str) -> Result<u32>;

    /// Changes what opens an account, ends every other session and renews this one; or nothing of it, where the
    /// session has ended or something has changed in between.
    async fn change_credential(
        &self,
        person_id: &str,
        change: Credential<'_>,
        renewal: Renewal,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Keeps another hash of the same password, where it still is the one that was looked at. Sessions go on. Whether
    /// it was so.
    async fn rehash(&self, person_id: &str, was: &str, hash: &str) -> Result<bool>;

    /// Changes somebody's membership.
    async fn change_member(
        &self,
        person_id: &str,
        change: Membership<'_>,
        activity: &NewActivity<'_>,
    ) -> Result<Changed>;
}
