//! Discouraged practices in valid SPF records, each with its fix.

#[cfg(test)]
mod tests;

use std::mem::discriminant;

use ipnet::IpNet;
use shared::{
    dns::Resolver,
    report::{Change, Edit, Judged, Record as DnsRecord, RecordType, Remedy, Seen, SpfAdvice, SpfFinding},
};

use super::{
    edit::{with_ending, with_terms},
    parse::{Mechanism, Qualifier, Record, TermKind},
    walk::{Walk, walk},
};
use crate::{judged::warn, resolver::Overlay};

/// Larger networks than this allow far more machines to send than any operator runs.
const WIDE_V4: u8 = 16;
const WIDE_V6: u8 = 29;

/// A practice that weakens a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Habit {
    /// No `all` and no `redirect=`.
    NoEnding,
    /// `?all`, as it is written in the record.
    NeutralEnding(String),
    /// Terms after the ending, which receivers never evaluate.
    BehindEnding(Vec<String>),
    /// Networks that are larger than any operator's servers need.
    Wide(Vec<String>),
    /// `ptr` terms, as they are written in the record.
    Ptr(Vec<String>),
}

/// Finds such practices in a record.
pub(super) fn habits(record: &Record, walk: &Walk) -> Vec<Habit> {
    let mut habits = ending(record);
    let own: Vec<(String, &Mechanism, Qualifier)> = record
        .directives()
        .map(|(term, qualifier, mechanism)| (record.source(term).to_owned(), mechanism, qualifier))
        .collect();
    let wide = own
        .iter()
        .filter(|(_, mechanism, qualifier)| *qualifier == Qualifier::Pass && is_wide(mechanism))
        .filter(|(source, ..)| !walk.nodes.iter().any(|node| node.term == *source && node.is_open_itself()));
    let wide: Vec<String> = wide.map(|(source, ..)| source.clone()).collect();
    if !wide.is_empty() {
        habits.push(Habit::Wide(wide));
    }
    let ptr = own.iter().filter(|(_, mechanism, _)| matches!(mechanism, Mechanism::Ptr(_)));
    let ptr: Vec<String> = ptr.map(|(source, ..)| source.clone()).collect();
    if !ptr.is_empty() {
        habits.push(Habit::Ptr(ptr));
    }
    habits
}

fn ending(record: &Record) -> Vec<Habit> {
    let Some((index, qualifier)) = record.all() else {
        return if record.redirect().is_some() { Vec::new() } else { vec![Habit::NoEnding] };
    };
    let mut habits = Vec::new();
    // An open `+all` is worse than a habit, and the walk reports it.
    if qualifier == Qualifier::Neutral {
        habits.push(Habit::NeutralEnding(record.source(&record.terms[index]).to_owned()));
    }
    // The fix for an open `+all` moves the senders after it to before it.
    let moves = |kind: &TermKind| qualifier == Qualifier::Pass && matches!(kind, TermKind::Directive(..));
    let behind = unread(record).filter(|(_, kind)| !moves(kind));
    let behind: Vec<String> = behind.map(|(source, _)| source.to_owned()).collect();
    if !behind.is_empty() {
        habits.push(Habit::BehindEnding(behind));
    }
    habits
}

/// Returns the terms that receivers never evaluate: those after the first `all`, and a `redirect=` next to it.
fn unread(record: &Record) -> impl Iterator<Item = (&str, &TermKind)> {
    let end = record.all().map_or(usize::MAX, |(index, _)| index);
    let is_unread = move |index: usize, kind: &TermKind| match kind {
        TermKind::Directive(..) => index > end,
        TermKind::Redirect(_) => end != usize::MAX,
        TermKind::Explanation(_) | TermKind::OtherModifier => false,
    };
    let unread = record.terms.iter().enumerate().filter(move |(index, term)| is_unread(*index, &term.kind));
    unread.map(|(_, term)| (record.source(term), &term.kind))
}

fn is_wide(mechanism: &Mechanism) -> bool {
    match mechanism {
        Mechanism::Ip(IpNet::V4(network)) => network.prefix_len() < WIDE_V4,
        Mechanism::Ip(IpNet::V6(network)) => network.prefix_len() < WIDE_V6,
        Mechanism::A(_, prefixes) | Mechanism::Mx(_, prefixes) => {
            prefixes.v4 < WIDE_V4 || prefixes.v6 < WIDE_V6
        }
        _ => false,
    }
}

impl Habit {
    /// Returns the finding about the habit.
    pub(super) fn finding(&self) -> Judged {
        let about = match self {
            Self::NoEnding => SpfFinding::NoEnding,
            Self::NeutralEnding(_) => SpfFinding::NeutralEnding,
            Self::BehindEnding(_) => SpfFinding::AfterAll,
            Self::Wide(_) => SpfFinding::WideRange,
            Self::Ptr(_) => SpfFinding::Ptr,
        };
        warn(about).seen(self.terms().into_iter().map(Seen::Text))
    }

    fn terms(&self) -> Vec<String> {
        match self {
            Self::NoEnding => Vec::new(),
            Self::NeutralEnding(term) => vec![term.clone()],
            Self::BehindEnding(terms) | Self::Wide(terms) | Self::Ptr(terms) => terms.clone(),
        }
    }

    /// Returns the question to ask about the habit.
    fn question(&self) -> SpfAdvice {
        match self.clone() {
            Self::NoEnding => SpfAdvice::AddEnding,
            Self::NeutralEnding(term) => SpfAdvice::ChangeEnding(term),
            Self::BehindEnding(terms) => SpfAdvice::MoveBeforeEnd(terms),
            Self::Wide(terms) => SpfAdvice::NarrowRanges(terms),
            Self::Ptr(terms) => SpfAdvice::ReplacePtr(terms),
        }
    }

    /// Returns the record for the answer "yes", or `None` if it isn't known.
    fn answered(&self, record: &Record) -> Option<String> {
        let text = match self {
            Self::NoEnding => with_ending(record, "~all"),
            Self::NeutralEnding(_) => {
                let (index, _) = record.all()?;
                let mut text = record.text().to_owned();
                text.replace_range(record.terms[index].span.clone(), "~all");
                text
            }
            Self::BehindEnding(_) => moved(record)?,
            Self::Wide(_) | Self::Ptr(_) => return None,
        };
        (text != record.text()).then_some(text)
    }
}

/// Moves terms from after the record's ending to before it. A `redirect=` becomes an `include:`.
fn moved(record: &Record) -> Option<String> {
    let unread: Vec<(&str, &TermKind)> = unread(record).collect();
    let is_unread = |source: &str| unread.iter().any(|(own, _)| *own == source);
    let kept: Vec<&str> =
        record.terms.iter().map(|term| record.source(term)).filter(|source| !is_unread(source)).collect();
    let first = Record::parse(&format!("v=spf1 {}", kept.join(" "))).ok()?;
    let terms: Vec<String> = unread
        .iter()
        .filter_map(|(source, kind)| match kind {
            TermKind::Directive(_, Mechanism::All) => None,
            TermKind::Redirect(_) => source.split_once('=').map(|(_, name)| format!("include:{name}")),
            _ => Some((*source).to_owned()),
        })
        .collect();
    Some(with_terms(&first, &terms))
}

/// Attaches the fix to each habit's finding. `record` is the domain's record after the report's other changes. Habits
/// that those changes fix are skipped.
pub(super) async fn advise<R: Resolver>(
    resolver: &R,
    (domain, was): (&str, &str),
    record: &Record,
    findings: impl Iterator<Item = (&mut Judged, &Habit)>,
) {
    let left = habits(record, &Walk::default());
    let is_left = |habit: &Habit| left.iter().any(|other| discriminant(other) == discriminant(habit));
    for (finding, habit) in findings.filter(|(finding, habit)| finding.fix.is_none() && is_left(habit)) {
        let text = match habit.answered(record) {
            Some(text) if is_sound(resolver, domain, &text).await => Some(text),
            _ => None,
        };
        finding.fix = Some(asked(domain, habit, text, was));
    }
}

fn asked(domain: &str, habit: &Habit, text: Option<String>, was: &str) -> Remedy {
    let change = match text {
        Some(text) => Change::Confirm(vec![Edit::change(DnsRecord::txt(domain, text), was)]),
        None => Change::AskProvider(vec![Edit::open(domain, RecordType::Txt, Some(was.to_owned()))]),
    };
    Remedy::new(change, habit.question())
}

/// Returns true if receivers can evaluate a record to its end.
async fn is_sound<R: Resolver>(resolver: &R, domain: &str, text: &str) -> bool {
    let Ok(record) = Record::parse(text) else { return false };
    let overlay = Overlay::new(resolver, domain, text);
    let walked = walk(&overlay, domain, &record).await;
    walked.within_limits() && !walked.is_fatal() && !walked.is_open() && walked.silent.is_empty()
}
