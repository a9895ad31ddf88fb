//! The one end of the client's way: what comes next. It is on the receipt, and below a report that leaves nothing to do.

use shared::{
    retention::{Days, DeletionRule},
    wire::Receipt,
};
use yew::prelude::*;

use crate::client::{pieces::sentences, state::Wizard, times};

/// A list: who does what next, when the settings are deleted, and what to do if something is wrong.
pub(super) fn what_comes_next(wizard: &Wizard, receipt: &Receipt) -> Html {
    let ahead = Ahead { names: &wizard.names(), manager: &wizard.view.manager, keep: wizard.view.keep };
    let lines = ahead.lines(receipt, times::moment);
    sentences("plain-list", lines.iter().map(String::as_str))
}

/// When the settings will be deleted, as the end of a sentence.
pub(super) fn deletion(receipt: &Receipt, keep: Days, moment: impl Fn(i64) -> String) -> String {
    receipt.delete_at.map_or_else(|| keep.after_setup(), |at| format!("on {} at the latest", moment(at)))
}

struct Ahead<'a> {
    names: &'a str,
    manager: &'a str,
    keep: Days,
}

impl Ahead<'_> {
    fn lines(&self, receipt: &Receipt, moment: fn(i64) -> String) -> Vec<String> {
        let (names, manager) = (self.names, self.manager);
        let wrong = format!("If something is wrong, contact {manager}, who sent you this link.");
        if let Some(deleted) = &receipt.deleted {
            let state = match (deleted.rule, receipt.collected_at) {
                (DeletionRule::SavedElsewhere | DeletionRule::AfterSetup, _) => {
                    "You don't need to do anything more.".into()
                }
                (DeletionRule::Withdrawn, None) => "Nobody can open them anymore.".into(),
                (DeletionRule::Withdrawn, Some(at)) => {
                    format!(
                        "They were opened on {}. Delete the app password at your provider too.",
                        moment(at)
                    )
                }
                (DeletionRule::Revoked | DeletionRule::Replaced, _) => {
                    "If you got a new link, please use that one.".into()
                }
            };
            return vec![state, wrong];
        }
        let work = match (receipt.delete_at, receipt.collected_at) {
            (Some(_), _) => "Your website is set up. You don't need to do anything more.".into(),
            (None, Some(at)) => {
                format!("Your settings were opened on {}. Your website is being set up.", moment(at))
            }
            (None, None) => {
                format!(
                    "{names} will open your settings and set up your website. You'll see here when they do."
                )
            }
        };
        let deleted = deletion(receipt, self.keep, moment);
        let date = if receipt.delete_at.is_some() { "" } else { " Once it is, you'll see the date here." };
        vec![
            work,
            format!("The server deletes your settings {deleted}.{date}"),
            format!("{wrong} You can also take your settings back."),
        ]
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

    fn told(receipt: &Receipt) -> Vec<String> {
        let ahead = Ahead { names: "Ada and Sam", manager: "Max", keep: Days::try_from(7).unwrap() };
        ahead.lines(receipt, |at| format!("day {at}"))
    }

    #[test]
    fn each_state_says_who_acts_when_it_is_deleted_and_whom_to_contact() {
        let sent = receipt();
        let promise = "The server deletes your settings at most 7 days after your website is set up. Once it is, you'll see \
                       the date here.";
        let wrong = "If something is wrong, contact Max, who sent you this link. You can also take your settings back.";
        let opens =
            "Ada and Sam will open your settings and set up your website. You'll see here when they do.";
        assert_eq!(told(&sent), [opens, promise, wrong]);
        let opened = Receipt { collected_at: Some(2), ..sent };
        let at_work = "Your settings were opened on day 2. Your website is being set up.";
        assert_eq!(told(&opened), [at_work, promise, wrong]);
        let set_up = Receipt { delete_at: Some(9), ..opened };
        let is_ready = "Your website is set up. You don't need to do anything more.";
        assert_eq!(
            told(&set_up),
            [is_ready, "The server deletes your settings on day 9 at the latest.", wrong]
        );
    }

    /// The page shows it whenever the client comes back, so the step that is left for them stands here too.
    #[test]
    fn who_took_back_what_was_opened_still_has_a_password_to_delete() {
        let taken = Receipt { deleted: Some(Deletion { at: 3, rule: DeletionRule::Withdrawn }), ..receipt() };
        assert_eq!(told(&taken)[0], "Nobody can open them anymore.");
        let opened = Receipt { collected_at: Some(2), ..taken };
        assert_eq!(
            told(&opened)[0],
            "They were opened on day 2. Delete the app password at your provider too."
        );
    }

    #[test]
    fn nothing_that_was_deleted_can_be_taken_back_and_only_a_finished_website_is_called_so() {
        for rule in DeletionRule::ALL {
            let gone = Receipt { deleted: Some(Deletion { at: 3, rule }), ..receipt() };
            let lines = told(&gone);
            assert!(lines.iter().all(|line| !line.contains("back") && !line.contains("set up")), "{lines:?}");
            assert!(lines.last().is_some_and(|line| line.contains("contact Max")), "{lines:?}");
        }
    }
}
