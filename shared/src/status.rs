//! Where an onboarding is, and where it may go from there. Every change of status goes through
//! [`Status::after`]; there is no other way to get one.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// A step of the client's wizard, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// What this is and who can read it.
    Welcome,
    /// Which provider the address is with.
    Provider,
    /// How to get the secret there.
    Guide,
    /// The settings and the secret.
    Details,
    /// The live login.
    Check,
    /// Sealed and sent.
    Receipt,
    /// The DNS report.
    Report,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 7] =
        [Self::Welcome, Self::Provider, Self::Guide, Self::Details, Self::Check, Self::Receipt, Self::Report];
}

/// Where an onboarding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The link was made; nobody has begun.
    Waiting,
    /// The client has begun.
    Started,
    /// The sealed file is here.
    Submitted,
    /// A technician has opened it.
    Collected,
    /// The site is configured; the sealed file is still here.
    Configured,
    /// The site is configured, and the sealed file is deleted as the client was told.
    Cleared,
    /// The manager revoked the link; the sealed file is gone.
    Revoked,
    /// The link expired before anything was submitted.
    Expired,
    /// The client took the submission back; the sealed file is gone.
    Withdrawn,
}

/// What happens to an onboarding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The client pressed the first button, or reached a further step.
    Progress,
    /// The sealed file was stored.
    Submit,
    /// The client took it back.
    Withdraw,
    /// A technician opened it.
    Collect,
    /// A technician sealed what is stored anew, to others.
    Reseal,
    /// A technician marked the site as configured.
    Configure,
    /// A technician said that the site is configured and the settings are saved elsewhere.
    SaveElsewhere,
    /// The time that a sealed file is kept after *configured* is over.
    EndRetention,
    /// The manager made a new link, which replaces the old one.
    Reissue,
    /// The manager revoked the link.
    Revoke,
    /// The link expired.
    Expire,
}

impl Event {
    /// All events.
    pub const ALL: [Self; 11] = [
        Self::Progress,
        Self::Submit,
        Self::Withdraw,
        Self::Collect,
        Self::Reseal,
        Self::Configure,
        Self::SaveElsewhere,
        Self::EndRetention,
        Self::Reissue,
        Self::Revoke,
        Self::Expire,
    ];
}

/// What a client's link lets its holder do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything that the status allows.
    Full,
    /// Read the receipt, and take back what was sent. Nothing that asks other people's servers.
    Receipt,
    /// Nothing but the receipt of a file that was deleted: the link is over, and this is why.
    Closed(Closed),
}

/// Why a link is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It expired before anything was submitted.
    Expired,
    /// The manager revoked it.
    Revoked,
    /// The client took back what was sent.
    Withdrawn,
}

/// An event that this status does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an onboarding that is {status:?} takes no {event:?}")]
pub struct IllegalTransition {
    /// Where the onboarding is.
    pub status: Status,
    /// What was asked of it.
    pub event: Event,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 9] = [
        Self::Waiting,
        Self::Started,
        Self::Submitted,
        Self::Collected,
        Self::Configured,
        Self::Cleared,
        Self::Revoked,
        Self::Expired,
        Self::Withdrawn,
    ];

    /// The status after `event`, or the refusal. Revoking, taking back and a new link are possible from everywhere.
    pub fn after(self, event: Event) -> Result<Self, IllegalTransition> {
        use Event::{
            Collect, Configure, EndRetention, Expire, Progress, Reissue, Reseal, Revoke, SaveElsewhere,
            Submit, Withdraw,
        };
        match (self, event) {
            (_, Reissue) => Ok(Self::Waiting),
            // What the manager has revoked stays so, whatever the client does.
            (_, Revoke) | (Self::Revoked, Withdraw) => Ok(Self::Revoked),
            (_, Withdraw) => Ok(Self::Withdrawn),
            (Self::Waiting | Self::Started, Progress) => Ok(Self::Started),
            (Self::Waiting | Self::Started, Submit) | (Self::Submitted, Progress | Reseal) => {
                Ok(Self::Submitted)
            }
            (Self::Waiting | Self::Started, Expire) => Ok(Self::Expired),
            // The report can still be re-checked, and the file opened and sealed again, while the technician works.
            (Self::Collected | Self::Configured, Progress | Collect | Reseal) | (Self::Cleared, Progress) => {
                Ok(self)
            }
            (Self::Submitted, Collect) => Ok(Self::Collected),
            (Self::Collected, Configure) => Ok(Self::Configured),
            (Self::Collected | Self::Configured, SaveElsewhere) | (Self::Configured, EndRetention) => {
                Ok(Self::Cleared)
            }
            (status, event) => Err(IllegalTransition { status, event }),
        }
    }

    /// What the client's link allows, once its time is over (`is_expired`) or before.
    pub fn access(self, is_expired: bool) -> Access {
        match self {
            Self::Revoked => Access::Closed(Closed::Revoked),
            Self::Withdrawn => Access::Closed(Closed::Withdrawn),
            Self::Expired => Access::Closed(Closed::Expired),
            Self::Waiting | Self::Started if is_expired => Access::Closed(Closed::Expired),
            Self::Submitted | Self::Collected | Self::Configured | Self::Cleared if is_expired => {
                Access::Receipt
            }
            Self::Waiting
            | Self::Started
            | Self::Submitted
            | Self::Collected
            | Self::Configured
            | Self::Cleared => Access::Full,
        }
    }

    /// Whether a sealed file is here, or can still come: there is something that somebody could read.
    pub fn is_open(self) -> bool {
        self.has_file() || matches!(self, Self::Waiting | Self::Started)
    }

    /// Whether a sealed file is here.
    pub fn has_file(self) -> bool {
        matches!(self, Self::Submitted | Self::Collected | Self::Configured)
    }

    /// The name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Started => "started",
            Self::Submitted => "submitted",
            Self::Collected => "collected",
            Self::Configured => "configured",
            Self::Cleared => "cleared",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Status::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}
