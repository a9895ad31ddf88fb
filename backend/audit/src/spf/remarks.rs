//! Findings about a record that don't depend on the provider.

use shared::report::{Change, Edit, Judged, More, RecordType, Remedy, Seen, SpfAdvice, SpfFinding};

use super::{
    evaluate::{LOOKUPS_MAX, VOIDS_MAX},
    parse::{Record, SyntaxError},
    propose::costs,
    repair::Reading,
    walk::{Breakage, Broken, Node, Walk},
};
use crate::judged::{fail, ok, silent, warn};

/// Returns the finding about a record without errors.
pub(super) fn sound(text: &str, walk: &Walk) -> Judged {
    ok(SpfFinding::Record(walk.lookups)).seen([Seen::Text(text.to_owned())])
}

/// Adds to the finding about the whole record which of its parts receivers ignore. They do no harm, so nothing has to
/// change.
pub(super) fn name_ignored(finding: &mut Judged, record: &Record) {
    let ignored: Vec<String> = record.ignored().map(str::to_owned).collect();
    if !ignored.is_empty() {
        finding.more.push(More::Ignored(ignored));
    }
}

/// Returns the finding about mistakes that have only one reading.
pub(super) fn mistakes(text: &str, reading: &Reading) -> Judged {
    let mistakes = reading.mistakes.clone();
    let finding = if mistakes.iter().all(|mistake| mistake.kind.is_readable()) {
        warn(SpfFinding::Clutter(mistakes))
    } else {
        fail(SpfFinding::Mistakes(mistakes))
    };
    finding.seen([Seen::Text(text.to_owned())])
}

/// Returns the finding about a record with an unclear part. Nothing is removed from the record, and its owner is asked.
pub(super) fn unread(domain: &str, text: &str, reading: &Reading) -> Judged {
    let parts = if reading.unread.is_empty() { vec![text.to_owned()] } else { reading.unread.clone() };
    let term = match Record::parse(text) {
        Err(SyntaxError::Term(term)) => Some(term),
        _ => None,
    };
    let edit = Edit::open(domain, RecordType::Txt, Some(text.to_owned()));
    let fix = Remedy::new(Change::AskProvider(vec![edit]), SpfAdvice::FindMeaning(parts.clone()));
    fail(SpfFinding::Unread { parts, term, mistakes: reading.mistakes.clone() })
        .seen([Seen::Text(text.to_owned())])
        .fix(fix)
}

/// Returns the findings about what makes a receiver stop with an error.
pub(super) fn errors(walk: &Walk) -> Vec<Judged> {
    let mut findings = Vec::new();
    let fatal: Vec<&Broken> = walk.broken.iter().filter(|broken| broken.how != Breakage::Void).collect();
    if !fatal.is_empty() {
        let is_loop = fatal.iter().all(|broken| broken.how == Breakage::Loop);
        let about = if is_loop { SpfFinding::Loop } else { SpfFinding::BrokenTerm };
        findings.push(fail(about).seen(fatal.into_iter().map(describe)));
    }
    if walk.lookups > LOOKUPS_MAX {
        let seen = costs(walk).into_iter().map(Seen::Cost);
        findings.push(fail(SpfFinding::TooManyLookups(walk.lookups)).seen(seen));
    }
    if walk.voids > VOIDS_MAX {
        let void = walk.broken.iter().filter(|broken| broken.how == Breakage::Void);
        findings.push(fail(SpfFinding::TooManyVoids).seen(void.map(describe)));
    }
    if let Some((name, silence)) = walk.silent.first() {
        findings.push(silent(SpfFinding::PartUnknown, name, silence));
    }
    findings
}

fn describe(broken: &Broken) -> Seen {
    Seen::Term { term: broken.term.clone(), domain: broken.domain.clone(), how: Some(broken.how.clone()) }
}

/// Returns the finding about a record that allows everyone to send, itself or through an include.
pub(super) fn open_to_all(walk: &Walk) -> Option<Judged> {
    let open: Vec<&Node> = walk.nodes.iter().filter(|node| node.lets_everybody_pass()).collect();
    let first = open.first()?;
    let mut seen = Vec::new();
    for node in &open {
        node.visit(&mut |node| {
            if node.is_open_itself() {
                seen.push(Seen::Term { term: node.term.clone(), domain: node.domain.clone(), how: None });
            }
        });
    }
    let through = first.target.clone().filter(|_| !first.is_open_itself());
    Some(fail(SpfFinding::OpenToAll { through }).seen(seen))
}
