//! The SPF part of a report.

use shared::{
    dns::{Kind, Resolver},
    facts::{Provider, providers},
    report::{Finding, Fix, FixAction, SpfCost, SpfTree, Topic, Verdict},
};

use super::{
    authorise::{
        Authorised, Need, Question, Senders, authorised, foresee, has_return_path_elsewhere, need, senders,
    },
    edit::provider_terms,
    evaluate::LOOKUPS_MAX,
    habits::{Habit, advise, habits},
    missing::{mailboxes, missing},
    parse::{Record, is_spf},
    propose::{Known, Proposal, asked, propose},
    remarks,
    repair::{self, Reading},
    tree::tree,
    walk::{Node, Walk, walk},
};
use crate::{
    finding::{With, fail, fix, list, ok, open, record as fix_record, silent, warn},
    resolver::Overlay,
};

/// What was found.
#[derive(Debug, Clone)]
pub struct SpfReport {
    /// The findings.
    pub findings: Vec<Finding>,
    /// What the record takes, where there is a readable one.
    pub cost: Option<SpfCost>,
    /// Who may send by it.
    pub tree: Option<SpfTree>,
    /// Whether SPF passes for the provider's mail that has the domain as its return path; `None` if that cannot be told.
    pub authorised: Option<bool>,
    /// The place of the finding that the provider isn't let through.
    lacking: Option<usize>,
}

impl SpfReport {
    fn only(finding: Finding) -> Self {
        Self { findings: vec![finding], cost: None, tree: None, authorised: None, lacking: None }
    }

    /// Where receivers read no record, or none that they can use.
    fn without_pass(finding: Finding) -> Self {
        Self { authorised: Some(false), ..Self::only(finding) }
    }

    /// Where there is no record at all.
    fn missing(finding: Finding) -> Self {
        Self { lacking: Some(0), ..Self::without_pass(finding) }
    }

    /// Makes it a failure that the provider isn't let through, because nothing else lets its mail pass.
    pub fn raise(&mut self) {
        if let Some(finding) = self.lacking.and_then(|at| self.findings.get_mut(at)) {
            finding.verdict = Verdict::Fail;
        }
    }
}

/// Looks at a domain's SPF record, and whether it lets the provider send.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> SpfReport {
    // The provider's own names are known before the domain's record is.
    let (report, ()) = tokio::join!(judge(resolver, domain, provider), foresee(resolver, domain, provider));
    report
}

async fn judge<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> SpfReport {
    let answer = resolver.ask(domain, Kind::Txt).await;
    if let Some(silence) = answer.silence() {
        let finding = silent(Topic::Spf, "unknown", "whether there is an SPF record", domain, silence);
        return SpfReport::only(finding);
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

/// A text that was meant to be a record, beside one that is.
fn beside(domain: &str, record: &str, text: &str) -> Finding {
    let meaning = "There is a second text that was meant to be an SPF record. Receivers don't read it, so what it lists counts for \
                   nothing.";
    warn(Topic::Spf, "second-unread", meaning)
        .seen([text.to_owned()])
        .why("A record begins with v=spf1 (RFC 7208, section 4.5), and a domain has one of them (section 3.2). Move what is still \
              used into the record that counts, then delete this one.")
        .fix(Some(moved_into(domain, record, text)))
}

/// What a text that nobody reads lists may still send: its owner knows.
fn moved_into(domain: &str, record: &str, text: &str) -> Fix {
    let together = repair::one_of(&[record.to_owned(), text.to_owned()], domain).unwrap_or_default();
    let summary = "Does what the second text lists still send for you? Then change the SPF record to this. Delete the second text.";
    let records = [fix_record(domain, "TXT", together, record), fix_record(domain, "TXT", "", text)];
    fix(FixAction::Ask, summary, records)
}

async fn several<R: Resolver>(resolver: &R, domain: &str, need: Option<&Need>, texts: &[String]) -> Finding {
    let meaning = "There is more than one SPF record, so receivers use none of them.";
    let finding = fail(Topic::Spf, "several-records", meaning)
        .seen(texts.iter().cloned())
        .why("A domain has one v=spf1 record; several are a permerror (RFC 7208, sections 3.2 and 4.5).");
    let mut records = texts.iter().filter_map(|text| Record::parse(text).ok());
    let why = match records.find(Record::passes_everybody) {
        Some(open) => format!("{} One of them lets everybody send: {}.", finding.why, open.text()),
        None => finding.why.clone(),
    };
    let finding = finding.why(why);
    let proposal = one_of_several(resolver, domain, need, texts).await;
    finding.fix(proposal.or_else(|| Some(choose_one(domain, texts))))
}

/// What only the domain's owner can settle, such as two that hand over to different names.
fn choose_one(domain: &str, texts: &[String]) -> Fix {
    let summary = "Decide which of these records is the right one. Put into it what the others list and you still use. Delete the \
                   others.";
    fix(FixAction::Ask, summary, texts.iter().map(|text| fix_record(domain, "TXT", "", text)))
}

/// All the records in one, and the chosen provider with them.
async fn one_of_several<R: Resolver>(
    resolver: &R,
    domain: &str,
    need: Option<&Need>,
    texts: &[String],
) -> Option<Fix> {
    let together = Record::parse(&repair::one_of(texts, domain)?).ok()?;
    let overlay = Overlay::new(resolver, domain, together.text());
    let (walked, senders) = look(&overlay, domain, need, &together).await;
    let add = need.is_some() && authorised(&overlay, domain, &senders).await == Authorised::No;
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
        Proposal::Change { fix, .. } => fix.records.into_iter().next()?.value,
        Proposal::Nothing => together.text().to_owned(),
        Proposal::Ask { .. } | Proposal::NoHelp => return None,
    };
    if texts.contains(&text) {
        let others = texts.iter().filter(|other| **other != text);
        let gone: Vec<_> = others.map(|other| fix_record(domain, "TXT", "", other)).collect();
        let summary = "Delete these records; the one that stays holds what all of them say.";
        return (!gone.is_empty()).then(|| fix(FixAction::Remove, summary, gone));
    }
    let (first, others) = texts.split_first()?;
    let gone = others.iter().map(|other| fix_record(domain, "TXT", "", other));
    let records = std::iter::once(fix_record(domain, "TXT", text, first)).chain(gone);
    let summary =
        "Change the first SPF record to this one, which holds what all of them say, and delete the others.";
    Some(fix(FixAction::Replace, summary, records))
}

/// The record's walk and the provider's addresses, looked for at the same time.
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

/// Of the ways to read a text, the first one that works.
async fn meant<R: Resolver>(resolver: &R, domain: &str, reading: &Reading) -> Option<Record> {
    let mut first = None;
    for text in &reading.texts {
        let Ok(record) = Record::parse(text) else { continue };
        if reading.texts.len() == 1 || !walk(resolver, domain, &record).await.is_fatal() {
            return Some(record);
        }
        first = first.or(Some(record));
    }
    // Of several readings, none of which works, none is the right one.
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
    // What receivers cannot read has no senders, whatever it was meant to be.
    let is_read = reading.mistakes.iter().all(|mistake| mistake.slip.is_readable());
    let is_parsed = Record::parse(text).is_ok();
    let overlay = Overlay::new(resolver, domain, record.text());
    let (walked, senders) = look(&overlay, domain, need, &record).await;
    // A record that receivers read is judged as it stands, whatever was meant.
    let standing = Overlay::new(resolver, domain, if is_read { text } else { record.text() });
    let allowed = match need {
        Some(_) if !senders.is_empty() => authorised(&standing, domain, &senders).await,
        _ => Authorised::Unknown,
    };
    // What only a real message decides may let the provider pass after all.
    let depends = walked.depends || walked.nodes.iter().any(|node| node.has_macros);
    let allowed = match allowed {
        Authorised::No | Authorised::Partly { .. } if depends => Authorised::Unknown,
        allowed => allowed,
    };
    // A record that receivers stop at lets nobody pass; whether the provider stands in it shows once it works.
    let add = need.is_some() && matches!(allowed, Authorised::No | Authorised::Partly { .. });
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
        let is_refused = matches!(allowed, Authorised::No | Authorised::Partly { .. });
        lacking = (need.is_some() && is_refused).then_some(findings.len());
        match need {
            Some(need) => findings.push(for_provider(&known, need, allowed, depends, &proposal)),
            None => findings.extend(provider.and_then(not_needed)),
        }
    }
    let mut errors = remarks::errors(&walked);
    let is_sound = errors.is_empty() && is_read;
    errors.extend(remarks::open_to_all(&walked));
    let habits = habits(&record, &walked);
    let first_habit = errors.len();
    errors.extend(habits.iter().map(Habit::finding));
    let then = match &proposal {
        Proposal::Change { fix, .. } => {
            fix.records.first().and_then(|record| Record::parse(&record.value).ok())
        }
        _ => None,
    };
    take_fix(&mut findings, &mut errors, proposal);
    let found = errors.iter_mut().skip(first_habit).zip(&habits);
    advise(resolver, (domain, text), then.as_ref().unwrap_or(&record), found).await;
    findings.extend(errors);
    if is_sound {
        findings.push(remarks::sound(text, &walked));
    }
    // The last one is about the record as a whole, or about what is wrong with it.
    if let Some(last) = findings.last_mut() {
        remarks::name_ignored(last, &record);
    }
    let cost = SpfCost {
        lookups: walked.lookups,
        voids: walked.voids,
        bytes: u32::try_from(text.len()).unwrap_or(u32::MAX),
    };
    let is_shown = is_read || is_parsed;
    let authorised = match allowed {
        _ if !is_read => Some(false),
        Authorised::Yes => Some(true),
        Authorised::No => Some(false),
        Authorised::Partly { .. } | Authorised::Unknown => None,
    };
    let tree = is_shown.then(|| tree(&walked));
    SpfReport { findings, cost: is_shown.then_some(cost), tree, authorised, lacking }
}

/// One change mends all; it stands with the worst finding, and once only.
fn take_fix(findings: &mut [Finding], errors: &mut [Finding], proposal: Proposal) {
    let (fix, effect) = match proposal {
        Proposal::Change { fix, effect } => (fix, effect),
        Proposal::Ask { fix, .. } => (fix, String::new()),
        Proposal::Nothing | Proposal::NoHelp => return,
    };
    let is_bad = |finding: &&mut Finding| finding.verdict >= Verdict::Warn;
    // A question that is asked already says more than another one.
    if fix.action == FixAction::Ask && findings.iter().any(|finding| finding.fix.is_some()) {
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
        if !effect.is_empty() {
            finding.why = format!("{} {effect}", finding.why);
        }
    }
}

const EVALUATED: &str = "Evaluated for addresses that the provider sends from (RFC 7208, section 4), not by looking for its name in \
                         the record.";

fn for_provider(
    known: &Known<'_>,
    need: &Need,
    allowed: Authorised,
    depends: bool,
    proposal: &Proposal,
) -> Finding {
    let (name, seen) = (&need.provider, [known.was.to_owned()]);
    match (allowed, &need.question) {
        (Authorised::Yes, _) => ok(Topic::Spf, "provider", format!("Your SPF record lets {name} send for you."))
            .seen(seen)
            .why(EVALUATED),
        (_, Some(question)) => questioned(known, need, question),
        (Authorised::Unknown, None) if depends => by_macros(known, name),
        (Authorised::Unknown, None) => match &known.senders.silence {
            Some((asked, silence)) => {
                silent(Topic::Spf, "provider-unknown", &format!("whether {name} may send for you"), asked, silence)
            }
            None => open(
                Topic::Spf,
                "provider-unknown",
                format!("We couldn't find out whether {name} may send for you: a part of the SPF record wasn't answered."),
            )
            .seen(seen)
            .why("A time-out is a temperror (RFC 7208, section 2.6.6)."),
        },
        (Authorised::No | Authorised::Partly { .. }, None) => refused(known, need, allowed, proposal),
    }
}

/// The provider's addresses do not pass.
fn refused(known: &Known<'_>, need: &Need, allowed: Authorised, proposal: &Proposal) -> Finding {
    let name = &need.provider;
    let mut meaning = match allowed {
        Authorised::Partly { passed, tried } => format!(
            "Your SPF record lets only a part of {name} send for you: {passed} of {tried} addresses that we tried. The rest of this \
             mail looks forged to receivers."
        ),
        _ => format!(
            "Your SPF record does not let {name} send for you, so this mail looks forged to receivers."
        ),
    };
    if let Some(region) = &need.region {
        meaning = format!("{meaning} Your account is in the region {region}, which has its own servers.");
    }
    let mut why = format!("{EVALUATED} The terms to have at {}: {}.", known.domain, need.terms.join(" "));
    let too_much = match proposal {
        Proposal::Ask { too_much, .. } => *too_much,
        _ => None,
    };
    if let Some((lookups, voids)) = too_much {
        meaning.push_str(" The record is full: something has to go before anything can be added.");
        let services = services(known.record);
        if !services.is_empty() {
            meaning = format!("{meaning} It names {}: is one of them no longer used?", list(&services));
        }
        why = format!(
            "{why} With them it would take {lookups} of {LOOKUPS_MAX} lookups and {voids} of 2 voids, so the change is not \
             proposed. Take out services that are no longer used, or give one a return path on a subdomain with an SPF \
             record of its own (RFC 7208, sections 2.4 and 4.6.4)."
        );
    }
    let code = if too_much.is_some() { "provider-does-not-fit" } else { "provider-not-authorised" };
    let finding = if need.verdict == Verdict::Fail {
        fail(Topic::Spf, code, meaning)
    } else {
        warn(Topic::Spf, code, meaning)
    };
    finding.seen([known.was.to_owned()]).why(why)
}

/// What only somebody else can tell.
fn questioned(known: &Known<'_>, need: &Need, question: &Question) -> Finding {
    let name = &need.provider;
    let summary = asked(need, question);
    let finding = match question {
        Question::Region(_) => {
            let meaning = format!(
                "Your SPF record does not let {name} send for you, and which of {name}'s data centers your account is in can't be \
                 seen in DNS."
            );
            fail(Topic::Spf, "provider-not-authorised", meaning).why(EVALUATED)
        }
        Question::Server(hosting) => {
            let away = hosting.away.as_deref().unwrap_or_default();
            let has_address = known.walk.nodes.iter().any(Node::lists_a_server);
            let (meaning, rule) = (
                format!(
                    "The SPF record has to list the address of the hosting server that sends your mail. DNS doesn't show it: {away}, \
                     and your mailboxes are elsewhere."
                ),
                "a and mx mean what DNS answers for them (RFC 7208, sections 5.3 and 5.4), not the server that sends.",
            );
            if has_address && hosting.hints.is_empty() {
                open(Topic::Spf, "server-unknown", meaning).why(rule)
            } else {
                fail(Topic::Spf, "server-unknown", meaning).why(rule)
            }
        }
    };
    let record = fix_record(known.domain, "TXT", "", known.was);
    finding.seen([known.was.to_owned()]).fix(Some(fix(FixAction::Ask, summary, [record])))
}

/// A record whose terms are made anew for each message, as services that host SPF do.
fn by_macros(known: &Known<'_>, name: &str) -> Finding {
    let terms: Vec<String> = known
        .walk
        .nodes
        .iter()
        .filter(|node| node.depends() || node.has_macros)
        .map(|node| node.term.clone())
        .collect();
    let host =
        terms.iter().find_map(|term| term.rsplit('}').next()).map_or("", |rest| rest.trim_matches('.'));
    let host = if host.contains('.') { host } else { "the service that hosts your SPF record" };
    let meaning = format!(
        "We couldn't tell whether {name} may send for you: the SPF record is made of macros, and its answer depends on the single \
         message. {host} decides."
    );
    let summary = format!(
        "Sign in to the service that hosts your SPF record ({host}) and check that {name} is on its list of senders. Don't change \
         the record in your DNS panel."
    );
    open(Topic::Spf, "provider-unknown", meaning)
        .seen(terms)
        .why("Macros need a real address and sender (RFC 7208, section 7).")
        .fix(Some(fix(FixAction::Ask, summary, [fix_record(known.domain, "TXT", "", known.was)])))
}

/// Providers of the table that a record includes.
fn services(record: &Record) -> Vec<String> {
    let words: Vec<&str> = record.directives().map(|(term, ..)| record.source(term)).collect();
    let is_in = |provider: &&Provider| {
        let own = provider_terms(&provider.spf_mechanism);
        let terms = own.iter().filter(|term| term.starts_with("include:"));
        terms.into_iter().any(|term| words.iter().any(|word| word.eq_ignore_ascii_case(term)))
    };
    let mut names: Vec<String> =
        providers().iter().filter(is_in).map(|provider| provider.name.clone()).collect();
    names.dedup();
    names
}

/// Where the provider's mail has a return path of its own.
fn not_needed(provider: &Provider) -> Option<Finding> {
    has_return_path_elsewhere(provider).then(|| {
        let meaning = format!("{} needs no place in this SPF record: its mail carries a return path on a host of its own.", provider.name);
        ok(Topic::Spf, "provider", meaning).why(
            "SPF looks at the return path (RFC 7208, section 2.4), so the record belongs on that host; an aligned DKIM signature \
             is enough for DMARC (RFC 9989, section 4.4).",
        )
    })
}
