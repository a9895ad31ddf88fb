//! What the section shows.

use shared::{
    delivery::Answer,
    wire::{DeliveryView, Judged, Waiting},
};

use crate::say;

/// How long the server can take to check a message, in seconds. Its lookups take at most 20.
const CHECKING_MAX: i64 = 120;

/// What the section shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage<'a> {
    /// No message was sent or judged yet.
    Nothing,
    /// The server waits for a message.
    Waiting(&'a Waiting),
    /// A message arrived at this time, and the server is checking it.
    Checking(i64),
    /// A message arrived at this time, but the server didn't manage to check it.
    NotChecked(i64),
    /// No message reached this address in time.
    NothingArrived(&'a Waiting),
    /// The last message that was judged.
    Judged(&'a Judged),
}

impl<'a> Stage<'a> {
    /// Returns the stage at the moment `now`. `waited` is the last address that this page showed, because the server
    /// doesn't name an address that has expired.
    pub(super) fn of(view: &'a DeliveryView, waited: Option<&'a Waiting>, now: i64) -> Self {
        let (judged, is_waiting) = (view.judged.as_ref(), view.waiting.is_some());
        if let Some(at) = view.waiting.as_ref().and_then(|waiting| waiting.arrived_at) {
            return match judged {
                Some(judged) if judged.at >= at => Self::Judged(judged),
                _ if now < at.saturating_add(CHECKING_MAX) => Self::Checking(at),
                _ => Self::NotChecked(at),
            };
        }
        let unanswered = |waiting: &&Waiting| {
            judged.is_none_or(|judged| {
                // A message that was pasted while the server waits is news too.
                judged.at < waiting.since || (is_waiting && judged.at == waiting.since)
            })
        };
        match view.waiting.as_ref().or(waited).filter(unanswered) {
            Some(waiting) if is_waiting && now < waiting.until => Self::Waiting(waiting),
            Some(waiting) => Self::NothingArrived(waiting),
            None => judged.map_or(Self::Nothing, Self::Judged),
        }
    }

    /// Returns true if the page should keep asking, because something can still arrive.
    pub(super) fn is_open(self, view: &DeliveryView, now: i64) -> bool {
        let waiting = view.waiting.as_ref().filter(|waiting| waiting.arrived_at.is_none());
        waiting.is_some_and(|waiting| now < waiting.until) || matches!(self, Self::Checking(_))
    }

    /// Returns what screen readers announce if it happened at the moment `since` or later, or else an empty text.
    pub(super) fn news(self, since: i64) -> &'static str {
        let say = say::staff();
        let (at, words) = match self {
            Self::Nothing => return "",
            Self::Waiting(waiting) => (waiting.since, say.prove_waiting()),
            Self::Checking(at) => (at, say.prove_checking()),
            Self::NotChecked(at) => (at.saturating_add(CHECKING_MAX), say.prove_not_checked()),
            Self::NothingArrived(waiting) => (waiting.until, say.prove_timeout()),
            Self::Judged(judged) => (judged.at, verdict(judged.answer)),
        };
        if at >= since { words } else { "" }
    }
}

/// Says what a message shows.
pub(super) fn verdict(answer: Answer) -> &'static str {
    let say = say::staff();
    match answer {
        Answer::Yes => say.prove_yes(),
        Answer::No => say.prove_no(),
        Answer::Unknown => say.prove_unknown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINCE: i64 = 1_000;
    const UNTIL: i64 = 4_600;

    fn waiting() -> Waiting {
        let address = "proof-7k2m9qx4tb@proof.agency.test".parse().unwrap();
        Waiting { address, since: SINCE, until: UNTIL, arrived_at: None }
    }

    /// Returns the same address, after a message arrived there.
    fn used(at: i64) -> Waiting {
        Waiting { arrived_at: Some(at), ..waiting() }
    }

    fn view(waiting: Option<Waiting>, judged: Option<Judged>) -> DeliveryView {
        DeliveryView { waiting, receives: true, judged, remind_monthly: false }
    }

    fn judged(at: i64) -> Judged {
        Judged {
            at,
            answer: Answer::Yes,
            doubt: None,
            arrival: Vec::new(),
            spf: Vec::new(),
            dkim: Vec::new(),
            dmarc: String::new(),
            advice: Vec::new(),
            evidence: Vec::new(),
        }
    }

    #[test]
    fn the_newest_of_waiting_and_judged_is_shown() {
        let waited = waiting();
        let (before, after) = (judged(SINCE - 60), judged(SINCE + 60));
        for (is_waiting, judged, shown_before, now, expected) in [
            (false, None, None, SINCE, Stage::Nothing),
            (false, Some(&before), None, SINCE, Stage::Judged(&before)),
            (true, None, None, SINCE, Stage::Waiting(&waited)),
            (true, Some(&before), Some(&waited), UNTIL - 1, Stage::Waiting(&waited)),
            (true, Some(&before), Some(&waited), UNTIL, Stage::NothingArrived(&waited)),
            // The server no longer names the address, because it has expired or a message arrived.
            (false, Some(&before), Some(&waited), UNTIL, Stage::NothingArrived(&waited)),
            (false, Some(&after), Some(&waited), UNTIL, Stage::Judged(&after)),
            (false, Some(&after), Some(&waited), SINCE + 61, Stage::Judged(&after)),
            // A message was pasted.
            (true, Some(&after), Some(&waited), SINCE + 61, Stage::Judged(&after)),
        ] {
            let view = view(is_waiting.then(waiting), judged.cloned());
            assert_eq!(Stage::of(&view, shown_before, now), expected, "{view:?} at {now}");
        }
    }

    #[test]
    fn a_message_that_arrived_is_checked_for_two_minutes() {
        let waited = waiting();
        let at = SINCE + 30;
        let (before, after) = (judged(SINCE + 20), judged(at + 5));
        for (judged, now, expected, is_open) in [
            (None, at, Stage::Checking(at), true),
            (None, at + 119, Stage::Checking(at), true),
            (None, at + 120, Stage::NotChecked(at), false),
            (None, UNTIL + 1, Stage::NotChecked(at), false),
            // A message was pasted before, or after.
            (Some(&before), at, Stage::Checking(at), true),
            (Some(&after), at + 5, Stage::Judged(&after), false),
        ] {
            let view = view(Some(used(at)), judged.cloned());
            let stage = Stage::of(&view, Some(&waited), now);
            assert_eq!((stage, stage.is_open(&view, now)), (expected, is_open), "{now}");
        }
        assert_eq!(Stage::Checking(at).news(at), say::staff().prove_checking());
        assert_eq!(Stage::NotChecked(at).news(at + 120), say::staff().prove_not_checked());
        assert_eq!(Stage::NotChecked(at).news(at + 121), "");
    }

    #[test]
    fn the_page_asks_until_the_address_expires_or_is_used() {
        let waited = waiting();
        for (is_waiting, at, now, expected) in [
            (true, None, UNTIL - 1, true),
            (true, None, UNTIL, false),
            // After a message was pasted, another one can still arrive.
            (true, Some(SINCE + 60), SINCE + 61, true),
            (false, None, UNTIL, false),
            (false, Some(SINCE + 60), SINCE + 61, false),
        ] {
            let view = view(is_waiting.then(waiting), at.map(judged));
            let stage = Stage::of(&view, Some(&waited), now);
            assert_eq!(stage.is_open(&view, now), expected, "{stage:?} at {now}");
        }
    }

    #[test]
    fn only_what_happened_since_the_page_opened_is_announced() {
        let message = judged(SINCE);
        assert_eq!(Stage::Judged(&message).news(SINCE), say::staff().prove_yes());
        assert_eq!(Stage::Judged(&message).news(SINCE + 1), "");
        assert_eq!(Stage::Nothing.news(SINCE), "");
    }
}
