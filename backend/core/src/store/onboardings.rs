//! Onboardings, their links, and what came of them.

use async_trait::async_trait;
use shared::{
    board::Group,
    check::CheckReport,
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

/// An onboarding, with what the board needs of its last check and report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onboarding {
    /// Id, 10 characters.
    pub id: String,
    /// The client's name.
    pub client: String,
    /// The site that the mail is for.
    pub site: Domain,
    /// The address that the site shall send from, as the manager knew it.
    pub address: Option<Address>,
    /// The client's own address.
    pub email: Option<Address>,
    /// The manager's id.
    pub manager_id: String,
    /// The manager's name.
    pub manager: String,
    /// Where it is, as recorded: see `flow::link` for what the clock makes of it.
    pub status: Status,
    /// The client's furthest step.
    pub step: Step,
    /// What the client told so far.
    pub progress: Progress,
    /// The current link.
    pub locator: Locator,
    /// The version of the recipient set that the current link pins.
    pub recipients: u32,
    /// The version that its submission was sealed anew to, where one was.
    pub resealed_to: Option<u32>,
    /// When the link expires.
    pub expires_at: i64,
    /// How long its sealed file is kept once the site is configured, as the client was told.
    pub keep: Days,
    /// When its sealed file will be deleted, once the site is configured.
    pub delete_at: Option<i64>,
    /// When it was made.
    pub created_at: i64,
    /// When it last changed.
    pub changed_at: i64,
    /// The last check.
    pub check: Option<CheckBrief>,
    /// The last report's verdict.
    pub verdict: Option<Verdict>,
    /// Its group, as it was last placed on the board.
    pub group: Group,
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
    /// The sending address, where known.
    pub address: Option<&'a Address>,
    /// The client's own address, where known.
    pub email: Option<&'a Address>,
    /// Who made it.
    pub manager_id: &'a str,
    /// When its link expires.
    pub expires_at: i64,
    /// How long its sealed file is kept once the site is configured.
    pub keep: Days,
    /// The recipient set that the link pins.
    pub recipients: u32,
    /// The link.
    pub link: &'a Link,
}

/// What is known of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its public id.
    pub locator: Locator,
    /// The onboarding that it is, or was, the link of.
    pub onboarding_id: String,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// The link, sealed to the technicians.
    pub sealed_link: Vec<u8>,
    /// Whether it was taken back or replaced.
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
    /// Where a technician has sealed it anew since.
    pub resealed: Option<Resealed>,
}

/// What is known of a submission that a technician has sealed anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resealed {
    /// The version of the recipient set that it is sealed to now.
    pub recipients: u32,
    /// Who did it, by name.
    pub by: String,
    /// When.
    pub at: i64,
    /// SHA-256 of the file that the client had sent.
    pub sent: [u8; 32],
}

/// What is left of a sealed file that was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deleted {
    /// The version of the recipient set that it was sealed to.
    pub recipients: u32,
    /// When it was stored.
    pub submitted_at: i64,
    /// When a technician first opened it.
    pub collected_at: Option<i64>,
    /// When it was deleted.
    pub at: i64,
    /// By which rule.
    pub rule: DeletionRule,
    /// SHA-256 of the file that was deleted.
    pub digest: [u8; 32],
    /// SHA-256 of the file that the client had sent.
    pub sent: [u8; 32],
}

/// An entry for the activity log.
#[derive(Debug, Clone, Copy)]
pub struct NewActivity<'a> {
    /// When.
    pub at: i64,
    /// A person's name, `client`, or `server`.
    pub who: &'a str,
    /// Stable code.
    pub code: &'a str,
    /// The same as a sentence.
    pub sentence: &'a str,
}

/// A change of status, with what goes with it. It happens only where the onboarding still is as it was read:
/// the same status, the same link.
#[derive(Debug)]
pub struct Change<'a> {
    /// The onboarding as it was read.
    pub was: &'a Onboarding,
    /// The status after it, from [`Status::after`].
    pub status: Status,
    /// The client's furthest step after it.
    pub step: Step,
    /// When.
    pub at: i64,
    /// What else changes.
    pub effect: Effect<'a>,
    /// What the log says, where it says something.
    pub activity: Option<NewActivity<'a>>,
}

/// What goes with a change of status.
#[derive(Debug)]
pub enum Effect<'a> {
    /// Nothing.
    None,
    /// What the client told so far.
    Progress(&'a Progress),
    /// The sealed file is stored.
    Submit(&'a Sealed),
    /// The sealed file is deleted, and its deletion recorded.
    Delete(DeletionRule),
    /// A technician opened it.
    Collect,
    /// The site is configured, and the sealed file will be deleted at this time.
    Configure {
        /// When.
        delete_at: i64,
    },
    /// A technician has sealed it anew. It happens only where the stored file still is the one that was opened.
    Reseal {
        /// The file that was opened.
        opened: &'a Sealed,
        /// What takes its place.
        sealed: &'a Sealed,
        /// The link, sealed to the same people.
        sealed_link: &'a [u8],
        /// How the new file came about.
        resealed: &'a Resealed,
    },
    /// The link is revoked, and the sealed file deleted.
    Revoke,
    /// Another link replaces the current one; a file that was sealed under it is deleted.
    Relink {
        /// The new link.
        link: &'a Link,
        /// When it expires.
        expires_at: i64,
        /// How long what comes through it is kept once the site is configured.
        keep: Days,
        /// The recipient set that it pins.
        recipients: u32,
    },
}

/// A check to keep.
#[derive(Debug)]
pub struct CheckRecord<'a> {
    /// What the board tells of it.
    pub brief: &'a CheckBrief,
    /// The whole of it.
    pub report: &'a CheckReport,
}

/// Onboardings, links, submissions, checks, reports, activity.
#[async_trait]
pub trait Onboardings: Send + Sync {
    /// Adds an onboarding. `false` where its link is known already.
    async fn create(&self, new: &NewOnboarding<'_>, activity: &NewActivity<'_>) -> Result<bool>;

    /// One onboarding.
    async fn onboarding(&self, id: &str) -> Result<Option<Onboarding>>;

    /// Onboardings whose link's time has run out and that still say otherwise.
    async fn overdue(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// A link.
    async fn link(&self, locator: &Locator) -> Result<Option<Link>>;

    /// A recipient set by its version.
    async fn recipient_set(&self, version: u32) -> Result<Option<RecipientSet>>;

    /// Changes an onboarding. `false`, and nothing has happened, where it no longer is as it was read.
    async fn change(&self, change: &Change<'_>) -> Result<bool>;

    /// The submission under a link.
    async fn submission(&self, locator: &Locator) -> Result<Option<Submission>>;

    /// What is sealed of an onboarding, with the readers whom it is sealed to, all as of one moment; none where nothing
    /// is.
    async fn sealed(&self, id: &str) -> Result<Option<SealedSubmission>>;

    /// What is left of the last sealed file under a link that was deleted.
    async fn deleted(&self, locator: &Locator) -> Result<Option<Deleted>>;

    /// Keeps a check.
    async fn add_check(&self, id: &str, check: &CheckRecord<'_>, activity: &NewActivity<'_>) -> Result<()>;

    /// The last check.
    async fn last_check(&self, id: &str) -> Result<Option<CheckReport>>;

    /// Keeps the last report, in the place of the one before. With an entry for the log it is news for the
    /// board too.
    async fn set_report(
        &self,
        id: &str,
        report: &Report,
        at: i64,
        news: Option<&NewActivity<'_>>,
    ) -> Result<()>;

    /// The last report.
    async fn report(&self, id: &str) -> Result<Option<Report>>;

    /// Adds to the log, to an onboarding's where one is given.
    async fn log(&self, id: Option<&str>, activity: &NewActivity<'_>) -> Result<()>;

    /// The log, of one onboarding or of all, newest first; `before` is an [`Activity::id`].
    async fn activity(&self, id: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Activity>>;
}
