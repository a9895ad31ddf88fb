//! The SPF part of a report.

use shared::{
    facts::{Provider, providers},
    report::{Finding, Fix, FixAction, SpfCost, Topic, Verdict},
};

use super::{
    authorise::{Authorised, Need, Senders, authorised, foresee, need, senders},
    edit::{merged, provider_terms},
    evaluate::LOOKUPS_MAX,
    missing::missing,
    parse::{Record, is_spf},
    propose::{Known, Proposal, propose},
    remarks,
    walk::{Walk, walk},
};
use crate::{
    egress::dns::Kind,
    report::{
        finding::{With, fail, fix, list, ok, open, record as fix_record, silent, warn},
        resolver::{Overlay, Resolver},
    },
};

/// What was found.
#[derive(Debug, Clone)]
pub struct SpfReport {
    /// The findings.
    pub findings: Vec<Finding>,
    /// What the record takes, where there is a readable one.
    pub cost: Option<SpfCost>,
}

/// Looks at a domain's SPF record, and whether it lets the provider send.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> SpfReport {
    let need = provider.and_then(need);
    // The provider's own names are known before the domain's record is.
    let (report, ()) = tokio::join!(
        judge(resolver, domain, provider, need.as_ref()),
        foresee(resolver, domain, need.as_ref())
    );
    report
}

async fn judge<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    need: Option<&Need>,
) -> SpfReport {
    let answer = resolver.ask(domain, Kind::Txt).await;
    if let Some(silence) = answer.silence() {
        let finding = silent(Topic::Spf, "unknown", "whether there is an SPF record", domain, silence);
        return SpfReport { findings: vec![finding], cost: None };
    }
    let texts: Vec<String> = answer.texts().filter(|text| is_spf(text)).collect();
    match texts.as_slice() {
        [] => SpfReport { findings: vec![missing(resolver, domain, need).await], cost: None },
        [text] => match Record::parse(text) {
            Ok(record) => single(resolver, domain, provider, need, &record).await,
            Err(error) => {
                let meaning = "The SPF record has a mistake in it, so receivers cannot use it at all.";
                let finding = fail(Topic::Spf, "unreadable", meaning)
                    .seen(texts.clone())
                    .why(format!("One mistake anywhere voids the record (RFC 7208, section 4.6): {error}."));
                SpfReport { findings: vec![finding], cost: None }
            }
        },
        _ => SpfReport { findings: vec![several(resolver, domain, need, &texts).await], cost: None },
    }
}

async fn several<R: Resolver>(resolver: &R, domain: &str, need: Option<&Need>, texts: &[String]) -> Finding {
    let meaning = "There is more than one SPF record, so receivers use none of them.";
    let finding = fail(Topic::Spf, "several-records", meaning)
        .seen(texts.iter().cloned())
        .why("A domain has one v=spf1 record; several are a permerror (RFC 7208, sections 3.2 and 4.5).");
    let mut records = texts.iter().filter_map(|text| Record::parse(text).ok());
    if let Some(open) = records.find(Record::passes_everybody) {
        let why = format!("{} One of them lets everybody send: {}.", finding.why, open.text());
        return finding.why(why);
    }
    let proposal = one_of_several(resolver, domain, need, texts).await;
    finding.fix(proposal)
}

/// All the records in one, and the chosen provider with them.
async fn one_of_several<R: Resolver>(
    resolver: &R,
    domain: &str,
    need: Option<&Need>,
    texts: &[String],
) -> Option<Fix> {
    let records: Vec<Record> = texts.iter().map(|text| Record::parse(text)).collect::<Result<_, _>>().ok()?;
    let together = Record::parse(&merged(&records)?).ok()?;
    let overlay = Overlay::new(resolver, domain, together.text());
    let (walked, senders) = look(&overlay, domain, need, together.text()).await;
    let add = need.is_some() && authorised(&overlay, domain, &senders).await == Authorised::No;
    let known = Known { domain, record: &together, walk: &walked, need, senders: &senders, add };
    let text = match propose(&overlay, &known).await {
        Proposal::Change { fix, .. } => fix.records.into_iter().next()?.value,
        Proposal::Nothing => together.text().to_owned(),
        Proposal::TooMuch { .. } | Proposal::NoHelp => return None,
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
async fn look<R: Resolver>(resolver: &R, domain: &str, need: Option<&Need>, text: &str) -> (Walk, Senders) {
    let Ok(record) = Record::parse(text) else { return Default::default() };
    let provider = async {
        match need {
            Some(need) => senders(resolver, domain, need, text).await,
            None => Senders::default(),
        }
    };
    tokio::join!(walk(resolver, domain, &record), provider)
}

async fn single<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    need: Option<&Need>,
    record: &Record,
) -> SpfReport {
    let text = record.text();
    let (walked, senders) = look(resolver, domain, need, text).await;
    let cost = SpfCost {
        lookups: walked.lookups,
        voids: walked.voids,
        bytes: u32::try_from(text.len()).unwrap_or(u32::MAX),
    };
    let allowed = match need {
        Some(_) if !senders.is_empty() => authorised(resolver, domain, &senders).await,
        _ => Authorised::Unknown,
    };
    // What only a real message decides may let the provider pass after all.
    let allowed = match allowed {
        Authorised::No | Authorised::Partly { .. } if walked.depends => Authorised::Unknown,
        allowed => allowed,
    };
    // A record that receivers stop at lets nobody pass; whether the provider stands in it shows once it works.
    let add = need.is_some() && matches!(allowed, Authorised::No | Authorised::Partly { .. });
    let known = Known { domain, record, walk: &walked, need, senders: &senders, add };
    let proposal = propose(resolver, &known).await;

    let mut findings = Vec::new();
    match need {
        Some(need) => findings.push(for_provider(domain, text, need, &senders, allowed, &proposal)),
        None => findings.extend(provider.and_then(not_needed)),
    }
    let mut errors = remarks::errors(&walked);
    let is_sound = errors.is_empty();
    // One change mends all; it stands with the worst finding, and once only.
    if let Proposal::Change { fix, effect } = proposal {
        let own = findings.iter_mut().find(|finding| finding.verdict >= Verdict::Warn);
        if let Some(finding) =
            own.or_else(|| errors.iter_mut().find(|finding| finding.verdict == Verdict::Fail))
        {
            finding.fix = Some(fix);
            finding.why = format!("{} {effect}", finding.why);
        }
    }
    findings.extend(errors);
    findings.extend(remarks::habits(record));
    if is_sound {
        let meaning = format!(
            "There is one SPF record, and receivers can read it ({} of {LOOKUPS_MAX} lookups).",
            walked.lookups
        );
        findings.push(
            ok(Topic::Spf, "record", meaning)
                .seen([text.to_owned()])
                .why("One v=spf1 record within the limits (RFC 7208, sections 3.2 and 4.6.4)."),
        );
    }
    SpfReport { findings, cost: Some(cost) }
}

fn for_provider(
    domain: &str,
    text: &str,
    need: &Need,
    senders: &Senders,
    allowed: Authorised,
    proposal: &Proposal,
) -> Finding {
    let name = &need.provider;
    let seen = [text.to_owned()];
    let why = "Evaluated for addresses that the provider sends from (RFC 7208, section 4), not by looking for its name in the record.";
    match allowed {
        Authorised::Yes => ok(Topic::Spf, "provider", format!("Your SPF record lets {name} send for you."))
            .seen(seen)
            .why(why),
        Authorised::Unknown => match &senders.silence {
            Some((asked, silence)) => {
                silent(Topic::Spf, "provider-unknown", &format!("whether {name} may send for you"), asked, silence)
            }
            None => open(
                Topic::Spf,
                "provider-unknown",
                format!("We could not find out whether {name} may send for you: a part of the SPF record was not answered, or \
                         depends on the single message."),
            )
            .seen(seen)
            .why("Macros need a real address and sender (RFC 7208, section 7); a time-out is a temperror (section 2.6.6)."),
        },
        Authorised::No | Authorised::Partly { .. } => {
            let some = match allowed {
                Authorised::Partly { passed, tried } => format!(" all of (only {passed} of {tried} addresses tried)"),
                _ => String::new(),
            };
            let mut meaning = format!("Your SPF record does not let{some} {name} send for you, so this mail looks forged to receivers.");
            let mut why = format!("{why} The terms to have at {domain}: {}.", need.terms.join(" "));
            if let Proposal::TooMuch { lookups, voids } = proposal {
                meaning.push_str(" The record is full: something has to go before anything can be added.");
                let services = services(text);
                if !services.is_empty() {
                    meaning = format!("{meaning} It names {}: is one of them no longer used?", list(&services));
                }
                why = format!(
                    "{why} With them it would take {lookups} of {LOOKUPS_MAX} lookups and {voids} of 2 voids, so the change is not \
                     proposed. Take out services that are no longer used, or give one a return path on a subdomain with an SPF \
                     record of its own (RFC 7208, sections 2.4 and 4.6.4)."
                );
            }
            let code = if matches!(proposal, Proposal::TooMuch { .. }) { "provider-does-not-fit" } else { "provider-not-authorised" };
            let finding = if need.verdict == Verdict::Fail { fail(Topic::Spf, code, meaning) } else { warn(Topic::Spf, code, meaning) };
            finding.seen(seen).why(why)
        }
    }
}

/// Providers of the table that a record includes.
fn services(text: &str) -> Vec<String> {
    let Ok(record) = Record::parse(text) else { return Vec::new() };
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
    (!provider.return_path.is_empty()).then(|| {
        let meaning = format!("{} needs no place in this SPF record: its mail carries a return path on a host of its own.", provider.name);
        ok(Topic::Spf, "provider", meaning).why(
            "SPF looks at the return path (RFC 7208, section 2.4), so the record belongs on that host; an aligned DKIM signature \
             is enough for DMARC (RFC 9989, section 4.4).",
        )
    })
}
