//! Sentences about DKIM keys.

mod advice;

use shared::report::{DkimFinding, KeyError, KeyFault, KeyProvider, MissingKeys};

pub(super) use self::advice::advice;
use super::{Sentences, join};
use crate::{Guide, Language, guides, list, report, rules};

/// Returns the sentences for a finding.
pub(super) fn sentences(language: Language, finding: &DkimFinding) -> Sentences {
    Sentences { meaning: meaning(language, finding), why: why(language, finding) }
}

fn meaning(language: Language, finding: &DkimFinding) -> String {
    let words = report(language);
    let text = match finding {
        DkimFinding::Unknown => words.dkim_unknown(),
        DkimFinding::Key => words.dkim_key(),
        DkimFinding::Ed25519Only => words.dkim_ed25519_only(),
        DkimFinding::ShortKey => words.dkim_short_key(),
        DkimFinding::Testing => words.dkim_testing(),
        DkimFinding::BareKey => words.dkim_bare_key(),
        DkimFinding::Unusable { faults, .. } => match faults.as_slice() {
            [fault] => return unusable(language, *fault),
            _ => words.dkim_unusable(),
        },
        DkimFinding::UnusableTheirs { .. } => words.dkim_unusable_theirs(),
        DkimFinding::Dangling { .. } => words.dkim_dangling(),
        DkimFinding::WrongTarget { .. } => words.dkim_wrong_target(),
        DkimFinding::WrongName => words.dkim_wrong_name(),
        DkimFinding::PastedDamaged => words.dkim_pasted_damaged(),
        DkimFinding::Wildcard => words.dkim_wildcard(),
        DkimFinding::Parked => words.dkim_parked(),
        DkimFinding::Revoked { has_other: true, .. } => words.dkim_revoked_other(),
        DkimFinding::Revoked { provider, .. } => {
            return named(provider.as_ref(), |name| words.dkim_revoked(name), words.dkim_revoked_any());
        }
        DkimFinding::Differs { provider } => {
            return named(provider.as_ref(), |name| words.dkim_differs(name), words.dkim_differs_any());
        }
        DkimFinding::NotPublished { provider } => {
            return named(
                provider.as_ref(),
                |name| words.dkim_not_published(name),
                words.dkim_not_published_any(),
            );
        }
        absent => return self::absent(language, absent),
    };
    text.to_owned()
}

/// Returns a sentence about keys that are missing.
fn absent(language: Language, finding: &DkimFinding) -> String {
    let words = report(language);
    match finding {
        DkimFinding::ReserveEmpty { provider, selectors } => {
            let selectors = list(language, selectors);
            let any = words.dkim_reserve_empty_any(&selectors);
            named(provider.as_ref(), |name| words.dkim_reserve_empty(name, &selectors), &any)
        }
        DkimFinding::SomeMissing(MissingKeys { provider, .. }) => named(
            known(provider.as_ref()),
            |name| words.dkim_some_missing(name),
            words.dkim_some_missing_any(),
        ),
        DkimFinding::Missing(MissingKeys { provider, .. }) => {
            named(known(provider.as_ref()), |name| words.dkim_missing(name), words.dkim_missing_any())
        }
        DkimFinding::SelectorUnknown { provider: Some(provider), is_personal: true, .. } => {
            words.dkim_personal(&provider.name)
        }
        DkimFinding::SelectorUnknown { provider, .. } => named(
            known(provider.as_ref()),
            |name| words.dkim_selector_unknown(name),
            words.dkim_selector_unknown_any(),
        ),
        DkimFinding::NoneAtAll { provider, .. } => {
            named(known(provider.as_ref()), |name| words.dkim_none(name), words.dkim_none_any())
        }
        _ => words.dkim_none_any().to_owned(),
    }
}

/// Returns the name of a provider from the table.
fn known(provider: Option<&KeyProvider>) -> Option<&String> {
    provider.map(|provider| &provider.name)
}

/// Returns the texts about a provider from the table.
fn guide(language: Language, provider: Option<&KeyProvider>) -> Guide {
    provider.and_then(|provider| guides(language).of(&provider.id)).unwrap_or_default()
}

/// Returns a sentence with the provider's name, or another sentence if no provider was chosen.
fn named(provider: Option<&String>, with: impl Fn(&String) -> String, any: &str) -> String {
    provider.map_or_else(|| any.to_owned(), with)
}

fn unusable(language: Language, fault: KeyFault) -> String {
    let words = report(language);
    let text = match fault {
        KeyFault::Record(error) => match error {
            KeyError::Tags => words.dkim_unusable_tags(),
            KeyError::DuplicateTag => words.dkim_unusable_duplicate_tag(),
            KeyError::Version => words.dkim_unusable_version(),
            KeyError::NoKey => words.dkim_unusable_no_key(),
            KeyError::Kind => words.dkim_unusable_kind(),
            KeyError::Damaged => words.dkim_unusable_damaged(),
            KeyError::NotForMail => words.dkim_unusable_not_for_mail(),
            KeyError::Hash => words.dkim_unusable_hash(),
        },
        KeyFault::Short(bits) => return words.dkim_unusable_short(&bits),
        KeyFault::Several(count) => return words.dkim_unusable_several(&count),
        KeyFault::TwoRecords => words.dkim_unusable_two_records(),
    };
    text.to_owned()
}

fn why(language: Language, finding: &DkimFinding) -> String {
    let words = rules(language);
    let (rule, more) = match finding {
        DkimFinding::Unknown => (words.unknown(), None),
        DkimFinding::Key => (words.dkim_key(), None),
        DkimFinding::Ed25519Only => (words.dkim_ed25519_only(), None),
        DkimFinding::ShortKey => (words.dkim_short_key(), None),
        DkimFinding::Testing => (words.dkim_testing(), None),
        DkimFinding::BareKey => (words.dkim_bare_key(), None),
        DkimFinding::Unusable { .. } | DkimFinding::UnusableTheirs { .. } => (words.dkim_unusable(), None),
        DkimFinding::Revoked { .. } => (words.dkim_revoked(), None),
        DkimFinding::Differs { .. } => (words.dkim_differs(), None),
        DkimFinding::NotPublished { .. } => (words.dkim_not_published(), Some(words.dkim_selector_key())),
        DkimFinding::ReserveEmpty { .. } => (words.dkim_reserve_empty(), Some(words.dkim_selector_key())),
        DkimFinding::Dangling { is_known: true, .. } => {
            (words.dkim_dangling(), Some(words.dkim_dangling_dot()))
        }
        DkimFinding::Dangling { is_known: false, .. } => (words.dkim_dangling(), None),
        DkimFinding::WrongTarget { .. } => (words.dkim_selector_key(), None),
        DkimFinding::WrongName => (words.dkim_wrong_name(), None),
        DkimFinding::SomeMissing(missing) | DkimFinding::Missing(missing) => {
            let note = guide(language, missing.provider.as_ref()).dkim;
            return noted(words.dkim_missing(&list(language, &missing.names)), note);
        }
        DkimFinding::NoneAtAll { domain, provider } => {
            return noted(words.dkim_none(domain), guide(language, provider.as_ref()).dkim);
        }
        DkimFinding::SelectorUnknown { domain, provider, .. } => {
            return noted(words.dkim_selector_unknown(domain), guide(language, provider.as_ref()).dkim);
        }
        DkimFinding::PastedDamaged => (words.dkim_pasted_damaged(), None),
        DkimFinding::Wildcard => (words.dkim_wildcard(), None),
        DkimFinding::Parked => (words.dkim_parked(), None),
    };
    noted(rule.to_owned(), more)
}

fn noted(mut rule: String, note: Option<&str>) -> String {
    if let Some(note) = note {
        join(&mut rule, note);
    }
    rule
}
