//! What is watched about sites whose mail was shown to arrive: their DNS records, and when the next proof is due.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use shared::report::{Topic, Verdict};

use super::{NewActivity, Onboarding, Result};

/// What is watched about a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watch {
    /// The next look at its DNS records. `None` before the first one.
    pub look: Option<Look>,
    /// The id of the person who last asked for a proof.
    pub asked_by: Option<String>,
    /// True if someone wants to be reminded of a new proof every month.
    pub remind_monthly: bool,
}

/// The next look at a site's DNS records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When it is due.
    pub at: i64,
    /// What was wrong at the last one. `None` until a look got answers.
    pub known: Option<Vec<Known>>,
}

/// Something that is wrong with a site's DNS records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// What it is about.
    pub topic: Topic,
    /// The finding's stable id.
    pub id: String,
    /// How bad it is.
    pub verdict: Verdict,
    /// True if it came up after the first look, so that someone was told.
    pub is_told: bool,
}

/// Sites that are watched: they are configured, and a message showed that their mail arrives. A change that leaves the
/// statuses `configured` and `cleared` deletes an onboarding's watch.
///
/// Each change returns false, and changes nothing, if the site isn't configured anymore, or has another link than when
/// it was read.
#[async_trait]
pub trait Watches: Send + Sync {
    /// Returns what is watched about an onboarding's site.
    async fn watch(&self, id: &str) -> Result<Watch>;

    /// Returns sites whose DNS records have to be looked at by now.
    async fn looks_due(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Replaces the next look. Returns false, and changes nothing, if `old` isn't the next one anymore. Of many calls
    /// at once, one replaces it.
    async fn set_look(
        &self,
        was: &Onboarding,
        old: Option<&Look>,
        new: &Look,
        activity: &[NewActivity<'_>],
    ) -> Result<bool>;

    /// Records who last asked for a proof.
    async fn set_asked_by(&self, was: &Onboarding, person_id: &str) -> Result<bool>;

    /// Turns reminders on or off.
    async fn set_reminders(
        &self,
        was: &Onboarding,
        monthly: bool,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Returns sites with reminders whose last proof is from `until` or earlier, if no one was reminded of that proof.
    /// Those whose reminder failed are among them if it is due again at the moment `now`, and come last.
    async fn reminders_due(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Records when a reminder is due again, after it failed. Returns false, and changes nothing, if someone was
    /// reminded of the proof that the onboarding had when it was read.
    async fn set_remind_at(&self, was: &Onboarding, at: i64) -> Result<bool>;

    /// Records that someone was reminded of the proof that the onboarding had when it was read. Returns false, and
    /// changes nothing, if that was recorded before.
    async fn set_reminded(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool>;
}
