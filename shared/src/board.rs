//! Where an onboarding belongs on the board: who has to act next, and why.

use serde::{Deserialize, Serialize};

use crate::status::Status;

/// Seconds.
const DAY: i64 = 24 * 60 * 60;
/// A client who does nothing for this long may have lost the message, or may be stuck.
pub const STALLED: i64 = 3 * DAY;
/// A link that expires within this time is worth a reminder while it still works.
pub const EXPIRING: i64 = 2 * DAY;

/// The groups of the board, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Someone at the agency has to act.
    NeedsYou,
    /// The client is working on it.
    Client,
    /// The sealed file is there for a technician.
    Technician,
    /// Configured, whether or not the sealed file is still there.
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
    /// Someone who left the team could still read it.
    FormerReader,
    /// The client's last sign-in check failed.
    CheckFailed,
    /// The link expires within [`EXPIRING`].
    LinkExpiring,
    /// The client has not opened the link for [`STALLED`].
    NotOpened,
    /// The client began, and has done nothing for [`STALLED`].
    Stalled,
    /// The site is configured, and its DNS records are still wrong.
    RecordsWrong,
}

/// What decides where an onboarding belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its status at this moment.
    pub status: Status,
    /// Whether someone who left could still read it.
    pub has_former_reader: bool,
    /// Whether the last check failed.
    pub check_failed: bool,
    /// Whether the last report found something wrong.
    pub records_wrong: bool,
    /// When it last changed, in Unix seconds.
    pub changed_at: i64,
    /// When its link expires, in Unix seconds.
    pub expires_at: i64,
}

/// Where an onboarding belongs, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Its group.
    pub group: Group,
    /// Why someone has to act, in the group [`Group::NeedsYou`].
    pub need: Option<Need>,
    /// The moment, in Unix seconds, until which this holds if nothing happens; `i64::MAX` if time changes nothing.
    pub until: i64,
}

impl Facts {
    /// Where it belongs at the moment `now`.
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
        if self.has_former_reader {
            return Some(Need::FormerReader);
        }
        match self.status {
            Status::Waiting | Status::Started if self.check_failed => Some(Need::CheckFailed),
            Status::Waiting | Status::Started if now >= self.expiring_from() => Some(Need::LinkExpiring),
            Status::Waiting if now >= self.stalled_from() => Some(Need::NotOpened),
            Status::Started if now >= self.stalled_from() => Some(Need::Stalled),
            Status::Configured | Status::Cleared if self.records_wrong => Some(Need::RecordsWrong),
            _ => None,
        }
    }

    /// Only a client who is expected to act runs out of time.
    fn until(&self, now: i64) -> i64 {
        if !matches!(self.status, Status::Waiting | Status::Started) {
            return i64::MAX;
        }
        let moments = [self.stalled_from(), self.expiring_from(), self.expires_at];
        moments.into_iter().filter(|&moment| moment > now).min().unwrap_or(i64::MAX)
    }

    fn stalled_from(&self) -> i64 {
        self.changed_at.saturating_add(STALLED)
    }

    fn expiring_from(&self) -> i64 {
        self.expires_at.saturating_sub(EXPIRING)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn facts(status: Status) -> Facts {
        Facts {
            status,
            has_former_reader: false,
            check_failed: false,
            records_wrong: false,
            changed_at: NOW,
            expires_at: NOW + 30 * DAY,
        }
    }

    fn need(facts: Facts) -> Option<Need> {
        let placement = facts.placement(NOW);
        assert_eq!(placement.group == Group::NeedsYou, placement.need.is_some());
        placement.need
    }

    #[test]
    fn every_status_has_its_group() {
        let group = |status| facts(status).placement(NOW).group;
        assert_eq!(group(Status::Waiting), Group::Client);
        assert_eq!(group(Status::Started), Group::Client);
        assert_eq!(group(Status::Submitted), Group::Technician);
        assert_eq!(group(Status::Collected), Group::Technician);
        assert_eq!(group(Status::Configured), Group::Done);
        assert_eq!(group(Status::Cleared), Group::Done);
        for closed in [Status::Revoked, Status::Expired, Status::Withdrawn] {
            assert_eq!(group(closed), Group::Closed);
        }
    }

    #[test]
    fn each_reason_to_act_is_named() {
        let [waiting, started, configured] =
            [Status::Waiting, Status::Started, Status::Configured].map(facts);
        assert_eq!(need(Facts { check_failed: true, ..started }), Some(Need::CheckFailed));
        assert_eq!(need(Facts { expires_at: NOW + DAY, ..started }), Some(Need::LinkExpiring));
        assert_eq!(need(Facts { changed_at: NOW - STALLED, ..waiting }), Some(Need::NotOpened));
        assert_eq!(need(Facts { changed_at: NOW - STALLED, ..started }), Some(Need::Stalled));
        assert_eq!(need(Facts { changed_at: NOW - STALLED + 1, ..started }), None);
        assert_eq!(need(Facts { records_wrong: true, ..configured }), Some(Need::RecordsWrong));
        assert_eq!(need(Facts { records_wrong: true, ..started }), None);
        assert_eq!(need(Facts { check_failed: true, ..facts(Status::Submitted) }), None);
        let left = Facts { has_former_reader: true, ..facts(Status::Collected) };
        assert_eq!(need(left), Some(Need::FormerReader));
    }

    proptest! {
        /// The board stores a placement and trusts it until then.
        #[test]
        fn a_placement_holds_until_it_says(
            status in proptest::sample::select(Status::ALL.to_vec()),
            flags in any::<(bool, bool, bool)>(),
            changed in 0..10 * DAY,
            expires in -5 * DAY..40 * DAY,
            later in 0..50 * DAY,
        ) {
            let (has_former_reader, check_failed, records_wrong) = flags;
            let (changed_at, expires_at) = (NOW - changed, NOW + expires);
            let facts = Facts { status, has_former_reader, check_failed, records_wrong, changed_at, expires_at };
            let placement = facts.placement(NOW);
            prop_assert!(placement.until > NOW);
            let then = (NOW + later).min(placement.until - 1);
            prop_assert_eq!((facts.placement(then).group, facts.placement(then).need), (placement.group, placement.need));
        }
    }
}
