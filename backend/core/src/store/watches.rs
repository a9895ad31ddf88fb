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
    /// True if someone is reminded of a new proof every month.
    pub remind_monthly: bool,
    /// The next reminder. `None` until one was sent, or couldn't be sent: then it is due a month after the proof.
    pub reminder: Option<Reminder>,
}

/// The next reminder of a new proof. It is never due within a month after the last proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// When it is due.
    pub at: i64,
    /// Since when it couldn't be sent. `None` if it hasn't been tried.
    pub unsent_since: Option<i64>,
}

/// The next look at a site's DNS records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When it is due.
    pub at: i64,
    /// What is known from the looks until now.
    pub known: Known,
}

/// What is known about a site's DNS records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The topics for which all lookups were answered at least once. What is wrong with another one can be older than
    /// the first look.
    pub topics: Vec<Topic>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What wasn't answered at the last look.
    pub silent: Vec<Silence>,
}

/// A lookup that wasn't answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// What it is about.
    pub topic: Topic,
    /// The finding's stable id.
    pub id: String,
    /// The first of the looks at which it wasn't answered.
    pub since: i64,
}

/// Something that is wrong with a site's DNS records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
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
/// statuses `configured` and `cleared` deletes an onboarding's watch, except that a new link keeps its reminders.
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

    /// Turns reminders on or off. When the next one is due stays the same, so that none is sent twice.
    async fn set_reminders(
        &self,
        was: &Onboarding,
        monthly: bool,
        activity: &NewActivity<'_>,
    ) -> Result<bool>;

    /// Returns sites with reminders whose last proof is from `until` or earlier, and whose next reminder isn't later than
    /// `now`. Those whose first one hasn't been tried come first, and then those that are due longest.
    async fn reminders_due(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>>;

    /// Replaces the next reminder. Returns false, and changes nothing, if reminders are off, or if `old` isn't the next
    /// one anymore. Of many calls at once, one replaces it.
    async fn set_next_reminder(
        &self,
        was: &Onboarding,
        old: Option<Reminder>,
        new: Reminder,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<bool>;
}
