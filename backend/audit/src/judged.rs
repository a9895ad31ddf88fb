//! Findings, put together.

use shared::{
    dns::Silence,
    report::{About, Judged, Seen, Silent, Verdict},
};

/// A finding about something that's as it should be.
pub(super) fn ok(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Ok)
}

/// A finding about something that works and could be better.
pub(super) fn warn(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Warn)
}

/// A finding about something because of which mail is rejected or goes to the junk folder.
pub(super) fn fail(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Fail)
}

/// A finding about what can't be told from DNS, although everyone answered.
pub(super) fn open(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Unknown)
}

/// A finding about what couldn't be asked at `name`.
pub(super) fn silent(about: impl Into<About>, name: &str, silence: &Silence) -> Judged {
    Judged { silent: Some(Silent::Dns(silence.clone())), ..open(about) }
        .seen([Seen::NoAnswer(name.to_owned())])
}
