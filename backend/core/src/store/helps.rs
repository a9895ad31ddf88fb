//! Clients' requests for help.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use shared::{
    link::Locator,
    rules::HelpNote,
    status::Step,
    wire::{Call, HelpSettled, Situation},
};

use super::{NewActivity, Onboarding, Result};

/// A client's request for help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// When it was sent.
    pub at: i64,
    /// The step that the client's page showed.
    pub step: Step,
    /// What happened there.
    pub happened: Happened,
    /// What the client wrote about it.
    pub note: Option<HelpNote>,
    /// The call that the client asked for.
    pub call: Option<Call>,
    /// Who helped, if someone said that they did.
    pub settled: Option<HelpSettled>,
}

/// What happened when a client asked for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What the client's page showed.
    pub situation: Situation,
    /// The stable code of the cause, if the last sign-in test had failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// A request whose email wasn't sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmailedHelp {
    /// The request's number.
    pub id: i64,
    /// Its onboarding.
    pub onboarding_id: String,
    /// When the email is due.
    pub due: i64,
    /// The request.
    pub help: Help,
}

/// Clients' requests for help. They are deleted with their onboarding, and with their link if it is revoked or replaced.
/// What clients wrote, and their phone numbers, are deleted when they withdraw, and otherwise after someone has helped
/// ([`super::Aged::Helps`]), or then at the latest when the settings are deleted.
#[async_trait]
pub trait Helps: Send + Sync {
    /// Adds a request, whose email is due at once. It counts as a change for the board. Returns the request's number, or
    /// `None` if the onboarding has another link than when it was read. Then nothing changes.
    async fn add_help(&self, was: &Onboarding, new: &Help, activity: &NewActivity<'_>)
    -> Result<Option<i64>>;

    /// Returns the last request that came with this link.
    async fn last_help(&self, id: &str, locator: &Locator) -> Result<Option<Help>>;

    /// Returns the requests that no one has settled, at most `limit`, newest first.
    async fn open_helps(&self, id: &str, limit: u32) -> Result<Vec<Help>>;

    /// Settles the requests that were sent until then. Returns false, and changes nothing, if there are none that are
    /// open. Of many calls at once, one settles them.
    async fn settle_help(
        &self,
        id: &str,
        until: i64,
        settled: &HelpSettled,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Returns open requests whose email is due by now, the most overdue first.
    async fn unmailed_helps(&self, now: i64, limit: u32) -> Result<Vec<UnmailedHelp>>;

    /// Sets when the email is due that was due at `was`, or with `None` that it's no longer due. Returns false, and
    /// changes nothing, if that was changed in the meantime. Of many calls at once, one changes it.
    async fn set_help_due(&self, id: i64, was: i64, next: Option<i64>) -> Result<bool>;
}
