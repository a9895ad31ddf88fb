//! What is deleted after a time, and how long that is.

use async_trait::async_trait;
use shared::retention::{Days, Kind};

use super::{NewActivity, Onboarding, Result};

/// What is deleted by its own age alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aged {
    /// DNS reports.
    Reports,
    /// What came of sign-in checks.
    Checks,
    /// Entries of the activity log.
    Activity,
}

/// A deletion that the client was not told of by mail yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// The deletion's number.
    pub id: i64,
    /// The onboarding that it was of.
    pub onboarding_id: String,
    /// When it was deleted.
    pub at: i64,
}

/// Deleting what is due. Each method is one transaction, and doing it once more changes nothing.
#[async_trait]
pub trait Retention: Send + Sync {
    /// What an administrator has set.
    async fn kept(&self) -> Result<Vec<(Kind, Days)>>;

    /// Sets how long these kinds are kept.
    async fn keep(&self, kinds: &[(Kind, Days)], activity: &NewActivity<'_>) -> Result<()>;

    /// Gives each configured onboarding that has no date yet the one that it would have got now. Returns how many.
    async fn date_configured(&self, now: i64) -> Result<u64>;

    /// Configured onboardings whose sealed file is to be deleted up to this time, the first first.
    async fn deleting(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Of these, those whose technicians were not warned yet.
    async fn unwarned(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Records that the technicians were warned of the date that the onboarding had as it was read.
    async fn set_warned(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool>;

    /// Deletions after the site was set up, since this time, that no client was told of by mail.
    async fn untold(&self, since: i64, limit: u32) -> Result<Vec<Untold>>;

    /// Records that the client was told, or that nobody is there to be.
    async fn set_told(&self, deletion: i64, at: i64) -> Result<()>;

    /// How many of these are as old as this or older.
    async fn count_aged(&self, what: Aged, until: i64) -> Result<u64>;

    /// Deletes at most `limit` of them. Returns how many.
    async fn delete_aged(&self, what: Aged, until: i64, limit: u32) -> Result<u64>;

    /// Closed onboardings that have not changed since `until`, and whose link has expired by `now`.
    async fn closed(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// How many of them there are.
    async fn count_closed(&self, until: i64, now: i64) -> Result<u64>;

    /// Deletes an onboarding with everything that belongs to it but the receipts of deletions, where it still is as it
    /// was read.
    async fn delete_onboarding(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool>;

    /// Takes what was deleted out of the database's log too. `false` where somebody who reads is in the way; then it is
    /// to be done once more.
    async fn scrub(&self) -> Result<bool>;

    /// Whether a deletion's [`Retention::scrub`] is still to be done.
    fn owes_scrub(&self) -> bool;
}
