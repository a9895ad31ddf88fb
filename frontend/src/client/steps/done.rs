//! What happens next, for the receipt and for a report without anything left to do.

use shared::{
    retention::{Days, DeletionRule},
    wire::Receipt,
};
use yew::prelude::*;

use crate::{
    client::{pieces::sentences, state::Wizard},
    say, time,
};

/// Lists who does what next, when the settings are deleted, and what to do if something is wrong.
pub(super) fn what_comes_next(wizard: &Wizard, receipt: &Receipt) -> Html {
    let ahead = Ahead { names: &wizard.names(), manager: &wizard.view.manager, keep: wizard.view.keep };
    let lines = ahead.lines(receipt, time::date_and_clock);
    sentences("plain-list", lines.iter().map(String::as_str))
}

struct Ahead<'a> {
    names: &'a str,
    manager: &'a str,
    keep: Days,
}

impl Ahead<'_> {
    fn lines(&self, receipt: &Receipt, moment: fn(i64) -> String) -> Vec<String> {
        let say = say::letter();
        if let Some(deleted) = &receipt.deleted {
            let state = match (deleted.rule, receipt.collected_at) {
                (DeletionRule::SavedElsewhere | DeletionRule::AfterSetup, _) => say.next_nothing().into(),
                (DeletionRule::Withdrawn, None) => say.next_withdrawn().into(),
                (DeletionRule::Withdrawn, Some(at)) => say.next_withdrawn_opened(&moment(at)),
                (DeletionRule::Revoked | DeletionRule::Replaced, _) => say.next_new_link().into(),
            };
            return vec![state, say.next_help(&self.manager)];
        }
        let work = match (receipt.delete_at, receipt.collected_at) {
            (Some(_), _) => say.next_set_up().into(),
            (None, Some(at)) => say.next_opened(&moment(at)),
            (None, None) => say.next_open(&self.names),
        };
        let deletion = receipt.delete_at.map_or_else(
            || say.next_deletion(self.keep.get().into()),
            |at| say.next_deletion_date(&moment(at)),
        );
        vec![work, deletion, say.next_help_or_withdraw(&self.manager)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::wire::Deletion;

    fn receipt() -> Receipt {
        Receipt {
            submitted_at: 1,
            recipients: vec!["Ada".into()],
            digest: String::new(),
            collected_at: None,
            resealed: None,
            delete_at: None,
            deleted: None,
        }
    }

    fn shown_lines(receipt: &Receipt) -> Vec<String> {
        let ahead = Ahead { names: "Ada and Sam", manager: "Max", keep: Days::try_from(7).unwrap() };
        ahead.lines(receipt, |at| format!("day {at}"))
    }

    #[test]
    fn each_state_says_who_acts_when_settings_are_deleted_and_whom_to_contact() {
        let say = say::letter();
        let sent = receipt();
        let (promise, help) = (say.next_deletion(7), say.next_help_or_withdraw(&"Max"));
        assert_eq!(shown_lines(&sent), [&say.next_open(&"Ada and Sam"), &promise, &help].map(String::as_str));
        let opened = Receipt { collected_at: Some(2), ..sent };
        assert_eq!(shown_lines(&opened), [&say.next_opened(&"day 2"), &promise, &help].map(String::as_str));
        let set_up = Receipt { delete_at: Some(9), ..opened };
        assert_eq!(shown_lines(&set_up), [say.next_set_up(), &say.next_deletion_date(&"day 9"), &help]);
    }

    /// The page shows these lines on every later visit, so they also say what the client still has to do.
    #[test]
    fn a_client_who_withdrew_opened_settings_should_still_delete_the_password() {
        let say = say::letter();
        let taken = Receipt { deleted: Some(Deletion { at: 3, rule: DeletionRule::Withdrawn }), ..receipt() };
        assert_eq!(shown_lines(&taken)[0], say.next_withdrawn());
        let opened = Receipt { collected_at: Some(2), ..taken };
        assert_eq!(shown_lines(&opened)[0], say.next_withdrawn_opened(&"day 2"));
    }

    #[test]
    fn deleted_settings_cannot_be_withdrawn_and_are_not_called_set_up() {
        for rule in DeletionRule::ALL {
            let gone = Receipt { deleted: Some(Deletion { at: 3, rule }), ..receipt() };
            let lines = shown_lines(&gone);
            assert!(
                lines.iter().all(|line| !line.contains("withdraw") && !line.contains("set up")),
                "{lines:?}"
            );
            assert_eq!(lines.last(), Some(&say::letter().next_help(&"Max")), "{lines:?}");
        }
    }
}
