//! Sentences about SPF.

mod advice;
mod mistakes;

use shared::report::{Away, NotAuthorized, SpfEffect, SpfFinding, Unsure};

pub(super) use self::advice::{advice, cost};
use self::mistakes::describe;
use super::{Sentences, count, join};
use crate::{Language, client, list, report, rules};

/// Returns the sentences for a finding.
pub(super) fn sentences(language: Language, finding: &SpfFinding) -> Sentences {
    Sentences { meaning: meaning(language, finding), why: why(language, finding) }
}

fn meaning(language: Language, finding: &SpfFinding) -> String {
    let words = report(language);
    let text = match finding {
        SpfFinding::Unknown => words.spf_unknown(),
        SpfFinding::PartUnknown => words.spf_part_unknown(),
        SpfFinding::ReturnPathUnknown => words.spf_return_path_unknown(),
        SpfFinding::Missing(_) => words.spf_missing(),
        SpfFinding::DoubledName => words.spf_doubled_name(),
        SpfFinding::SecondUnread => words.spf_second_unread(),
        SpfFinding::SeveralRecords { .. } => words.spf_several_records(),
        SpfFinding::Mistakes(_) => words.spf_mistakes(),
        SpfFinding::Clutter(_) => words.spf_clutter(),
        SpfFinding::Unread { parts, .. } => return words.spf_unread(&list(language, &quoted(parts))),
        SpfFinding::Loop => words.spf_loop(),
        SpfFinding::BrokenTerm => words.spf_broken_term(),
        SpfFinding::TooManyLookups(lookups) => return words.spf_too_many_lookups(lookups),
        SpfFinding::TooManyVoids => words.spf_too_many_voids(),
        SpfFinding::OpenToAll { through: None } => words.spf_open_to_all(),
        SpfFinding::OpenToAll { through: Some(domain) } => return words.spf_open_to_all_through(domain),
        SpfFinding::Record(lookups) => return words.spf_record(lookups),
        SpfFinding::NoEnding => words.spf_no_ending(),
        SpfFinding::NeutralEnding => words.spf_neutral_ending(),
        SpfFinding::AfterAll => words.spf_after_all(),
        SpfFinding::WideRange => words.spf_wide_range(),
        SpfFinding::Ptr => words.spf_ptr(),
        SpfFinding::Parked => words.spf_parked(),
        SpfFinding::ParkedOpen => words.spf_parked_open(),
        of_provider => return of_a_provider(language, of_provider),
    };
    text.to_owned()
}

/// Returns a sentence about the provider in the record.
fn of_a_provider(language: Language, finding: &SpfFinding) -> String {
    let words = report(language);
    match finding {
        SpfFinding::ProviderUnknown(provider) => words.spf_provider_unknown(provider),
        SpfFinding::ProviderUnasked(provider) => words.spf_provider_unasked(provider),
        SpfFinding::ByMacros { provider, host: None } => words.spf_by_macros(provider),
        SpfFinding::ByMacros { provider, host: Some(host) } => words.spf_by_macros_at(provider, host),
        SpfFinding::Authorized(provider) => words.spf_authorized(provider),
        SpfFinding::NotNeeded(provider) => words.spf_not_needed(provider),
        SpfFinding::NotAuthorized(finding) => not_authorized(language, finding),
        SpfFinding::RegionUnknown(provider) => words.spf_region_unknown(provider),
        SpfFinding::ServerUnknown(Away::Proxy(proxy)) => words.spf_server_unknown_proxy(proxy),
        SpfFinding::ServerUnknown(Away::NoAddress) => words.spf_server_unknown().to_owned(),
        SpfFinding::ReturnPath(provider) => words.spf_return_path(provider),
        SpfFinding::ReturnPathMissing(provider) => words.spf_return_path_missing(provider),
        _ => String::new(),
    }
}

fn not_authorized(language: Language, finding: &NotAuthorized) -> String {
    let words = report(language);
    let NotAuthorized { provider, part, region, full, .. } = finding;
    let mut text = match part {
        Some(part) => words.spf_partly_authorized(provider, &part.passed, &part.tried),
        None => words.spf_not_authorized(provider),
    };
    if let Some(region) = region {
        join(&mut text, &words.spf_region(region));
    }
    if let Some(full) = full {
        join(&mut text, words.spf_full());
        if !full.services.is_empty() {
            join(&mut text, &words.spf_full_services(count(&full.services), &list(language, &full.services)));
        }
    }
    text
}

fn why(language: Language, finding: &SpfFinding) -> String {
    let words = rules(language);
    let (rule, more) = match finding {
        SpfFinding::Unknown
        | SpfFinding::PartUnknown
        | SpfFinding::ProviderUnasked(_)
        | SpfFinding::ReturnPathUnknown => (words.unknown(), None),
        SpfFinding::ProviderUnknown(_) => (words.spf_temperror(), None),
        SpfFinding::ByMacros { .. } => (words.spf_by_macros(), None),
        SpfFinding::Authorized(_) | SpfFinding::RegionUnknown(_) => (words.spf_evaluated(), None),
        SpfFinding::NotNeeded(_) => (words.spf_not_needed(), None),
        SpfFinding::NotAuthorized(finding) => return terms(language, finding),
        SpfFinding::ServerUnknown(_) => (words.spf_server_unknown(), None),
        SpfFinding::Missing(Unsure::No) => (words.spf_missing(), None),
        SpfFinding::Missing(Unsure::Mailboxes) => (words.spf_missing(), Some(words.spf_missing_mailboxes())),
        SpfFinding::Missing(Unsure::Silence(silence)) => {
            let mut text = words.spf_missing().to_owned();
            join(&mut text, words.spf_missing_silence());
            join(&mut text, &client(language).silence(silence));
            return text;
        }
        SpfFinding::DoubledName => (words.spf_doubled_name(), None),
        SpfFinding::SecondUnread => (words.spf_second_unread(), None),
        SpfFinding::SeveralRecords { open } => {
            let open = open.as_ref().map(|record| words.spf_several_open(record));
            return with(words.spf_several_records(), open.as_deref());
        }
        SpfFinding::Mistakes(mistakes) => {
            return with(&describe(language, mistakes), Some(words.spf_one_mistake()));
        }
        SpfFinding::Clutter(mistakes) => return describe(language, mistakes),
        SpfFinding::Unread { term, mistakes, .. } => {
            let term = term.as_ref().map(|term| words.spf_bad_term(term));
            let text = with(words.spf_one_mistake(), term.as_deref());
            return with(&text, Some(&describe(language, mistakes)));
        }
        SpfFinding::Loop | SpfFinding::BrokenTerm => (words.spf_broken_term(), None),
        SpfFinding::TooManyLookups(_) => (words.spf_too_many_lookups(), None),
        SpfFinding::TooManyVoids => (words.spf_too_many_voids(), None),
        SpfFinding::OpenToAll { .. } => (words.spf_open_to_all(), None),
        SpfFinding::Record(_) => (words.spf_record(), None),
        SpfFinding::NoEnding => (words.spf_no_ending(), None),
        SpfFinding::NeutralEnding => (words.spf_neutral_ending(), None),
        SpfFinding::AfterAll => (words.spf_after_all(), None),
        SpfFinding::WideRange => (words.spf_wide_range(), None),
        SpfFinding::Ptr => (words.spf_ptr(), None),
        SpfFinding::ReturnPath(_) => (words.spf_return_path(), None),
        SpfFinding::ReturnPathMissing(_) => (words.spf_return_path(), Some(words.spf_return_path_missing())),
        SpfFinding::Parked | SpfFinding::ParkedOpen => (words.spf_parked(), None),
    };
    with(rule, more)
}

/// Returns the terms that should be in the record, and how many lookups they take.
fn terms(language: Language, finding: &NotAuthorized) -> String {
    let words = rules(language);
    let terms = words.spf_terms(&finding.domain, &finding.terms.join(" "));
    let text = with(words.spf_evaluated(), Some(&terms));
    let full = finding.full.as_ref().map(|full| words.spf_full(&full.lookups, &full.voids));
    with(&text, full.as_deref())
}

/// Returns how a change affects the limits.
pub(super) fn effect(language: Language, effect: &SpfEffect) -> String {
    let (words, SpfEffect { before, after, keeps_ending }) = (rules(language), effect);
    let text = words.spf_effect(
        &after.lookups,
        &before.lookups,
        &after.voids,
        &before.voids,
        &after.bytes,
        &before.bytes,
    );
    with(&text, keeps_ending.then(|| words.spf_effect_ending()))
}

fn with(rule: &str, more: Option<&str>) -> String {
    let mut text = rule.to_owned();
    if let Some(more) = more.filter(|more| !more.is_empty()) {
        join(&mut text, more);
    }
    text
}

/// Returns the parts of a record, in quotation marks.
pub(super) fn quoted(parts: &[String]) -> Vec<String> {
    parts.iter().map(|part| format!("\"{part}\"")).collect()
}
