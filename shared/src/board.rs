//! Decides where an onboarding belongs on the board: who has to act next, and why.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{delivery::Answer, status::Status};

/// One day, in seconds.
const DAY: i64 = 24 * 60 * 60;
/// A client who does nothing for this long may have lost the message, or may be stuck.
pub const STALLED: i64 = 3 * DAY;
/// A link that expires within this time is worth a reminder while it still works.
pub const EXPIRING: i64 = 2 * DAY;
/// A client secret that expires within this time has to be replaced. That takes a while, because only the client's
/// administrator can do it.
pub const SECRET_EXPIRING: i64 = 30 * DAY;

/// The groups of the board, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Someone at the agency has to act.
    NeedsYou,
    /// The client is working on it.
    Client,
    /// The encrypted file is ready for a technician.
    Technician,
    /// Configured, even if the encrypted file is still stored.
    Done,
    /// Revoked, expired or withdrawn.
    Closed,
}

impl Group {
    /// All groups, in order.
    pub const ALL: [Self; 5] = [Self::NeedsYou, Self::Client, Self::Technician, Self::Done, Self::Closed];
}

/// Why an onboarding needs someone at the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// The client asked for help, and no one has helped yet.
    AskedForHelp,
    /// Someone who left the team can still read the submission.
    FormerReader,
    /// The client's last sign-in check failed.
    CheckFailed,
    /// The link expires within [`EXPIRING`].
    LinkExpiring,
    /// The client hasn't opened the link for [`STALLED`].
    NotOpened,
    /// The client started, and has done nothing for [`STALLED`].
    Stalled,
    /// The client secret expires within [`SECRET_EXPIRING`], or has expired.
    SecretExpiring,
    /// The site is configured, and its DNS records are still wrong.
    RecordsWrong,
    /// The last message from the site wasn't right.
    MailFails,
}

/// The facts that decide where an onboarding belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its current status.
    pub status: Status,
    /// When the client last asked for help, if no one has helped since.
    pub help_at: Option<i64>,
    /// True if someone who left can still read it.
    pub has_former_reader: bool,
    /// True if the last check failed.
    pub check_failed: bool,
    /// True if the last report found something wrong.
    pub records_wrong: bool,
    /// What the last judged message of the site shows, if there is one. One that shows nothing doesn't count if an
    /// earlier one did.
    pub mail: Option<Answer>,
    /// When it last changed, in Unix seconds.
    pub changed_at: i64,
    /// When its link expires, in Unix seconds.
    pub expires_at: i64,
    /// When the client secret of the site expires, in Unix seconds, if the client wants the agency to be reminded.
    pub secret_expires_at: Option<i64>,
}

/// Where an onboarding belongs, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Its group.
    pub group: Group,
    /// Why someone at the agency has to act, if they do.
    pub need: Option<Need>,
    /// Until when this is true if nothing else happens, in Unix seconds. `i64::MAX` if it never changes on its own.
    pub until: i64,
}

impl Facts {
    /// Returns where the onboarding belongs at the moment `now`.
    pub fn placement(&self, now: i64) -> Placement {
        let need = self.need(now);
        let group = match self.status {
            _ if need.is_some() => Group::NeedsYou,
            Status::Waiting | Status::Started => Group::Client,
            Status::Submitted | Status::Collected => Group::Technician,
            Status::Configured | Status::Cleared => Group::Done,
            Status::Revoked | Status::Expired | Status::Withdrawn => Group::Closed,
        };
        Placement { group, need, until: self.until(now) }
    }

    fn need(&self, now: i64) -> Option<Need> {
        // A person is waiting.
        if self.help_at.is_some() {
            return Some(Need::AskedForHelp);
        }
        if self.has_former_reader {
            return Some(Need::FormerReader);
        }
        match self.status {
            Status::Waiting | Status::Started if self.check_failed => Some(Need::CheckFailed),
            Status::Waiting | Status::Started if now >= self.expiring_from() => Some(Need::LinkExpiring),
            Status::Waiting if now >= self.stalled_from() => Some(Need::NotOpened),
            Status::Started if now >= self.stalled_from() => Some(Need::Stalled),
            // What happened to a message counts more than what records say.
            Status::Configured | Status::Cleared if self.mail == Some(Answer::No) => Some(Need::MailFails),
            _ if self.secret_expiring_from().is_some_and(|from| now >= from) => Some(Need::SecretExpiring),
            Status::Configured | Status::Cleared if self.records_wrong => Some(Need::RecordsWrong),
            _ => None,
        }
    }

    /// Returns the next moment at which the placement can change on its own. That happens while the client has to act,
    /// and once for a site whose client secret expires.
    fn until(&self, now: i64) -> i64 {
        let of_link = match self.status {
            Status::Waiting | Status::Started => [self.stalled_from(), self.expiring_from(), self.expires_at],
            _ => [i64::MAX; 3],
        };
        let moments = of_link.into_iter().chain(self.secret_expiring_from());
        moments.filter(|&moment| moment > now).min().unwrap_or(i64::MAX)
    }

    fn stalled_from(&self) -> i64 {
        self.changed_at.saturating_add(STALLED)
    }

    fn expiring_from(&self) -> i64 {
        self.expires_at.saturating_sub(EXPIRING)
    }

    /// Returns from when on someone has to act on the client secret, if the site uses it or is about to. While a new link
    /// waits for the client, the site still uses the one from before.
    fn secret_expiring_from(&self) -> Option<i64> {
        let is_over = matches!(self.status, Status::Revoked | Status::Withdrawn);
        self.secret_expires_at.filter(|_| !is_over).map(|at| at.saturating_sub(SECRET_EXPIRING))
    }
}
