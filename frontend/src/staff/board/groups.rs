//! The texts of the board: its groups, why a row needs someone, where it is, and what to do next.

use shared::{
    board::{Group, Need},
    status::{Status, Step},
    wire::{BoardRow, Me, Role},
};

use crate::{say, staff::session::manages};

/// Returns a group's heading.
pub(crate) fn title(group: Group) -> &'static str {
    let say = say::staff();
    match group {
        Group::NeedsYou => say.group_needs_you(),
        Group::Client => say.group_client(),
        Group::Technician => say.group_technician(),
        Group::Done => say.group_done(),
        Group::Closed => say.group_closed(),
    }
}

/// Explains a group in one sentence.
pub(crate) fn hint(group: Group) -> &'static str {
    let say = say::staff();
    match group {
        Group::NeedsYou => say.group_needs_you_hint(),
        Group::Client => say.group_client_hint(),
        Group::Technician => say.group_technician_hint(),
        Group::Done => say.group_done_hint(),
        Group::Closed => say.group_closed_hint(),
    }
}

/// Says why a row needs someone at the agency.
pub(crate) fn reason(need: Need) -> &'static str {
    let say = say::staff();
    match need {
        Need::AskedForHelp => say.need_asked_for_help(),
        Need::FormerReader => say.need_former_reader(),
        Need::CheckFailed => say.need_check_failed(),
        Need::LinkExpiring => say.need_link_expiring(),
        Need::NotOpened => say.need_not_opened(),
        Need::Stalled => say.need_stalled(),
        Need::SecretExpiring => say.need_secret_expiring(),
        Need::RecordsWrong => say.need_records_wrong(),
        Need::MailFails => say.need_mail_fails(),
    }
}

/// Says how far an onboarding has come.
pub(crate) fn place(status: Status, step: Step) -> &'static str {
    let say = say::staff();
    match status {
        Status::Waiting => say.place_waiting(),
        Status::Started => at_step(step),
        Status::Submitted => say.place_submitted(),
        Status::Collected => say.place_collected(),
        Status::Configured => say.place_configured(),
        Status::Cleared => say.place_cleared(),
        Status::Revoked => say.place_revoked(),
        Status::Expired => say.place_expired(),
        Status::Withdrawn => say.place_withdrawn(),
    }
}

/// Says on which step a client is.
pub(crate) fn at_step(step: Step) -> &'static str {
    let say = say::staff();
    match step {
        Step::Welcome => say.place_welcome(),
        Step::Provider => say.place_provider(),
        Step::Guide => say.place_guide(),
        Step::Details => say.place_details(),
        Step::Check => say.place_check(),
        Step::Receipt => say.place_receipt(),
        Step::Report => say.place_report(),
    }
}

/// What to do next for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Copy a friendly reminder for the client.
    Remind,
    /// View the details.
    See,
    /// Create a link that replaces the old one.
    NewLink,
    /// Open the email settings.
    Open,
    /// Re-encrypt the email settings for the current technicians.
    Reseal,
    /// Configure the website, and mark it as configured.
    Configure,
}

impl Action {
    /// Returns the action for a row, depending on the user's roles.
    pub(crate) fn of(row: &BoardRow, me: &Me) -> Self {
        let technician = me.roles.contains(&Role::Technician);
        let failed = row.check.as_ref().is_some_and(|check| !check.ok);
        let has_leavers = !row.leavers.is_empty();
        match row.status {
            // The page shows what the client asks, and what else is to do.
            _ if row.need == Some(Need::AskedForHelp) => Self::See,
            Status::Submitted | Status::Collected | Status::Configured if technician && has_leavers => {
                Self::Reseal
            }
            Status::Waiting | Status::Started if manages(me) && has_leavers => Self::NewLink,
            Status::Submitted if technician => Self::Open,
            Status::Collected if technician => Self::Configure,
            Status::Waiting | Status::Started if manages(me) && !failed => Self::Remind,
            Status::Revoked | Status::Expired | Status::Withdrawn if manages(me) => Self::NewLink,
            // A new link deletes settings that no site uses yet.
            Status::Configured | Status::Cleared if manages(me) && row.need == Some(Need::SecretExpiring) => {
                Self::NewLink
            }
            _ => Self::See,
        }
    }

    /// Returns the text of the action's button.
    pub(crate) fn label(self) -> &'static str {
        let say = say::staff();
        match self {
            Self::Remind => say.action_remind(),
            Self::See => say.action_see(),
            Self::NewLink => say.action_new_link(),
            Self::Open => say.action_open(),
            Self::Reseal => say.action_reseal(),
            Self::Configure => say.action_configure(),
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
            mail: None,
            proven_at: None,
            secret_expires_at: None,
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
    fn old_keys_come_first() {
        let left = |status| BoardRow { leavers: vec!["Sam".into()], ..row(status) };
        let (manager, technician) = (me(&[Role::Manager]), me(&[Role::Technician]));
        assert_eq!(Action::of(&left(Status::Started), &manager), Action::NewLink);
        assert_eq!(Action::of(&left(Status::Submitted), &technician), Action::Reseal);
        assert_eq!(Action::of(&left(Status::Submitted), &manager), Action::See);
    }

    #[test]
    fn a_client_who_asks_for_help_is_looked_at_first() {
        for who in [me(&[Role::Manager]), me(&[Role::Technician]), me(&[Role::Admin])] {
            for status in Status::ALL {
                let asks =
                    BoardRow { need: Some(Need::AskedForHelp), leavers: vec!["Sam".into()], ..row(status) };
                assert_eq!(Action::of(&asks, &who), Action::See, "{status:?}");
            }
        }
    }

    #[test]
    fn a_client_secret_that_expires_needs_a_new_link() {
        let (manager, technician) = (me(&[Role::Manager]), me(&[Role::Technician]));
        let due = |status| BoardRow { need: Some(Need::SecretExpiring), ..row(status) };
        for (status, who, expected) in [
            (Status::Configured, &manager, Action::NewLink),
            (Status::Cleared, &manager, Action::NewLink),
            (Status::Cleared, &technician, Action::See),
            (Status::Submitted, &technician, Action::Open),
            (Status::Collected, &technician, Action::Configure),
            (Status::Submitted, &manager, Action::See),
            (Status::Collected, &manager, Action::See),
            (Status::Started, &manager, Action::Remind),
            (Status::Expired, &manager, Action::NewLink),
        ] {
            assert_eq!(Action::of(&due(status), who), expected, "{status:?}");
        }
        assert_eq!(Action::of(&row(Status::Cleared), &manager), Action::See);
    }

    #[test]
    fn the_action_depends_on_the_role() {
        let (manager, technician) = (me(&[Role::Manager]), me(&[Role::Technician]));
        assert_eq!(Action::of(&row(Status::Submitted), &manager), Action::See);
        assert_eq!(Action::of(&row(Status::Submitted), &technician), Action::Open);
        assert_eq!(Action::of(&row(Status::Collected), &technician), Action::Configure);
        assert_eq!(Action::of(&row(Status::Expired), &manager), Action::NewLink);
        assert_eq!(Action::of(&row(Status::Expired), &technician), Action::See);
        assert_eq!(Action::of(&row(Status::Waiting), &me(&[Role::Admin])), Action::Remind);
    }
}
