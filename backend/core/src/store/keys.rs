//! Keys, how they are proven, and the sets of recipients.

use async_trait::async_trait;
use shared::recipients::{RecipientError, RecipientSet};

use super::{NewActivity, Result};

/// A key that was offered, but isn't proven yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The key, `age1…`.
    pub key: String,
    /// SHA-256 of the answer that proves it.
    pub answer_hash: [u8; 32],
    /// When it expires.
    pub expires_at: i64,
}

/// Keys and recipient sets.
#[async_trait]
pub trait Keys: Send + Sync {
    /// Stores a person's challenge, which replaces the previous one.
    async fn set_challenge(&self, person_id: &str, challenge: &Challenge) -> Result<()>;

    /// Returns a person's challenge.
    async fn challenge(&self, person_id: &str) -> Result<Option<Challenge>>;

    /// Uses up a person's challenge, if it is still stored and hasn't expired. Its key becomes the person's, and the
    /// recipient set is updated. Returns `None` if the challenge is gone. If the key can't be in the set, it isn't
    /// added, but the challenge is still used up.
    async fn prove_key(
        &self,
        person_id: &str,
        answer_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<Option<std::result::Result<(), RecipientError>>>;

    /// Removes a person's key and challenge, and updates the recipient set. Returns true if there was a key.
    async fn remove_key(&self, person_id: &str, activity: &NewActivity<'_>) -> Result<bool>;

    /// Returns what a person's devices have stored about the recipients that they accepted.
    async fn approvals(&self, person_id: &str) -> Result<Option<Vec<u8>>>;

    /// Replaces `was` with a new list. Returns true if `was` was still stored.
    async fn keep_approvals(
        &self,
        person_id: &str,
        was: Option<&[u8]>,
        sealed: &[u8],
        now: i64,
    ) -> Result<bool>;

    /// Returns the current recipient set, if any technician has a key.
    async fn recipients(&self) -> Result<Option<RecipientSet>>;
}
