//! The status of an onboarding, and its possible transitions. Every change goes through [`Status::after`], and there
//! is no other way to change it.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// A step of the client's wizard, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// What this is, and who can read it.
    Welcome,
    /// Choosing the address's provider.
    Provider,
    /// How to get the secret from the provider.
    Guide,
    /// Entering the settings and the secret.
    Details,
    /// The live sign-in check.
    Check,
    /// Encrypted and sent.
    Receipt,
    /// The DNS report.
    Report,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 7] =
        [Self::Welcome, Self::Provider, Self::Guide, Self::Details, Self::Check, Self::Receipt, Self::Report];
}

/// The status of an onboarding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The link was created, and the client hasn't started yet.
    Waiting,
    /// The client has started.
    Started,
    /// The encrypted file is stored.
    Submitted,
    /// A technician has opened the submission.
    Collected,
    /// The site is configured, and the encrypted file is still stored.
    Configured,
    /// The site is configured, and the encrypted file was deleted, as we promised the client.
    Cleared,
    /// The manager revoked the link, and the encrypted file was deleted.
    Revoked,
    /// The link expired before anything was submitted.
    Expired,
    /// The client withdrew the submission, and the encrypted file was deleted.
    Withdrawn,
}

/// An event that can change the status of an onboarding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The client pressed the first button, or reached another step.
    Progress,
    /// The encrypted file was stored.
    Submit,
    /// The client withdrew the submission.
    Withdraw,
    /// A technician opened the submission.
    Collect,
    /// A technician re-encrypted the submission for other people.
    Reseal,
    /// A technician marked the site as configured.
    Configure,
    /// A technician said that the site is configured and the settings are saved elsewhere.
    SaveElsewhere,
    /// The encrypted file was kept after *configured* for as long as it should be.
    EndRetention,
    /// The manager created a new link, which replaces the old one.
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

/// What the holder of a client's link can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything that the status allows.
    Full,
    /// Read the receipt and withdraw the submission, but nothing that contacts other servers.
    Receipt,
    /// Only read the receipt of a deleted file. The link is closed for this reason.
    Closed(Closed),
}

/// Why a link is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It expired before anything was submitted.
    Expired,
    /// The manager revoked it.
    Revoked,
    /// The client withdrew the submission.
    Withdrawn,
}

/// An event that isn't possible in this status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an onboarding that is {status:?} takes no {event:?}")]
pub struct IllegalTransition {
    /// The current status.
    pub status: Status,
    /// The event.
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

    /// Returns the status after `event`. Revoking, withdrawing and creating a new link are possible in every status.
    ///
    /// # Errors
    /// [`IllegalTransition`] if this status doesn't allow the event.
    pub fn after(self, event: Event) -> Result<Self, IllegalTransition> {
        use Event::{
            Collect, Configure, EndRetention, Expire, Progress, Reissue, Reseal, Revoke, SaveElsewhere,
            Submit, Withdraw,
        };
        match (self, event) {
            (_, Reissue) => Ok(Self::Waiting),
            // A revoked link stays revoked, whatever the client does.
            (_, Revoke) | (Self::Revoked, Withdraw) => Ok(Self::Revoked),
            (_, Withdraw) => Ok(Self::Withdrawn),
            (Self::Waiting | Self::Started, Progress) => Ok(Self::Started),
            (Self::Waiting | Self::Started, Submit) | (Self::Submitted, Progress | Reseal) => {
                Ok(Self::Submitted)
            }
            (Self::Waiting | Self::Started, Expire) => Ok(Self::Expired),
            // While the technician works, the report can still be checked again, and the file can be opened and
            // re-encrypted.
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

    /// Returns what the client's link allows. `is_expired` says if its time is over.
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

    /// Returns true if an encrypted file is stored or can still arrive, so there is something to read.
    pub fn is_open(self) -> bool {
        self.has_file() || matches!(self, Self::Waiting | Self::Started)
    }

    /// Returns true if the site is configured, whether the encrypted file is still stored or not.
    pub fn is_configured(self) -> bool {
        matches!(self, Self::Configured | Self::Cleared)
    }

    /// Returns true if an encrypted file is stored.
    pub fn has_file(self) -> bool {
        matches!(self, Self::Submitted | Self::Collected | Self::Configured)
    }

    /// Returns the name in the database and in JSON.
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

    /// Parses [`Status::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}
