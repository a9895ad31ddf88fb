//! Findings about keys that are missing, and about keys that might be.

use shared::{
    facts::{Provider, ProviderKind},
    report::{Change, DkimAdvice, DkimFinding, Judged, KeyStep, MissingKeys, Record, Remedy, Seen},
};

use super::{Known, Usable};
use crate::{
    dkim::{
        places::Place,
        steps::{ask, name, of_table},
    },
    judged::{fail, open, warn},
};

/// Returns the finding about records that are certainly needed and missing.
pub(super) fn lacking(provider: Option<&Provider>, places: &[&Place], usable: Usable) -> Option<Judged> {
    if places.is_empty() {
        return None;
    }
    let names: Vec<String> = places.iter().map(|place| place.name.clone()).collect();
    let missing = MissingKeys { provider: provider.map(of_table), names: names.clone() };
    let finding = if usable == Usable::No {
        fail(DkimFinding::Missing(missing))
    } else {
        warn(DkimFinding::SomeMissing(missing))
    };
    let fix = added(provider, places)
        .unwrap_or_else(|| ask(KeyStep::CopyRecords, provider, places.iter().map(|place| place.edit())));
    Some(finding.seen(names.into_iter().map(Seen::Absent)).fix(fix))
}

/// Returns the fix that adds the records, if all of them are known.
fn added(provider: Option<&Provider>, places: &[&Place]) -> Option<Remedy> {
    let records: Option<Vec<Record>> = places.iter().map(|place| place.known()).collect();
    let advice = DkimAdvice::AddRecords { provider: name(provider) };
    records.filter(|records| !records.is_empty()).map(|records| Remedy::new(Change::Add(records), advice))
}

/// Returns the finding for a domain that has no names below `_domainkey`.
pub(super) fn none_at_all(known: &Known<'_>, certain: &[&Place], open: &[&Place]) -> Judged {
    let (domain, provider) = (known.domain.to_owned(), known.provider);
    let below = certain.iter().map(|place| Seen::Absent(place.name.clone()));
    let seen = std::iter::once(Seen::NoSuchName(format!("_domainkey.{domain}"))).chain(below);
    let about = DkimFinding::NoneAtAll { domain, provider: provider.map(of_table) };
    let finding = fail(about).seen(seen);
    if let Some(personal) = personal(known).filter(|_| certain.is_empty()) {
        let advice = DkimAdvice::Personal(of_table(personal));
        return finding.fix(Remedy::new(Change::AskProvider(Vec::new()), advice));
    }
    if let Some(fix) = added(provider, certain) {
        return finding.fix(fix);
    }
    let asked: Vec<&Place> = match certain {
        [] if known.provider.is_none() => Vec::new(),
        [] => open.iter().copied().chain(known.assigned).collect(),
        certain => certain.to_vec(),
    };
    finding.fix(ask(KeyStep::CopyRecords, provider, asked.into_iter().map(Place::edit)))
}

/// Returns the finding for a key whose name can't be determined from outside.
pub(super) fn untold(known: &Known<'_>, open_ones: &[&Place]) -> Judged {
    let (personal, provider) = (personal(known), known.provider);
    let finding = open(DkimFinding::SelectorUnknown {
        domain: known.domain.to_owned(),
        provider: provider.map(of_table),
        is_personal: personal.is_some(),
    });
    let names = open_ones.iter().map(|place| place.name.clone());
    if provider.is_none() {
        let tried: Vec<String> = names.collect();
        return finding.seen((!tried.is_empty()).then_some(Seen::NoneOf(tried)));
    }
    let finding = finding.seen(names.map(Seen::Absent));
    let edits = open_ones.iter().map(|place| place.edit());
    if let Some(personal) = personal {
        let advice = DkimAdvice::Personal(of_table(personal));
        return finding.fix(Remedy::new(Change::AskProvider(edits.collect()), advice));
    }
    finding.fix(ask(KeyStep::CopyRecords, provider, edits.chain(known.assigned.iter().map(Place::edit))))
}

/// Returns the provider if the mailbox is likely a personal one, so that no record helps: the provider has such, and the
/// domain's mail goes elsewhere.
fn personal<'a>(known: &Known<'a>) -> Option<&'a Provider> {
    let provider = known.provider.filter(|provider| provider.kind == ProviderKind::Mailbox)?;
    (!known.has_mailboxes && provider.has_personal_accounts).then_some(provider)
}
