//! What a row of the board needs, from whom: its group, its place in words, and the next sensible action.

use shared::{
    report::Verdict,
    status::{Status, Step},
    wire::{BoardRow, Me, Role},
};

use crate::staff::{session::manages, time::DAY};

/// A client who has not begun after this long may have lost the message.
const SILENT: i64 = 5 * DAY;
/// A link that ends within this time is worth a word while it still works.
const ENDING: i64 = 2 * DAY;

/// The groups of the board, in the order of what needs someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// Somebody at the agency has to act.
    NeedsYou,
    /// The client is at it.
    Client,
    /// The sealed file is here.
    Technician,
    /// Configured.
    Done,
    /// Revoked, expired or withdrawn.
    Closed,
}

impl Group {
    /// All groups, in order.
    pub(crate) const ALL: [Self; 5] =
        [Self::NeedsYou, Self::Client, Self::Technician, Self::Done, Self::Closed];

    /// The group of a row at the time `now`.
    pub(crate) fn of(row: &BoardRow, now: i64) -> Self {
        match row.status {
            _ if trouble(row, now).is_some() => Self::NeedsYou,
            Status::Waiting | Status::Started => Self::Client,
            Status::Submitted | Status::Collected => Self::Technician,
            Status::Configured => Self::Done,
            Status::Revoked | Status::Expired | Status::Withdrawn => Self::Closed,
        }
    }

    /// Its heading.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::NeedsYou => "Needs you",
            Self::Client => "Waiting for the client",
            Self::Technician => "Ready for the technician",
            Self::Done => "Done",
            Self::Closed => "Closed",
        }
    }

    /// What it means, in one sentence.
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::NeedsYou => "These do not go on by themselves.",
            Self::Client => "The link is with the client.",
            Self::Technician => "Sealed and here: to be opened and configured.",
            Self::Done => "The site is configured.",
            Self::Closed => "Revoked, expired or taken back.",
        }
    }
}

/// Why a row needs someone at the agency, in words; `None` where it goes on by itself.
pub(crate) fn trouble(row: &BoardRow, now: i64) -> Option<&'static str> {
    if !row.leavers.is_empty() {
        return Some("Someone who left could still read this");
    }
    match row.status {
        Status::Waiting | Status::Started => {
            if row.check.as_ref().is_some_and(|check| !check.ok) {
                Some("The client's sign-in failed")
            } else if row.expires_at - now < ENDING {
                Some("The link ends soon")
            } else if row.status == Status::Waiting && now - row.changed_at > SILENT {
                Some("Not opened for days")
            } else {
                None
            }
        }
        Status::Configured if row.report == Some(Verdict::Fail) => Some("The DNS records are still wrong"),
        _ => None,
    }
}

/// Where an onboarding is, in words.
pub(crate) fn place(status: Status, step: Step) -> &'static str {
    match status {
        Status::Waiting => "Link not opened yet",
        Status::Started => at_step(step),
        Status::Submitted => "Sealed, not opened yet",
        Status::Collected => "Opened, not configured yet",
        Status::Configured => "Configured",
        Status::Revoked => "Link revoked",
        Status::Expired => "Link expired",
        Status::Withdrawn => "Taken back by the client",
    }
}

fn at_step(step: Step) -> &'static str {
    match step {
        Step::Welcome => "Reading the welcome",
        Step::Provider => "Choosing the provider",
        Step::Guide => "Getting the app password",
        Step::Details => "Entering the settings",
        Step::Check => "Trying the sign-in",
        Step::Receipt => "Sealing",
        Step::Report => "Looking at the DNS records",
    }
}

/// The next sensible thing to do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Copy a friendly word to the client.
    Remind,
    /// Look why it is stuck.
    See,
    /// Make a link that replaces the old one.
    NewLink,
    /// Open the sealed file.
    Open,
    /// Seal what is there anew, to the technicians of now.
    Reseal,
    /// Configure the site, and say so.
    Configure,
}

impl Action {
    /// The action for a row, given what the person may do.
    pub(crate) fn of(row: &BoardRow, me: &Me) -> Self {
        let technician = me.roles.contains(&Role::Technician);
        let failed = row.check.as_ref().is_some_and(|check| !check.ok);
        let has_leavers = !row.leavers.is_empty();
        match row.status {
            Status::Submitted | Status::Collected | Status::Configured if technician && has_leavers => {
                Self::Reseal
            }
            Status::Waiting | Status::Started if manages(me) && has_leavers => Self::NewLink,
            Status::Submitted if technician => Self::Open,
            Status::Collected if technician => Self::Configure,
            Status::Waiting | Status::Started if manages(me) && !failed => Self::Remind,
            Status::Revoked | Status::Expired | Status::Withdrawn if manages(me) => Self::NewLink,
            _ => Self::See,
        }
    }

    /// What its button says.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Remind => "Copy a reminder",
            Self::See => "See details",
            Self::NewLink => "Make a new link",
            Self::Open => "Open",
            Self::Reseal => "Seal it anew",
            Self::Configure => "Configure",
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::wire::CheckBrief;

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn row(status: Status) -> BoardRow {
        BoardRow {
            id: "7K2M9QX4TB".into(),
            client: "Bakery".into(),
            site: "bakery.test".parse().unwrap(),
            status,
            step: Step::Welcome,
            provider: String::new(),
            check: None,
            report: None,
            manager: "Mia".into(),
            changed_at: NOW,
            expires_at: NOW + 30 * DAY,
            leavers: Vec::new(),
        }
    }

    fn me(roles: &[Role]) -> Me {
        Me {
            id: "1".into(),
            name: "Mia".into(),
            email: "mia@agency.test".parse().unwrap(),
            roles: roles.to_vec(),
            key: None,
            second_factor: false,
            token: None,
        }
    }

    #[test]
    fn every_status_has_its_group() {
        let group = |status| Group::of(&row(status), NOW);
        assert_eq!(group(Status::Waiting), Group::Client);
        assert_eq!(group(Status::Started), Group::Client);
        assert_eq!(group(Status::Submitted), Group::Technician);
        assert_eq!(group(Status::Collected), Group::Technician);
        assert_eq!(group(Status::Configured), Group::Done);
        for closed in Status::ALL.into_iter().filter(|status| !status.is_open()) {
            assert_eq!(group(closed), Group::Closed);
        }
    }

    #[test]
    fn a_failed_check_a_silent_client_and_an_ending_link_need_someone() {
        let failed = CheckBrief { ok: false, cause: "auth".into(), meaning: "Refused.".into(), at: NOW };
        let stuck = BoardRow { check: Some(failed.clone()), ..row(Status::Started) };
        let silent = BoardRow { changed_at: NOW - SILENT - 1, ..row(Status::Waiting) };
        let ending = BoardRow { expires_at: NOW + DAY, ..row(Status::Started) };
        let records = BoardRow { report: Some(Verdict::Fail), ..row(Status::Configured) };
        for row in [&stuck, &silent, &ending, &records] {
            assert_eq!(Group::of(row, NOW), Group::NeedsYou);
        }
        let submitted_since = BoardRow { check: Some(failed), ..row(Status::Submitted) };
        assert_eq!(Group::of(&submitted_since, NOW), Group::Technician);
    }

    #[test]
    fn what_someone_who_left_could_read_needs_someone() {
        let left = |status| BoardRow { leavers: vec!["Sam".into()], ..row(status) };
        let (manager, technician) = (me(&[Role::Manager]), me(&[Role::Technician]));
        for status in [Status::Waiting, Status::Submitted, Status::Collected, Status::Configured] {
            assert_eq!(Group::of(&left(status), NOW), Group::NeedsYou);
        }
        assert_eq!(Action::of(&left(Status::Started), &manager), Action::NewLink);
        assert_eq!(Action::of(&left(Status::Submitted), &technician), Action::Reseal);
        assert_eq!(Action::of(&left(Status::Submitted), &manager), Action::See);
    }

    #[test]
    fn what_could_not_be_asked_is_not_wrong() {
        let unknown = BoardRow { report: Some(Verdict::Unknown), ..row(Status::Configured) };
        assert_eq!(Group::of(&unknown, NOW), Group::Done);
    }

    #[test]
    fn the_action_fits_the_role() {
        let (manager, technician) = (me(&[Role::Manager]), me(&[Role::Technician]));
        assert_eq!(Action::of(&row(Status::Submitted), &manager), Action::See);
        assert_eq!(Action::of(&row(Status::Submitted), &technician), Action::Open);
        assert_eq!(Action::of(&row(Status::Collected), &technician), Action::Configure);
        assert_eq!(Action::of(&row(Status::Expired), &manager), Action::NewLink);
        assert_eq!(Action::of(&row(Status::Expired), &technician), Action::See);
        assert_eq!(Action::of(&row(Status::Waiting), &me(&[Role::Admin])), Action::Remind);
    }
}
