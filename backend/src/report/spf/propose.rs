//! The one change of a record that is proposed. It is evaluated before it is shown: what would break a limit or not
//! help is not proposed.

use shared::report::{Fix, FixAction};

use super::{
    authorise::{Authorised, Need, Senders, authorised},
    edit::{has, with_terms, without},
    evaluate::LOOKUPS_MAX,
    parse::{Mechanism, Record, TermKind},
    walk::{Breakage, Walk, idle_terms, walk},
};
use crate::report::{
    finding::{fix, record as fix_record},
    resolver::{Overlay, Resolver, canonical},
};

/// What is known of a domain's single, readable record.
pub(super) struct Known<'a> {
    pub(super) domain: &'a str,
    pub(super) record: &'a Record,
    pub(super) walk: &'a Walk,
    pub(super) need: Option<&'a Need>,
    pub(super) senders: &'a Senders,
    /// Whether the provider's terms have to be added.
    pub(super) add: bool,
}

/// A change, or why there is none.
pub(super) enum Proposal {
    /// Nothing to change.
    Nothing,
    /// This, and what it does to the limits, for the technician.
    Change { fix: Fix, effect: String },
    /// It would take this many lookups, or more voids than are allowed.
    TooMuch { lookups: u32, voids: u32 },
    /// It would not help, or cannot be told.
    NoHelp,
}

/// Tries the smallest change first, then the same without terms that can never matter.
pub(super) async fn propose<R: Resolver>(resolver: &R, known: &Known<'_>) -> Proposal {
    if !known.walk.silent.is_empty() {
        return Proposal::NoHelp;
    }
    let broken = broken_includes(known);
    let idle = idle_terms(known.record, known.walk, known.domain);
    let mut refused = Proposal::NoHelp;
    for gone in [broken.clone(), broken.into_iter().chain(idle).collect()] {
        let Some(text) = edited(known, &gone) else { return Proposal::NoHelp };
        if text == known.record.text() {
            refused = Proposal::Nothing;
            continue;
        }
        match examine(resolver, known, &text).await {
            Proposal::NoHelp => {}
            change @ Proposal::Change { .. } => return change,
            other => refused = other,
        }
    }
    match refused {
        Proposal::Nothing if known.add || known.walk.is_fatal() || !known.walk.within_limits() => {
            Proposal::NoHelp
        }
        other => other,
    }
}

/// The record's own includes of names that have no SPF record: they let nobody pass, and void all the rest.
fn broken_includes(known: &Known<'_>) -> Vec<usize> {
    let domain = canonical(known.domain);
    let is_broken = |source: &str| {
        known.walk.broken.iter().any(|broken| {
            broken.how == Breakage::NoRecord && broken.domain == domain && broken.term == source
        })
    };
    let terms = known.record.terms.iter().enumerate();
    terms
        .filter(|(_, term)| matches!(term.kind, TermKind::Directive(_, Mechanism::Include(_))))
        .filter(|(_, term)| is_broken(known.record.source(term)))
        .map(|(index, _)| index)
        .collect()
}

fn edited(known: &Known<'_>, gone: &[usize]) -> Option<String> {
    let kept = if gone.is_empty() { known.record.text().to_owned() } else { without(known.record, gone) };
    match known.need.filter(|_| known.add) {
        Some(need) => Some(with_terms(&Record::parse(&kept).ok()?, &need.terms)),
        None => Some(kept),
    }
}

async fn examine<R: Resolver>(resolver: &R, known: &Known<'_>, text: &str) -> Proposal {
    let Ok(record) = Record::parse(text) else { return Proposal::NoHelp };
    let overlay = Overlay::new(resolver, known.domain, text);
    let after = walk(&overlay, known.domain, &record).await;
    if !after.within_limits() {
        return Proposal::TooMuch { lookups: after.lookups, voids: after.voids };
    }
    let helps = !known.add || authorised(&overlay, known.domain, known.senders).await == Authorised::Yes;
    if after.is_fatal() || !after.silent.is_empty() || !helps {
        return Proposal::NoHelp;
    }
    let (before, was) = (known.walk, known.record.text());
    let ending = if has(&record, |mechanism| *mechanism == Mechanism::All) {
        "; the ending stays as it is"
    } else {
        ""
    };
    let effect = format!(
        "The change takes lookups {} → {} of {LOOKUPS_MAX}, voids {} → {}, length {} → {} bytes{ending}.",
        before.lookups,
        after.lookups,
        before.voids,
        after.voids,
        was.len(),
        text.len(),
    );
    let summary = "Change the SPF record that is there; do not add a second one.";
    let fix = fix(FixAction::Replace, summary, [fix_record(known.domain, "TXT", text, was)]);
    Proposal::Change { fix, effect }
}
