//! How long data is kept, and why an encrypted file was deleted.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::status::Status;

/// The longest time that a setting can keep anything: ten years, in days.
const MAX: u16 = 3650;

/// One day, in seconds.
const DAY: i64 = 24 * 3600;

/// A number of days, at most ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "u16")]
pub struct Days(u16);

/// The number of days is above the maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than 3650 days")]
pub struct TooManyDays;

impl TryFrom<u16> for Days {
    type Error = TooManyDays;

    fn try_from(days: u16) -> Result<Self, TooManyDays> {
        if days <= MAX { Ok(Self(days)) } else { Err(TooManyDays) }
    }
}

impl Days {
    /// Zero days.
    pub const NONE: Self = Self(0);

    /// Returns the number.
    pub fn get(self) -> u16 {
        self.0
    }

    /// Returns the time this many days after `at`.
    pub fn after(self, at: i64) -> i64 {
        at + i64::from(self.0) * DAY
    }

    /// Returns the time this many days before `at`.
    pub fn before(self, at: i64) -> i64 {
        at - i64::from(self.0) * DAY
    }
}

/// A kind of data with its own setting for how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A client's encrypted file, counted from when the site was configured.
    Sealed,
    /// An onboarding's DNS report, counted from when it was made.
    Reports,
    /// The result of a sign-in check, counted from when it was made.
    Checks,
    /// Entries of the activity log.
    Activity,
    /// A closed onboarding and everything that belongs to it, counted from its last change.
    Closed,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Sealed, Self::Reports, Self::Checks, Self::Activity, Self::Closed];

    /// Returns the name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Reports => "reports",
            Self::Checks => "checks",
            Self::Activity => "activity",
            Self::Closed => "closed",
        }
    }

    /// Parses [`Kind::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Returns how long it is kept by default.
    pub const fn default_days(self) -> Days {
        Days(match self {
            Self::Sealed => 7,
            Self::Reports | Self::Checks => 90,
            Self::Activity | Self::Closed => 365,
        })
    }

    /// Returns the lowest number of days that the setting allows. A client can read the receipt of a closed
    /// onboarding for at least a month.
    pub const fn least(self) -> Days {
        Days(match self {
            Self::Sealed => 0,
            Self::Reports | Self::Checks | Self::Activity => 1,
            Self::Closed => 30,
        })
    }
}

/// Who set how long something is kept. The operator's setting, in the environment or `sealpost.toml`, overrides the
/// settings page, which overrides the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SetBy {
    /// Nobody, so the default applies.
    Default,
    /// An administrator, on the settings page.
    Page,
    /// The operator, in the environment or `sealpost.toml`.
    Operator,
}

/// Why an encrypted file was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeletionRule {
    /// A technician said that the site is configured and the settings are saved elsewhere.
    SavedElsewhere,
    /// The retention period after *configured*, which the client knows about, has ended.
    AfterSetup,
    /// The client withdrew the submission.
    Withdrawn,
    /// The manager revoked the link.
    Revoked,
    /// The manager created a new link, which replaced the one that the file came from.
    Replaced,
}

impl DeletionRule {
    /// All rules.
    pub const ALL: [Self; 5] =
        [Self::SavedElsewhere, Self::AfterSetup, Self::Withdrawn, Self::Revoked, Self::Replaced];

    /// Returns the name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SavedElsewhere => "saved-elsewhere",
            Self::AfterSetup => "after-setup",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }

    /// Returns true if the site doesn't use what was in the file anymore, or never did. `was` is the status before the
    /// deletion. After a new link, a configured site uses the old settings until the client sends new ones.
    pub fn ends_use(self, was: Status) -> bool {
        match self {
            Self::SavedElsewhere | Self::AfterSetup => false,
            Self::Withdrawn | Self::Revoked => true,
            Self::Replaced => matches!(was, Status::Submitted | Status::Collected),
        }
    }

    /// Parses [`DeletionRule::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == name)
    }
}
