//! Deletes data that has reached its age limit.

use async_trait::async_trait;
use shared::retention::{Days, Kind};

use super::{NewActivity, Onboarding, Result};

/// What is deleted because of its age only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aged {
    /// DNS reports.
    Reports,
    /// What was seen of judged messages. The answers and their dates stay.
    Messages,
    /// What clients wrote when they asked for help, and their phone numbers, once someone has helped. When they asked
    /// stays, and who helped.
    Helps,
    /// Results of sign-in checks.
    Checks,
    /// Entries of the activity log.
    Activity,
}

/// A deletion that the client hasn't been emailed about yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmailedDeletion {
    /// The deletion's number.
    pub id: i64,
    /// Its onboarding.
    pub onboarding_id: String,
    /// When it was deleted.
    pub at: i64,
}

/// Deletes what is due. Each method is one transaction, and repeating it changes nothing.
#[async_trait]
pub trait Retention: Send + Sync {
    /// Returns what an administrator has set.
    async fn kept(&self) -> Result<Vec<(Kind, Days)>>;

    /// Sets how long these kinds are kept.
    async fn keep(&self, kinds: &[(Kind, Days)], activity: &NewActivity<'_>) -> Result<()>;

    /// Sets the deletion date of each configured onboarding that has none, as if it were configured now. Returns how
    /// many.
    async fn date_configured(&self, now: i64) -> Result<u64>;

    /// Returns configured onboardings whose sealed file will be deleted by this time, the earliest first.
    async fn deleting(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Like [`Retention::deleting`], but only those whose technicians haven't been warned yet.
    async fn unwarned(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Records that the technicians were warned about the date that the onboarding had when it was read.
    async fn set_warned(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool>;

    /// Returns deletions since this time that happened after the site was configured, and that the client hasn't been
    /// emailed about.
    async fn unmailed(&self, since: i64, limit: u32) -> Result<Vec<UnmailedDeletion>>;

    /// Records that the client got the email, or that there is no one to send it to.
    async fn set_mailed(&self, deletion: i64, at: i64) -> Result<()>;

    /// Returns onboardings whose manager has to be told by now that the client secret expires, the most overdue first.
    async fn expiring(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Records that the email which was due when the onboarding was read was sent, and when the next one is due. Without an
    /// entry for the log, it wasn't sent, and is due at another time. Returns false, and changes nothing, if it was recorded
    /// before or the secret was replaced.
    async fn set_expiry_told(
        &self,
        was: &Onboarding,
        next: Option<i64>,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<bool>;

    /// Returns how many rows of this kind date from `until` or earlier.
    async fn count_aged(&self, what: Aged, until: i64) -> Result<u64>;

    /// Deletes at most `limit` of these rows. Returns how many.
    async fn delete_aged(&self, what: Aged, until: i64, limit: u32) -> Result<u64>;

    /// Returns closed onboardings that haven't changed since `until`, and whose link has expired by `now`. While a client
    /// secret is still watched, or expired after `until`, its onboarding isn't among them.
    async fn closed(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Returns how many onboardings [`Retention::closed`] would return without a limit.
    async fn count_closed(&self, until: i64, now: i64) -> Result<u64>;

    /// Deletes an onboarding with everything that belongs to it, except receipts of deletions. Only if it hasn't changed since
    /// it was read.
    async fn delete_onboarding(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool>;

    /// Also removes deleted data from the database's log. Returns false if a reader prevents that; then it has to be
    /// repeated.
    async fn scrub(&self) -> Result<bool>;

    /// Returns true if a deletion's [`Retention::scrub`] still has to run.
    fn owes_scrub(&self) -> bool;
}
