//! Onboardings, their links and their results.

use async_trait::async_trait;
use shared::{
    board::{Group, SECRET_EXPIRING},
    check::CheckReport,
    day::Day,
    delivery::Answer,
    link::Locator,
    recipients::RecipientSet,
    report::{Report, Verdict},
    retention::{Days, DeletionRule},
    rules::{Address, Domain},
    seal::Sealed,
    status::{Status, Step},
    wire::{Activity, CheckBrief, Progress, SealedSubmission},
};

use super::Result;

/// An onboarding, with what the board needs from its last check and report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onboarding {
    /// Id, 10 characters.
    pub id: String,
    /// The client's name.
    pub client: String,
    /// The site that the mail is for.
    pub site: Domain,
    /// The address that the site should send from, as the manager entered it.
    pub address: Option<Address>,
    /// The client's own address.
    pub email: Option<Address>,
    /// The manager's id.
    pub manager_id: String,
    /// The manager's name.
    pub manager: String,
    /// Its status as recorded. `status_at` of `access` takes the time into account.
    pub status: Status,
    /// The client's furthest step.
    pub step: Step,
    /// What the client entered so far.
    pub progress: Progress,
    /// The current link.
    pub locator: Locator,
    /// The version of the recipient set that the current link pins.
    pub recipients: u32,
    /// The version that its submission was re-encrypted to, if it was.
    pub resealed_to: Option<u32>,
    /// When the link expires.
    pub expires_at: i64,
    /// How long its sealed file is kept after the site is configured, as we promised the client.
    pub keep: Days,
    /// When its sealed file will be deleted, if the site is configured.
    pub delete_at: Option<i64>,
    /// When the client secret that the site uses expires, if the client wants the agency to be reminded.
    pub secret_expiry: Option<SecretExpiry>,
    /// When it was created.
    pub created_at: i64,
    /// When it last changed.
    pub changed_at: i64,
    /// The last check.
    pub check: Option<CheckBrief>,
    /// The last report's verdict.
    pub verdict: Option<Verdict>,
    /// When the site was configured, if it is.
    pub configured_at: Option<i64>,
    /// Whether the last message from the site showed that its mail arrives. One that showed nothing doesn't count if an
    /// earlier one did.
    pub mail: Option<Answer>,
    /// When the last message that showed it arrived.
    pub proven_at: Option<i64>,
    /// When the client last asked for help, if no one has helped since.
    pub help_at: Option<i64>,
    /// Its group on the board, when it was last placed.
    pub group: Group,
}

/// When a client secret expires, and when the manager is told next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretExpiry {
    /// The midnight of that day, in UTC.
    pub at: i64,
    /// When the next email about it is due. `None` after the last one.
    pub tell_at: Option<i64>,
}

impl SecretExpiry {
    /// Returns when a client secret that expires on this day does so. The first email is due at once if that is less
    /// than 30 days away.
    pub(crate) fn of(day: Day) -> Self {
        let at = day.midnight();
        Self { at, tell_at: Some(at - SECRET_EXPIRING) }
    }
}

/// An onboarding to add, with its first link.
#[derive(Debug, Clone)]
pub struct NewOnboarding<'a> {
    /// Id, 10 characters.
    pub id: &'a str,
    /// The client's name.
    pub client: &'a str,
    /// The site.
    pub site: &'a Domain,
    /// The sending address, if known.
    pub address: Option<&'a Address>,
    /// The client's own address, if known.
    pub email: Option<&'a Address>,
    /// Who created it.
    pub manager_id: &'a str,
    /// When its link expires.
    pub expires_at: i64,
    /// How long its sealed file is kept after the site is configured.
    pub keep: Days,
    /// The recipient set that the link pins.
    pub recipients: u32,
    /// The link.
    pub link: &'a Link,
}

/// A link, as the server knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its public id.
    pub locator: Locator,
    /// The onboarding that this link belongs or belonged to.
    pub onboarding_id: String,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// The link, encrypted to the technicians.
    pub sealed_link: Vec<u8>,
    /// True if it was revoked or replaced.
    pub is_revoked: bool,
}

/// A sealed submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The file and its tag.
    pub sealed: Sealed,
    /// When it was stored.
    pub submitted_at: i64,
    /// When a technician first opened it.
    pub collected_at: Option<i64>,
    /// How a technician re-encrypted it, if one did.
    pub resealed: Option<Resealed>,
}

/// How a submission was re-encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resealed {
    /// The version of the recipient set that it is encrypted to now.
    pub recipients: u32,
    /// The name of the technician who did it.
    pub by: String,
    /// When the technician did it.
    pub at: i64,
    /// SHA-256 of the file that the client sent.
    pub sent: [u8; 32],
}

/// What remains of a deleted sealed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deleted {
    /// The version of the recipient set that it was encrypted to.
    pub recipients: u32,
    /// When it was stored.
    pub submitted_at: i64,
    /// When a technician first opened it.
    pub collected_at: Option<i64>,
    /// When it was deleted.
    pub at: i64,
    /// The rule that deleted it.
    pub rule: DeletionRule,
    /// SHA-256 of the deleted file.
    pub digest: [u8; 32],
    /// SHA-256 of the file that the client sent.
    pub sent: [u8; 32],
}

/// An entry for the activity log.
#[derive(Debug, Clone, Copy)]
pub struct NewActivity<'a> {
    /// The time of the event.
    pub at: i64,
    /// A person's name, `client`, `helper`, or `server`.
    pub who: &'a str,
    /// Stable code.
    pub code: &'a str,
    /// The entry as JSON, with its parameters.
    pub sentence: &'a str,
}

/// A change of status, and everything that changes with it. It happens only if the onboarding hasn't changed since it was
/// read: the same status, the same link.
#[derive(Debug)]
pub struct Change<'a> {
    /// The onboarding as it was read.
    pub was: &'a Onboarding,
    /// The status after it, from [`Status::after`].
    pub status: Status,
    /// The client's furthest step afterward.
    pub step: Step,
    /// The time of the change.
    pub at: i64,
    /// What else changes.
    pub effect: Effect<'a>,
    /// The log entry, if there is one.
    pub activity: Option<NewActivity<'a>>,
}

impl Change<'_> {
    /// Returns true if the proof that the site's mail arrives is deleted: only a configured site has one.
    pub fn ends_proof(&self) -> bool {
        self.was.status.is_configured() && !self.status.is_configured()
    }

    /// Returns true if everything that is watched about the site is deleted. With a new link, the reminders stay.
    pub fn ends_watch(&self) -> bool {
        matches!(self.status, Status::Revoked | Status::Withdrawn)
    }
}

/// What else changes with the status.
#[derive(Debug)]
pub enum Effect<'a> {
    /// Nothing.
    None,
    /// What the client entered so far.
    Progress(&'a Progress),
    /// The sealed file is stored.
    Submit {
        /// The file.
        sealed: &'a Sealed,
        /// When the client secret in it expires, if the client wants the agency to be reminded.
        secret_expiry: Option<SecretExpiry>,
    },
    /// The client sent the same file again, with this choice about the reminder: when the client secret expires, or
    /// `None` for no reminder.
    Remind(Option<SecretExpiry>),
    /// The sealed file is deleted, and its deletion recorded.
    Delete(DeletionRule),
    /// A technician opened it.
    Collect,
    /// The site is configured, and the sealed file will be deleted at this time.
    Configure {
        /// The time of the deletion.
        delete_at: i64,
    },
    /// A technician re-encrypted it. This happens only if the stored file is still the one that was opened.
    Reseal {
        /// The file that was opened.
        opened: &'a Sealed,
        /// The new file.
        sealed: &'a Sealed,
        /// The link, encrypted to the same people.
        sealed_link: &'a [u8],
        /// How the file was re-encrypted.
        resealed: &'a Resealed,
    },
    /// The link is revoked, and the sealed file deleted.
    Revoke,
    /// Another link replaces the current one. A file that was sent through the old one is deleted.
    Relink {
        /// The new link.
        link: &'a Link,
        /// When it expires.
        expires_at: i64,
        /// How long a file that is sent through it is kept after the site is configured.
        keep: Days,
        /// The recipient set that it pins.
        recipients: u32,
    },
}

/// A check to store.
#[derive(Debug)]
pub struct CheckRecord<'a> {
    /// What the board shows about it.
    pub brief: &'a CheckBrief,
    /// The whole result.
    pub report: &'a CheckReport,
}

/// Onboardings, links, submissions, checks, reports, activity.
#[async_trait]
pub trait Onboardings: Send + Sync {
    /// Adds an onboarding. Returns false if its link already exists.
    async fn create(&self, new: &NewOnboarding<'_>, activity: &NewActivity<'_>) -> Result<bool>;

    /// Returns one onboarding.
    async fn onboarding(&self, id: &str) -> Result<Option<Onboarding>>;

    /// Returns onboardings whose link has expired but that aren't recorded as expired.
    async fn overdue(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Returns a link.
    async fn link(&self, locator: &Locator) -> Result<Option<Link>>;

    /// Returns a recipient set by its version.
    async fn recipient_set(&self, version: u32) -> Result<Option<RecipientSet>>;

    /// Changes an onboarding. Returns false, and changes nothing, if it has changed since it was read.
    async fn change(&self, change: &Change<'_>) -> Result<bool>;

    /// Returns the submission that was sent through a link.
    async fn submission(&self, locator: &Locator) -> Result<Option<Submission>>;

    /// Returns an onboarding's sealed file, with the recipients that it is encrypted to, all as of a single moment.
    /// Returns `None` if there is no file.
    async fn sealed(&self, id: &str) -> Result<Option<SealedSubmission>>;

    /// Returns what remains of the last deleted file that was sent through a link.
    async fn deleted(&self, locator: &Locator) -> Result<Option<Deleted>>;

    /// Stores a check.
    async fn add_check(&self, id: &str, check: &CheckRecord<'_>, activity: &NewActivity<'_>) -> Result<()>;

    /// Returns the last check.
    async fn last_check(&self, id: &str) -> Result<Option<CheckReport>>;

    /// Stores the last report, which replaces the previous one. With a log entry, it also counts as a change for the
    /// board, unless the onboarding is closed.
    async fn set_report(
        &self,
        id: &str,
        report: &Report,
        at: i64,
        news: Option<&NewActivity<'_>>,
    ) -> Result<()>;

    /// Returns the last report.
    async fn report(&self, id: &str) -> Result<Option<Report>>;

    /// Adds an entry to the log, for an onboarding if one is given.
    async fn log(&self, id: Option<&str>, activity: &NewActivity<'_>) -> Result<()>;

    /// Returns the log of one onboarding or of all, newest first. `before` is an [`Activity::id`].
    async fn activity(&self, id: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Activity>>;
}
