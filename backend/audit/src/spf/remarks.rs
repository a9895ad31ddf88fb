//! What stands out in a record, whoever sends.

use shared::report::{Finding, FixAction, Topic};

use super::{
    evaluate::{LOOKUPS_MAX, VOIDS_MAX},
    parse::{Record, SyntaxError},
    propose::costs,
    repair::Reading,
    walk::{Breakage, Broken, Node, Walk},
};
use crate::finding::{With, fail, fix, list, ok, record as fix_record, silent, warn};

/// One record, and nothing that stops a receiver.
pub(super) fn sound(text: &str, walk: &Walk) -> Finding {
    let meaning = format!(
        "There is one SPF record, and receivers can read it ({} of {LOOKUPS_MAX} lookups).",
        walk.lookups
    );
    ok(Topic::Spf, "record", meaning)
        .seen([text.to_owned()])
        .why("One v=spf1 record within the limits (RFC 7208, sections 3.2 and 4.6.4).")
}

/// Says of the finding about the whole record which parts of it are ignored. They do no harm, so nothing is to be changed.
pub(super) fn name_ignored(finding: &mut Finding, record: &Record) {
    let ignored: Vec<String> = record.ignored().map(|term| format!("“{term}”")).collect();
    let parts = match ignored.as_slice() {
        [] => return,
        [part] => format!("Receivers ignore this part of the SPF record: {part}. It does no harm."),
        parts => format!("Receivers ignore these parts of the SPF record: {}. They do no harm.", list(parts)),
    };
    finding.meaning = format!("{} {parts}", finding.meaning);
    finding.why =
        format!("{} A modifier that a receiver doesn't know is ignored (RFC 7208, section 6).", finding.why);
}

/// Mistakes that have one reading.
pub(super) fn mistakes(text: &str, reading: &Reading) -> Finding {
    let said: Vec<String> = reading.mistakes.iter().map(ToString::to_string).collect();
    let seen = std::iter::once(text.to_owned());
    if reading.mistakes.iter().all(|mistake| mistake.slip.is_readable()) {
        let meaning = "The SPF record has clutter in it that receivers ignore.";
        return warn(Topic::Spf, "clutter", meaning).seen(seen).why(said.join(" "));
    }
    let meaning = "The SPF record has a mistake in it, so receivers can't use it as it was meant.";
    let finding = fail(Topic::Spf, "unreadable", meaning);
    finding
        .seen(seen)
        .why(format!("{} One mistake anywhere voids the record (RFC 7208, section 4.6).", said.join(" ")))
}

/// A record with a part that has no reading: nothing of it is dropped, and its owner is asked.
pub(super) fn unread(domain: &str, text: &str, reading: &Reading) -> Finding {
    let quoted = |word: &String| format!("“{word}”");
    let parts = list(&reading.unread.iter().map(quoted).collect::<Vec<_>>());
    let parts = if parts.is_empty() { format!("“{text}”") } else { parts };
    let meaning = format!("The SPF record has a mistake in it, so receivers can't use it at all: {parts}.");
    let said: Vec<String> = reading.mistakes.iter().map(ToString::to_string).collect();
    let rule = match Record::parse(text) {
        Err(error @ SyntaxError::Term(_)) => {
            format!("One mistake anywhere voids the record (RFC 7208, section 4.6): {error}.")
        }
        _ => "One mistake anywhere voids the record (RFC 7208, section 4.6).".to_owned(),
    };
    let summary = format!(
        "Find out what {parts} was meant to be: a server's address, or a service that sends for you. Then correct that part of the \
         SPF record, and keep the rest."
    );
    fail(Topic::Spf, "unreadable", meaning)
        .seen([text.to_owned()])
        .why(format!("{rule} {}", said.join(" ")).trim_end().to_owned())
        .fix(Some(fix(FixAction::Ask, summary, [fix_record(domain, "TXT", "", text)])))
}

/// What makes a receiver stop with an error.
pub(super) fn errors(walk: &Walk) -> Vec<Finding> {
    let mut findings = Vec::new();
    let fatal: Vec<&Broken> = walk.broken.iter().filter(|broken| broken.how != Breakage::Void).collect();
    if !fatal.is_empty() {
        let meaning = if fatal.iter().all(|broken| broken.how == Breakage::Loop) {
            "The SPF record leads back to itself in a loop, so receivers give up on it and trust none of your mail."
        } else {
            "A part of the SPF record doesn't work, so receivers can't use any of it. To them your mail could be from anyone."
        };
        findings.push(fail(Topic::Spf, "broken-term", meaning).seen(fatal.into_iter().map(describe)).why(
            "An include or redirect to a name without a single, readable SPF record is a permerror \
             (RFC 7208, sections 5.2 and 6.1), and so is an mx with more than 10 hosts (section 4.6.4).",
        ));
    }
    if walk.lookups > LOOKUPS_MAX {
        let meaning = format!(
            "The SPF record makes receivers ask {} questions; they stop after {LOOKUPS_MAX} and then trust none of your mail.",
            walk.lookups
        );
        findings.push(fail(Topic::Spf, "too-many-lookups", meaning).why(
            "include, a, mx, ptr, exists and redirect count together, those of included records too, and more than 10 are a \
             permerror (RFC 7208, section 4.6.4). Take out services that you no longer use, or give a service a return path on \
             a subdomain with an SPF record of its own.",
        ).seen(costs(walk)));
    }
    if walk.voids > VOIDS_MAX {
        let void = walk.broken.iter().filter(|broken| broken.how == Breakage::Void);
        let meaning = "The SPF record names machines that no longer exist; some receivers then stop and trust none of your mail.";
        findings.push(
            fail(Topic::Spf, "too-many-voids", meaning).seen(void.map(describe)).why(
                "More than two questions that find nothing may be a permerror (RFC 7208, section 4.6.4).",
            ),
        );
    }
    if let Some((name, silence)) = walk.silent.first() {
        findings.push(silent(Topic::Spf, "part-unknown", "all that the SPF record refers to", name, silence));
    }
    findings
}

fn describe(broken: &Broken) -> String {
    let how = match &broken.how {
        Breakage::NoRecord => "there is no SPF record".to_owned(),
        Breakage::SeveralRecords => "there are several SPF records".to_owned(),
        Breakage::Unreadable(error) => error.to_string(),
        Breakage::Loop => "it leads back to a record that leads here, a loop".to_owned(),
        Breakage::Void => "nothing is there".to_owned(),
        Breakage::TooManyHosts => "more than 10 hosts".to_owned(),
    };
    format!("{} (in the record of {}): {how}", broken.term, broken.domain)
}

/// A record that lets everybody pass, here or in one that it includes.
pub(super) fn open_to_all(walk: &Walk) -> Option<Finding> {
    let open: Vec<&Node> = walk.nodes.iter().filter(|node| node.lets_everybody_pass()).collect();
    let first = open.first()?;
    let mut seen = Vec::new();
    for node in &open {
        node.visit(&mut |node| {
            if node.is_open_itself() {
                seen.push(format!("{} (in the record of {})", node.term, node.domain));
            }
        });
    }
    let meaning = match (&first.target, first.is_open_itself()) {
        (Some(target), false) => format!(
            "The SPF record lets anyone send as you, because the record of {target}, which it includes, is open to everyone."
        ),
        _ => "The SPF record lets anyone send as you.".to_owned(),
    };
    let rule = "all without a sign is +all and passes every address (RFC 7208, sections 4.6.2 and 5.1), and so does a prefix length \
                of 0; an include passes whatever its record passes (section 5.2). Receivers then take any forgery for your own mail.";
    Some(fail(Topic::Spf, "open-to-all", meaning).seen(seen).why(rule))
}
