//! Findings, put together.

use shared::{
    dns::Silence,
    report::{Finding, Fix, FixAction, FixRecord, Topic, Verdict},
};

/// A finding about something that is as it should be. `code` makes its id.
pub(super) fn ok(topic: Topic, code: &str, meaning: impl Into<String>) -> Finding {
    finding(topic, Verdict::Ok, code, "", meaning.into())
}

/// A finding about something that works and could be better.
pub(super) fn warn(topic: Topic, code: &str, meaning: impl Into<String>) -> Finding {
    finding(topic, Verdict::Warn, code, code, meaning.into())
}

/// A finding about something because of which mail is refused or sorted out.
pub(super) fn fail(topic: Topic, code: &str, meaning: impl Into<String>) -> Finding {
    finding(topic, Verdict::Fail, code, code, meaning.into())
}

/// A finding about what cannot be told from DNS, although everybody answered.
pub(super) fn open(topic: Topic, code: &str, meaning: impl Into<String>) -> Finding {
    finding(topic, Verdict::Unknown, code, code, meaning.into())
}

/// A finding about what could not be asked. `what` completes "We could not find out …".
pub(super) fn silent(topic: Topic, code: &str, what: &str, name: &str, silence: &Silence) -> Finding {
    let meaning = format!("We could not find out {what}: {silence}. Please ask again in a few minutes.");
    let mut found = finding(topic, Verdict::Unknown, code, silence.why.code(), meaning);
    found.silent = Some(silence.server.clone());
    found
        .seen([format!("{name}: no answer")])
        .why("No answer is not the answer \"not there\": a time-out or SERVFAIL says nothing about the record (RFC 2308, section 7; RFC 7208, section 2.6.6).")
}

fn finding(topic: Topic, verdict: Verdict, code: &str, cause: &str, meaning: String) -> Finding {
    let prefix = match topic {
        Topic::Spf => "spf",
        Topic::Dkim => "dkim",
        Topic::Dmarc => "dmarc",
        Topic::Mx => "mx",
        Topic::Domain => "domain",
        Topic::Extras => "extras",
    };
    // An extra's code names its own record, such as `mta-sts.record`.
    let id = if code.contains('.') { code.to_owned() } else { format!("{prefix}.{code}") };
    Finding {
        id,
        topic,
        verdict,
        cause: cause.to_owned(),
        silent: None,
        meaning,
        seen: Vec::new(),
        why: String::new(),
        fix: None,
    }
}

/// What a finding gets besides its words.
pub(super) trait With: Sized {
    /// Records or answers that were seen.
    fn seen(self, seen: impl IntoIterator<Item = String>) -> Self;
    /// The rule and its source.
    fn why(self, why: impl Into<String>) -> Self;
    /// What to do.
    fn fix(self, fix: Option<Fix>) -> Self;
}

impl With for Finding {
    fn seen(mut self, seen: impl IntoIterator<Item = String>) -> Self {
        self.seen = seen.into_iter().collect();
        self
    }

    fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}

/// A fix. The panel's form of each name is filled in once the DNS host is known (`panel`).
pub(super) fn fix(
    action: FixAction,
    summary: impl Into<String>,
    records: impl IntoIterator<Item = FixRecord>,
) -> Fix {
    Fix { action, summary: summary.into(), records: records.into_iter().collect(), zone: String::new() }
}

/// A record of a fix: what should be, and what is there now.
pub(super) fn record(name: &str, kind: &str, value: impl Into<String>, was: impl Into<String>) -> FixRecord {
    FixRecord {
        name: name.to_owned(),
        host_field: String::new(),
        kind: kind.to_owned(),
        value: value.into(),
        value_field: String::new(),
        was: was.into(),
    }
}

/// "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
