//! What the section shows.

use shared::{
    delivery::Answer,
    wire::{DeliveryView, Judged, Waiting},
};

use crate::say;

/// What the section shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage<'a> {
    /// No message was sent or judged yet.
    Nothing,
    /// The server waits for a message.
    Waiting(&'a Waiting),
    /// The server no longer waits, although there was time left. Usually, the message arrived and is being checked.
    Checking(&'a Waiting),
    /// No message reached this address in time.
    NothingArrived(&'a Waiting),
    /// The last message that was judged.
    Judged(&'a Judged),
}

impl<'a> Stage<'a> {
    /// Returns the stage at the moment `now`. `waited` is the last address that this page showed, because the server
    /// doesn't name an address that has expired or got its message.
    pub(super) fn of(view: &'a DeliveryView, waited: Option<&'a Waiting>, now: i64) -> Self {
        let (judged, is_waiting) = (view.judged.as_ref(), view.waiting.is_some());
        let unanswered = |waiting: &&Waiting| {
            judged.is_none_or(|judged| {
                // A message that was pasted while the server waits is news too.
                judged.at < waiting.since || (is_waiting && judged.at == waiting.since)
            })
        };
        match view.waiting.as_ref().or(waited).filter(unanswered) {
            Some(waiting) if now >= waiting.until => Self::NothingArrived(waiting),
            Some(waiting) if is_waiting => Self::Waiting(waiting),
            Some(waiting) => Self::Checking(waiting),
            None => judged.map_or(Self::Nothing, Self::Judged),
        }
    }

    /// Returns true if the page should keep asking, because something can still arrive.
    pub(super) fn is_open(self, view: &DeliveryView, now: i64) -> bool {
        let is_waiting = view.waiting.as_ref().is_some_and(|waiting| now < waiting.until);
        is_waiting || matches!(self, Self::Checking(_))
    }

    /// Returns what screen readers announce if it happened at the moment `since` or later, or else an empty text.
    pub(super) fn news(self, since: i64) -> &'static str {
        let say = say::staff();
        let (at, words) = match self {
            Self::Nothing => return "",
            Self::Waiting(waiting) => (waiting.since, say.prove_waiting()),
            Self::Checking(_) => return say.prove_checking(),
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
        Waiting { address, since: SINCE, until: UNTIL }
    }

    fn judged(at: i64) -> Judged {
        Judged {
            at,
            answer: Answer::Yes,
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
            // A message arrived, and the server is still looking up what it needs to judge it.
            (false, None, Some(&waited), SINCE + 1, Stage::Checking(&waited)),
            (false, Some(&before), Some(&waited), UNTIL - 1, Stage::Checking(&waited)),
            // A message was pasted.
            (true, Some(&after), Some(&waited), SINCE + 61, Stage::Judged(&after)),
        ] {
            let view =
                DeliveryView { waiting: is_waiting.then(waiting), receives: true, judged: judged.cloned() };
            assert_eq!(Stage::of(&view, shown_before, now), expected, "{view:?} at {now}");
        }
    }

    #[test]
    fn the_page_asks_until_the_address_expires_or_is_used() {
        let waited = waiting();
        for (is_waiting, at, now, expected) in [
            (true, None, UNTIL - 1, true),
            (true, None, UNTIL, false),
            // After a message was pasted, another one can still arrive.
            (true, Some(SINCE + 60), SINCE + 61, true),
            (false, None, UNTIL - 1, true),
            (false, None, UNTIL, false),
            (false, Some(SINCE + 60), SINCE + 61, false),
        ] {
            let view =
                DeliveryView { waiting: is_waiting.then(waiting), receives: true, judged: at.map(judged) };
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
