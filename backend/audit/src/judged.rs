//! Constructors for findings.

use shared::{
    dns::Silence,
    report::{About, Judged, Seen, Silent, Verdict},
};

/// Creates a finding about something that is correct.
pub(super) fn ok(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Ok)
}

/// Creates a finding about something that works but could be better.
pub(super) fn warn(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Warn)
}

/// Creates a finding about something that causes mail to be rejected or marked as spam.
pub(super) fn fail(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Fail)
}

/// Creates a finding about something that DNS doesn't reveal, although every query was answered.
pub(super) fn open(about: impl Into<About>) -> Judged {
    Judged::new(about, Verdict::Unknown)
}

/// Creates a finding about a query for `name` that wasn't answered.
pub(super) fn silent(about: impl Into<About>, name: &str, silence: &Silence) -> Judged {
    Judged { silent: Some(Silent::Dns(silence.clone())), ..open(about) }
        .seen([Seen::NoAnswer(name.to_owned())])
}
