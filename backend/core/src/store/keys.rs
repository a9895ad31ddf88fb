//! Keys, how they are proven, and the recipient sets that they make.

use async_trait::async_trait;
use shared::recipients::{RecipientError, RecipientSet};

use super::{NewActivity, Result};

/// A key that was offered and is not proven yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The key, `age1…`.
    pub key: String,
    /// SHA-256 of the answer that proves it.
    pub answer_hash: [u8; 32],
    /// Until when it can be answered.
    pub expires_at: i64,
}

/// Keys and recipient sets.
#[async_trait]
pub trait Keys: Send + Sync {
    /// Keeps a person's challenge, in the place of the one before.
    async fn set_challenge(&self, person_id: &str, challenge: &Challenge) -> Result<()>;

    /// A person's challenge.
    async fn challenge(&self, person_id: &str) -> Result<Option<Challenge>>;

    /// Uses a person's challenge, where it still is this one and its time has not run out: its key becomes theirs, and
    /// the recipient set is made anew where that changes it. `None` where there was no such challenge any more. A key
    /// that does not fit the set stays out, and the challenge is used up all the same.
    async fn prove_key(
        &self,
        person_id: &str,
        answer_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<Option<std::result::Result<(), RecipientError>>>;

    /// Takes a person's key away, with a challenge that they may have, and makes the recipient set anew. Whether there
    /// was a key.
    async fn remove_key(&self, person_id: &str, activity: &NewActivity<'_>) -> Result<bool>;

    /// What a person's devices have stored about the recipients whom they accepted.
    async fn approvals(&self, person_id: &str) -> Result<Option<Vec<u8>>>;

    /// Stores that in the place of `was`. Whether `was` still was there.
    async fn keep_approvals(
        &self,
        person_id: &str,
        was: Option<&[u8]>,
        sealed: &[u8],
        now: i64,
    ) -> Result<bool>;

    /// The current recipient set, where any technician has a key.
    async fn recipients(&self) -> Result<Option<RecipientSet>>;
}
