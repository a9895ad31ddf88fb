//! The board in words: its groups, why a row needs someone, where it is, and the next sensible action.

use shared::{
    board::{Group, Need},
    status::{Status, Step},
    wire::{BoardRow, Me, Role},
};

use crate::staff::session::manages;

/// A group's heading.
pub(crate) fn title(group: Group) -> &'static str {
    match group {
        Group::NeedsYou => "Needs you",
        Group::Client => "Waiting for the client",
        Group::Technician => "Ready for the technician",
        Group::Done => "Done",
        Group::Closed => "Closed",
    }
}

/// What a group means, in one sentence.
pub(crate) fn hint(group: Group) -> &'static str {
    match group {
        Group::NeedsYou => "These need someone to act.",
        Group::Client => "The client has the link.",
        Group::Technician => "The settings are here. Open them and configure the site.",
        Group::Done => "The site is configured.",
        Group::Closed => "Revoked, expired or taken back.",
    }
}

/// Why a row needs someone at the agency, in words.
pub(crate) fn reason(need: Need) -> &'static str {
    match need {
        Need::FormerReader => "Someone who left could still read this",
        Need::CheckFailed => "The client's sign-in failed",
        Need::LinkExpiring => "The link expires soon",
        Need::NotOpened => "Not opened for 3 days",
        Need::Stalled => "No progress for 3 days",
        Need::RecordsWrong => "The DNS records are still wrong",
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
        Status::Cleared => "Configured, sealed file deleted",
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
    use super::*;

    const NOW: i64 = 1_800_000_000;
    const DAY: i64 = 24 * 3600;

    fn row(status: Status) -> BoardRow {
        BoardRow {
            id: "7K2M9QX4TB".into(),
            client: "Bakery".into(),
            site: "bakery.test".parse().unwrap(),
            status,
            group: Group::Client,
            need: None,
            step: Step::Welcome,
            provider: String::new(),
            check: None,
            report: None,
            manager: "Mia".into(),
            changed_at: NOW,
            expires_at: NOW + 30 * DAY,
            leavers: Vec::new(),
            delete_at: None,
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
    fn what_someone_who_left_could_read_is_dealt_with_first() {
        let left = |status| BoardRow { leavers: vec!["Sam".into()], ..row(status) };
        let (manager, technician) = (me(&[Role::Manager]), me(&[Role::Technician]));
        assert_eq!(Action::of(&left(Status::Started), &manager), Action::NewLink);
        assert_eq!(Action::of(&left(Status::Submitted), &technician), Action::Reseal);
        assert_eq!(Action::of(&left(Status::Submitted), &manager), Action::See);
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
