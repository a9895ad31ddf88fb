//! How long things are kept, and by which rule a sealed file was deleted.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// Longest time that anything may be kept by a rule: ten years.
const MAX: u16 = 3650;

/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// A number of days, at most ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "u16")]
pub struct Days(u16);

/// More days than anything may be kept.
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
    /// Not a day.
    pub const NONE: Self = Self(0);

    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }

    /// The time so many days after `at`.
    pub fn after(self, at: i64) -> i64 {
        at + i64::from(self.0) * DAY
    }

    /// The time so many days before `at`.
    pub fn before(self, at: i64) -> i64 {
        at - i64::from(self.0) * DAY
    }
}

/// What is kept for a time, each kind by a setting of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A client's sealed file, from when the site was configured.
    Sealed,
    /// The DNS report of an onboarding, from when it was made.
    Reports,
    /// What came of a sign-in check, from when it was made.
    Checks,
    /// Entries of the activity log.
    Activity,
    /// A closed onboarding with everything that belongs to it, from its last change.
    Closed,
}

impl Kind {
    /// All kinds, in the order in which people read them.
    pub const ALL: [Self; 5] = [Self::Sealed, Self::Reports, Self::Checks, Self::Activity, Self::Closed];

    /// The name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Reports => "reports",
            Self::Checks => "checks",
            Self::Activity => "activity",
            Self::Closed => "closed",
        }
    }

    /// Reads [`Kind::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// How long it is kept unless somebody sets it.
    pub const fn default_days(self) -> Days {
        Days(match self {
            Self::Sealed => 7,
            Self::Reports | Self::Checks => 90,
            Self::Activity | Self::Closed => 365,
        })
    }

    /// The fewest days that make sense: a client can still read the receipt of a closed onboarding for a month.
    pub const fn least(self) -> Days {
        Days(match self {
            Self::Sealed => 0,
            Self::Reports | Self::Checks | Self::Activity => 1,
            Self::Closed => 30,
        })
    }
}

/// Who has set how long something is kept. The operator's word, in the environment or `sealpost.toml`, comes before that
/// of the settings page, which comes before the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SetBy {
    /// Nobody.
    Default,
    /// An administrator, on the settings page.
    Page,
    /// The operator, in the environment or `sealpost.toml`.
    Operator,
}

/// Why a sealed file was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeletionRule {
    /// A technician said that the site is configured and the settings are saved elsewhere.
    SavedElsewhere,
    /// The time after *configured* that the client was told was over.
    AfterSetup,
    /// The client took it back.
    Withdrawn,
    /// The manager revoked the link.
    Revoked,
    /// The manager made a new link, which replaced the one that the file came through.
    Replaced,
}

impl DeletionRule {
    /// All rules.
    pub const ALL: [Self; 5] =
        [Self::SavedElsewhere, Self::AfterSetup, Self::Withdrawn, Self::Revoked, Self::Replaced];

    /// The name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SavedElsewhere => "saved-elsewhere",
            Self::AfterSetup => "after-setup",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }

    /// Reads [`DeletionRule::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == name)
    }
}
