//! The SPF part of a report.

use shared::{
    dns::{Kind, Resolver},
    facts::Provider,
    report::{
        Change, Edit, Judged, Record as DnsRecord, RecordType, Remedy, Seen, SpfAdvice, SpfCost, SpfFinding,
        SpfTree, Verdict,
    },
};

use super::{
    authorize::{Authorized, Need, Senders, authorized, foresee, need, senders},
    habits::{Habit, advise, habits},
    missing::{mailboxes, missing},
    parse::{Record, is_spf},
    propose::{Known, Proposal, cost, propose},
    provider::{for_provider, not_needed},
    remarks,
    repair::{self, Reading},
    tree::tree,
    walk::{Walk, walk},
};
use crate::{
    judged::{fail, silent, warn},
    resolver::Overlay,
};

/// What the SPF part of a report found.
#[derive(Debug, Clone)]
pub struct SpfReport {
    /// The findings.
    pub findings: Vec<Judged>,
    /// The lookups that the record needs, if it can be read.
    pub cost: Option<SpfCost>,
    /// The senders that the record allows.
    pub tree: Option<SpfTree>,
    /// Whether SPF passes for the provider's mail if the domain is its return path. `None` means that it can't be
    /// determined.
    pub authorized: Option<bool>,
    /// The index of the finding that the provider isn't allowed to send.
    lacking: Option<usize>,
}

impl SpfReport {
    fn only(finding: Judged) -> Self {
        Self { findings: vec![finding], cost: None, tree: None, authorized: None, lacking: None }
    }

    /// Creates a report if receivers find no record, or none that they can use.
    fn without_pass(finding: Judged) -> Self {
        Self { authorized: Some(false), ..Self::only(finding) }
    }

    /// Creates a report if there is no record at all.
    fn missing(finding: Judged) -> Self {
        Self { lacking: Some(0), ..Self::without_pass(finding) }
    }

    /// Turns the finding that the provider isn't allowed to send into a failure, because nothing else makes its mail
    /// pass.
    pub fn raise(&mut self) {
        if let Some(finding) = self.lacking.and_then(|at| self.findings.get_mut(at)) {
            finding.verdict = Verdict::Fail;
        }
    }
}

/// Checks a domain's SPF record, and whether it allows the provider to send.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> SpfReport {
    // The lookups for the provider's own names don't depend on the domain's record, so they start at once.
    let (report, ()) = tokio::join!(judge(resolver, domain, provider), foresee(resolver, domain, provider));
    report
}

async fn judge<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> SpfReport {
    let answer = resolver.ask(domain, Kind::Txt).await;
    if let Some(silence) = answer.silence() {
        return SpfReport::only(silent(SpfFinding::Unknown, domain, silence));
    }
    let (exact, others): (Vec<String>, Vec<String>) = answer.texts().partition(|text| is_spf(text));
    let nearly: Vec<String> = others.into_iter().filter(|text| repair::is_nearly(text, domain)).collect();
    let need = match provider {
        Some(provider) => {
            need(resolver, domain, provider, &[exact.as_slice(), &nearly].concat().join(" ")).await
        }
        None => None,
    };
    let need = need.as_ref();
    match (exact.as_slice(), nearly.as_slice()) {
        ([], []) => SpfReport::missing(missing(resolver, domain, need).await),
        ([text], _) | ([], [text]) => {
            let mut report = single(resolver, domain, provider, need, text).await;
            let besides = nearly.iter().filter(|other| *other != text);
            report.findings.extend(besides.map(|other| beside(domain, text, other)));
            report
        }
        ([], _) => SpfReport::without_pass(several(resolver, domain, need, &nearly).await),
        _ => SpfReport::without_pass(several(resolver, domain, need, &exact).await),
    }
}

/// Returns the finding about a text that was intended as a record, next to a valid one.
fn beside(domain: &str, record: &str, text: &str) -> Judged {
    warn(SpfFinding::SecondUnread).seen([Seen::Text(text.to_owned())]).fix(moved_into(domain, record, text))
}

/// Returns the fix that merges the senders in an unused text into the record. Only the owner knows if they still send
/// mail, so it asks first.
fn moved_into(domain: &str, record: &str, text: &str) -> Remedy {
    let edit = match repair::one_of(&[record.to_owned(), text.to_owned()], domain) {
        Some(together) => Edit::change(DnsRecord::txt(domain, together), record),
        None => Edit::open(domain, RecordType::Txt, Some(record.to_owned())),
    };
    let change = Change::Confirm(vec![edit, Edit::remove(DnsRecord::txt(domain, text))]);
    Remedy::new(change, SpfAdvice::MoveFromText)
}

async fn several<R: Resolver>(resolver: &R, domain: &str, need: Option<&Need>, texts: &[String]) -> Judged {
    let mut records = texts.iter().filter_map(|text| Record::parse(text).ok());
    let open = records.find(Record::passes_everybody).map(|open| open.text().to_owned());
    let fix = one_of_several(resolver, domain, need, texts).await;
    fail(SpfFinding::SeveralRecords { open })
        .seen(texts.iter().cloned().map(Seen::Text))
        .fix(fix.unwrap_or_else(|| choose_one(domain, texts)))
}

/// Returns the fix for records that only the domain's owner can choose between, such as two that redirect to different
/// names.
fn choose_one(domain: &str, texts: &[String]) -> Remedy {
    let records = texts.iter().map(|text| DnsRecord::txt(domain, text)).collect();
    Remedy::new(Change::KeepOne(records), SpfAdvice::ChooseOne)
}

/// Returns the fix that merges all records into one and adds the chosen provider.
async fn one_of_several<R: Resolver>(
    resolver: &R,
    domain: &str,
    need: Option<&Need>,
    texts: &[String],
) -> Option<Remedy> {
    let together = Record::parse(&repair::one_of(texts, domain)?).ok()?;
    let overlay = Overlay::new(resolver, domain, together.text());
    let (walked, senders) = look(&overlay, domain, need, &together).await;
    let add = need.is_some() && authorized(&overlay, domain, &senders).await == Authorized::No;
    let known = Known {
        domain,
        was: together.text(),
        record: &together,
        walk: &walked,
        provider: None,
        need,
        senders: &senders,
        add,
        mailboxes: &[],
    };
    let text = match propose(&overlay, &known).await {
        Proposal::Change { fix } => fix.change.edits().first()?.value()?.to_owned(),
        Proposal::Nothing => together.text().to_owned(),
        Proposal::Ask { .. } | Proposal::NoHelp => return None,
    };
    if texts.contains(&text) {
        let others = texts.iter().filter(|other| **other != text);
        let gone: Vec<DnsRecord> = others.map(|other| DnsRecord::txt(domain, other)).collect();
        return (!gone.is_empty()).then(|| Remedy::new(Change::Remove(gone), SpfAdvice::DeleteOthers));
    }
    let (first, others) = texts.split_first()?;
    let gone = others.iter().map(|other| Edit::remove(DnsRecord::txt(domain, other)));
    let edits = std::iter::once(Edit::change(DnsRecord::txt(domain, text), first)).chain(gone);
    Some(Remedy::new(Change::Replace(edits.collect()), SpfAdvice::MergeIntoFirst))
}

/// Walks the record, and looks up the provider's addresses in parallel.
async fn look<R: Resolver>(
    resolver: &R,
    domain: &str,
    need: Option<&Need>,
    record: &Record,
) -> (Walk, Senders) {
    let provider = async {
        match need {
            Some(need) => senders(resolver, domain, need, record.text()).await,
            None => Senders::default(),
        }
    };
    tokio::join!(walk(resolver, domain, record), provider)
}

/// Returns the first reading of a text that works.
async fn meant<R: Resolver>(resolver: &R, domain: &str, reading: &Reading) -> Option<Record> {
    let mut first = None;
    for text in &reading.texts {
        let Ok(record) = Record::parse(text) else { continue };
        if reading.texts.len() == 1 || !walk(resolver, domain, &record).await.is_fatal() {
            return Some(record);
        }
        first = first.or(Some(record));
    }
    // If there are several readings and none of them works, none of them is right.
    first.filter(|_| reading.texts.len() == 1)
}

async fn single<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    need: Option<&Need>,
    text: &str,
) -> SpfReport {
    let reading = repair::read(text, domain);
    let Some(record) = meant(resolver, domain, &reading).await else {
        return SpfReport::without_pass(remarks::unread(domain, text, &reading));
    };
    // A text that receivers can't read allows no senders, even if its intention is clear.
    let is_read = reading.mistakes.iter().all(|mistake| mistake.kind.is_readable());
    let is_parsed = Record::parse(text).is_ok();
    let overlay = Overlay::new(resolver, domain, record.text());
    let (walked, senders) = look(&overlay, domain, need, &record).await;
    // A record that receivers can read is judged as it is, not as it was intended.
    let standing = Overlay::new(resolver, domain, if is_read { text } else { record.text() });
    // A macro can depend on the message, so the provider might pass after all.
    let depends = walked.depends || walked.nodes.iter().any(|node| node.has_macros);
    let allowed = match need {
        Some(_) if !senders.is_empty() => authorized(&standing, domain, &senders).await.unless(depends),
        _ => Authorized::Unknown,
    };
    // If receivers stop at an error, no sender passes. Whether the record includes the provider shows only after the
    // fix.
    let add = need.is_some() && allowed.is_refused();
    let mailboxes = mailboxes(resolver, domain).await;
    let known = Known {
        domain,
        was: text,
        record: &record,
        walk: &walked,
        provider,
        need,
        senders: &senders,
        add,
        mailboxes: &mailboxes,
    };
    let proposal = propose(resolver, &known).await;

    let mut findings = Vec::new();
    if !reading.is_as_it_stands() {
        findings.push(remarks::mistakes(text, &reading));
    }
    let mut lacking = None;
    if is_read {
        lacking = add.then_some(findings.len());
        findings.extend(about_provider(&known, allowed, depends, &proposal));
    }
    let findings = with_faults(resolver, &known, findings, proposal, is_read).await;
    let is_shown = is_read || is_parsed;
    SpfReport {
        findings,
        cost: is_shown.then(|| cost(&walked, text)),
        tree: is_shown.then(|| tree(&walked)),
        authorized: if is_read { allowed.passes() } else { Some(false) },
        lacking,
    }
}

/// Returns the finding on whether the provider's mail passes, or that it needs nothing here.
fn about_provider(
    known: &Known<'_>,
    allowed: Authorized,
    depends: bool,
    proposal: &Proposal,
) -> Option<Judged> {
    match known.need {
        Some(need) => Some(for_provider(known, need, allowed, depends, proposal)),
        None => known.provider.and_then(not_needed),
    }
}

/// Adds the findings about the record's faults, and attaches the fix to the right finding.
async fn with_faults<R: Resolver>(
    resolver: &R,
    known: &Known<'_>,
    mut findings: Vec<Judged>,
    proposal: Proposal,
    is_read: bool,
) -> Vec<Judged> {
    let mut errors = remarks::errors(known.walk);
    let is_sound = errors.is_empty() && is_read;
    errors.extend(remarks::open_to_all(known.walk));
    let habits = habits(known.record, known.walk);
    let first_habit = errors.len();
    errors.extend(habits.iter().map(Habit::finding));
    let then = match &proposal {
        Proposal::Change { fix } => {
            fix.change.edits().first().and_then(|edit| Record::parse(edit.value()?).ok())
        }
        _ => None,
    };
    take_fix(&mut findings, &mut errors, proposal);
    let found = errors.iter_mut().skip(first_habit).zip(&habits);
    advise(resolver, (known.domain, known.was), then.as_ref().unwrap_or(known.record), found).await;
    findings.extend(errors);
    if is_sound {
        findings.push(remarks::sound(known.was, known.walk));
    }
    // The last finding is about the whole record, or about what is wrong with it.
    if let Some(last) = findings.last_mut() {
        remarks::name_ignored(last, known.record);
    }
    findings
}

/// Attaches the fix once, to the worst finding. A single change fixes everything.
fn take_fix(findings: &mut [Judged], errors: &mut [Judged], proposal: Proposal) {
    let fix = match proposal {
        Proposal::Change { fix } | Proposal::Ask { fix, .. } => fix,
        Proposal::Nothing | Proposal::NoHelp => return,
    };
    let is_bad = |finding: &&mut Judged| finding.verdict >= Verdict::Warn;
    // An existing question is more specific than this one.
    if !fix.change.is_exact() && findings.iter().any(|finding| finding.fix.is_some()) {
        return;
    }
    let own = findings.iter_mut().find(is_bad).filter(|finding| finding.fix.is_none());
    let finding = match own {
        Some(finding) => Some(finding),
        None => match errors.iter_mut().position(|finding| finding.verdict == Verdict::Fail) {
            Some(at) => errors.get_mut(at),
            None => errors.iter_mut().find(is_bad),
        },
    };
    if let Some(finding) = finding.filter(|finding| finding.fix.is_none()) {
        finding.fix = Some(fix);
    }
}
