//! The single change to a record that a report proposes. It is evaluated before it is shown. A change isn't proposed if
//! it exceeds a limit, loses a sender or doesn't help. If only a person can decide, the report asks.

use shared::{
    dns::Resolver,
    facts::Provider,
    report::{
        Change as DnsChange, Edit, Record as DnsRecord, RecordType, Remedy, SpfAdvice, SpfCost, SpfEffect,
        SpfQuestion, SpfReason, SpfTermCost,
    },
};

use super::{
    authorize::{Authorized, Need, Question, Senders, authorized, covers},
    edit::{changed, has, with_ending, with_terms},
    mend::{self, Change},
    parse::{Mechanism, Record},
    room,
    walk::{Walk, walk},
};
use crate::resolver::Overlay;

/// What is known about a domain's record.
pub(super) struct Known<'a> {
    pub(super) domain: &'a str,
    /// The text in DNS.
    pub(super) was: &'a str,
    /// The record as it was intended.
    pub(super) record: &'a Record,
    pub(super) walk: &'a Walk,
    /// The provider that sends.
    pub(super) provider: Option<&'a Provider>,
    pub(super) need: Option<&'a Need>,
    pub(super) senders: &'a Senders,
    /// True if the provider's terms have to be added.
    pub(super) add: bool,
    /// The terms for the provider that receives the domain's mail.
    pub(super) mailboxes: &'a [String],
}

/// A change, or the reason why there is none.
pub(super) enum Proposal {
    /// Nothing to change.
    Nothing,
    /// A change to propose.
    Change { fix: Remedy },
    /// A question for a person. `too_much` has the lookups and void lookups that the record would need.
    Ask { fix: Remedy, too_much: Option<(u32, u32)> },
    /// A change wouldn't help, or it isn't known whether it would.
    NoHelp,
}

/// A record that is being edited, and the reasons for its changes.
struct Draft {
    record: Record,
    why: Vec<SpfReason>,
}

impl Draft {
    fn take(&mut self, changes: &[Change]) -> Option<()> {
        if !changes.is_empty() {
            self.record = Record::parse(&changed(&self.record, changes)).ok()?;
            self.why.extend(changes.iter().filter_map(|change| change.why.clone()));
        }
        Some(())
    }

    fn add(&mut self, terms: &[String], why: SpfReason) -> Option<()> {
        let text = with_terms(&self.record, terms);
        if text != self.record.text() {
            self.record = Record::parse(&text).ok()?;
            self.why.push(why);
        }
        Some(())
    }
}

/// Fixes the record's own terms, adds the provider, and removes terms if the result needs too many lookups.
pub(super) async fn propose<R: Resolver>(resolver: &R, known: &Known<'_>) -> Proposal {
    if !known.walk.silent.is_empty() {
        return Proposal::NoHelp;
    }
    let mut draft = Draft { record: known.record.clone(), why: Vec::new() };
    let changes = mend::changes(resolver, known.domain, known.record, known.walk, known.need).await;
    if !changes.stuck.is_empty() {
        return stuck(known, &changes.stuck);
    }
    match made(resolver, known, &mut draft, &changes).await {
        Some(true) => {}
        Some(false) => return question(known),
        None => return Proposal::NoHelp,
    }
    if draft.record.text() != known.record.text() && draft.take(&mend::unreached(&draft.record)).is_none() {
        return Proposal::NoHelp;
    }
    let after = at(resolver, known, &draft.record).await;
    if after.within_limits() {
        return conclude(resolver, known, draft, &after).await;
    }
    let chosen = known.provider.map(|provider| provider.name.as_str());
    let gone = room::needless(known.domain, &draft.record, &after, chosen);
    let Some(()) = draft.take(&gone) else { return Proposal::NoHelp };
    let mut slim = at(resolver, known, &draft.record).await;
    if !slim.within_limits() {
        if let Some(asked) = without_ptr(resolver, known, &draft.record, &slim).await {
            return asked;
        }
        let Some(()) = draft.take(&room::further(&slim)) else { return Proposal::NoHelp };
        slim = at(resolver, known, &draft.record).await;
    }
    if slim.within_limits()
        && let proposal @ (Proposal::Change { .. } | Proposal::Nothing) =
            conclude(resolver, known, Draft { record: draft.record.clone(), why: draft.why.clone() }, &slim)
                .await
    {
        return proposal;
    }
    let listed = by_address(resolver, known, &draft.record, &slim).await;
    too_much(known, &slim, listed)
}

/// Returns the record with addresses in place of the names of single servers, if that frees enough lookups. The record
/// becomes outdated when a server's address changes, so a person has to agree.
async fn by_address<R: Resolver>(
    resolver: &R,
    known: &Known<'_>,
    record: &Record,
    walked: &Walk,
) -> Option<String> {
    enough(resolver, known, record, &mend::listed_hosts(walked)).await
}

/// If removing `ptr` frees enough lookups, returns the question about it.
async fn without_ptr<R: Resolver>(
    resolver: &R,
    known: &Known<'_>,
    record: &Record,
    walked: &Walk,
) -> Option<Proposal> {
    let ptrs = room::ptrs(walked);
    let text = enough(resolver, known, record, &ptrs).await?;
    let (before, gone) = (walked.lookups, u32::try_from(ptrs.len()).unwrap_or(u32::MAX));
    let advice = SpfAdvice::RemovePtr { before, after: before.saturating_sub(gone) };
    let edit = Edit::change(DnsRecord::txt(known.domain, text), known.was);
    let fix = Remedy::new(DnsChange::Confirm(vec![edit]), advice);
    Some(Proposal::Ask { fix, too_much: Some((walked.lookups, walked.voids)) })
}

/// Returns the record with these changes, if receivers can then evaluate it to its end and it allows the provider.
async fn enough<R: Resolver>(
    resolver: &R,
    known: &Known<'_>,
    record: &Record,
    changes: &[Change],
) -> Option<String> {
    let text = changed(record, changes);
    let new = Record::parse(&text).ok().filter(|_| !changes.is_empty())?;
    let after = at(resolver, known, &new).await;
    let overlay = Overlay::new(resolver, known.domain, &text);
    let is_wanted = known.need.is_some_and(|need| need.question.is_none()) && !known.senders.is_empty();
    let helps = !is_wanted || authorized(&overlay, known.domain, known.senders).await == Authorized::Yes;
    (after.within_limits() && !after.is_fatal() && !after.is_open() && after.silent.is_empty() && helps)
        .then_some(text)
}

/// Changes the terms and adds the provider. Returns `Some(false)` if only a person knows what to add.
async fn made<R: Resolver>(
    resolver: &R,
    known: &Known<'_>,
    draft: &mut Draft,
    changes: &mend::Changes,
) -> Option<bool> {
    draft.take(&changes.list)?;
    if let Some(ending) = &changes.ending {
        draft.record = Record::parse(&with_ending(&draft.record, ending)).ok()?;
    }
    let overlay = Overlay::new(resolver, known.domain, draft.record.text());
    let is_changed = draft.record.text() != known.record.text();
    let is_missing = match known.need {
        Some(_) if known.senders.is_empty() => false,
        // A changed record is evaluated again. If other records can't be read, the provider counts as missing.
        Some(_) if is_changed => authorized(&overlay, known.domain, known.senders).await != Authorized::Yes,
        Some(_) => known.add,
        None => false,
    };
    let lacks_mailboxes = changes.loses_senders
        && !known.mailboxes.is_empty()
        && !covers(&overlay, known.domain, known.mailboxes).await;
    if let Some(need) = known.need.filter(|_| is_missing) {
        if need.question.is_some() {
            return Some(false);
        }
        draft.add(&need.terms, SpfReason::ProviderAdded(need.provider.clone()))?;
    }
    if lacks_mailboxes {
        draft.add(known.mailboxes, SpfReason::MailboxesAdded)?;
    }
    Some(true)
}

async fn at<R: Resolver>(resolver: &R, known: &Known<'_>, record: &Record) -> Walk {
    let overlay = Overlay::new(resolver, known.domain, record.text());
    walk(&overlay, known.domain, record).await
}

async fn conclude<R: Resolver>(resolver: &R, known: &Known<'_>, draft: Draft, after: &Walk) -> Proposal {
    let text = draft.record.text();
    if text == known.was {
        return if known.add { Proposal::NoHelp } else { Proposal::Nothing };
    }
    let overlay = Overlay::new(resolver, known.domain, text);
    let is_wanted = known.need.is_some_and(|need| need.question.is_none()) && !known.senders.is_empty();
    let helps = !is_wanted
        || (!known.add && text == known.record.text())
        || authorized(&overlay, known.domain, known.senders).await == Authorized::Yes;
    if after.is_fatal() || after.is_open() || !after.silent.is_empty() || !helps {
        return Proposal::NoHelp;
    }
    let keeps_ending = has(&draft.record, |mechanism| *mechanism == Mechanism::All)
        && known.record.all().map(|(_, q)| q) == draft.record.all().map(|(_, q)| q);
    let effect = SpfEffect { before: cost(known.walk, known.was), after: cost(after, text), keeps_ending };
    let edit = Edit::change(DnsRecord::txt(known.domain, text), known.was);
    let advice = SpfAdvice::Change { reasons: draft.why, effect };
    Proposal::Change { fix: Remedy::new(DnsChange::Replace(vec![edit]), advice) }
}

/// Returns the lookups, void lookups and bytes of a record.
pub(super) fn cost(walk: &Walk, text: &str) -> SpfCost {
    SpfCost { lookups: walk.lookups, voids: walk.voids, bytes: u32::try_from(text.len()).unwrap_or(u32::MAX) }
}

/// Returns a question about the existing record.
fn ask(known: &Known<'_>, advice: SpfAdvice) -> Remedy {
    let edit = Edit::open(known.domain, RecordType::Txt, Some(known.was.to_owned()));
    Remedy::new(DnsChange::AskProvider(vec![edit]), advice)
}

fn stuck(known: &Known<'_>, terms: &[String]) -> Proposal {
    Proposal::Ask { fix: ask(known, SpfAdvice::SettleBroken(terms.to_vec())), too_much: None }
}

/// Returns the question to ask before the provider can be added.
fn question(known: &Known<'_>) -> Proposal {
    let Some((need, question)) =
        known.need.and_then(|need| need.question.as_ref().map(|question| (need, question)))
    else {
        return Proposal::NoHelp;
    };
    let question = asked(need, question);
    Proposal::Ask { fix: ask(known, SpfAdvice::Ask { question, is_first: false }), too_much: None }
}

/// Returns the question in the form of the report.
pub(super) fn asked(need: &Need, question: &Question) -> SpfQuestion {
    match question {
        Question::Region(regions) => {
            SpfQuestion::Region { provider: need.provider.clone(), regions: regions.clone() }
        }
        Question::Server(hosting) => SpfQuestion::Server(hosting.hints.first().cloned()),
    }
}

/// Returns a question if no term can be removed without losing senders. It lists the lookups of each term for the
/// person who knows which ones are still used.
fn too_much(known: &Known<'_>, after: &Walk, listed: Option<String>) -> Proposal {
    let advice =
        SpfAdvice::MakeRoom { lookups: after.lookups, costs: costs(after), is_listed: listed.is_some() };
    let fix = match listed {
        Some(text) => {
            let edit = Edit::change(DnsRecord::txt(known.domain, text), known.was);
            Remedy::new(DnsChange::Confirm(vec![edit]), advice)
        }
        None => ask(known, advice),
    };
    Proposal::Ask { fix, too_much: Some((after.lookups, after.voids)) }
}

/// Returns the record's own terms that need lookups, each with its count.
pub(super) fn costs(walked: &Walk) -> Vec<SpfTermCost> {
    let costly = walked.nodes.iter().filter(|node| node.lookups() > 0);
    costly.map(|node| SpfTermCost { term: node.term.clone(), lookups: node.lookups() }).collect()
}
