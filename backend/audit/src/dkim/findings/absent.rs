//! Keys that are not there, and keys of which that cannot be told.

use shared::{
    facts::{Provider, ProviderKind},
    report::{Finding, FixAction, Topic},
};

use super::Known;
use crate::{
    dkim::{
        places::Place,
        steps::{Step, name},
    },
    finding::{With, fail, fix, list, open, warn},
};

/// Records that are certainly needed and not there.
pub(super) fn lacking(provider: Option<&Provider>, places: &[&Place], any_good: bool) -> Option<Finding> {
    if places.is_empty() {
        return None;
    }
    let name = name(provider);
    let names: Vec<String> = places.iter().map(|place| place.name.clone()).collect();
    let finding = if any_good {
        let meaning = format!("One or more of the DKIM keys that {name} uses aren't in DNS.");
        warn(Topic::Dkim, "some-missing", meaning)
    } else {
        let meaning = format!("The DKIM keys that {name} needs to sign your mail aren't in DNS.");
        fail(Topic::Dkim, "missing", meaning)
    };
    let change = if places.iter().all(|place| place.is_known()) {
        let summary = format!("Add these records. Then turn on signing at {name}.");
        fix(FixAction::Add, summary, places.iter().map(|place| place.record()))
    } else {
        Step::CopyRecords.ask(provider, places.iter().map(|place| place.record()))
    };
    let why = format!("There is no key at {} (RFC 6376, section 3.6.2).{}", list(&names), note(provider));
    let seen = names.into_iter().map(|name| format!("{name}: not there"));
    Some(finding.seen(seen).why(why).fix(Some(change)))
}

/// Nothing exists below `_domainkey`.
pub(super) fn none_at_all(known: &Known<'_>, certain: &[&Place], open: &[&Place]) -> Finding {
    let (domain, provider) = (known.domain, known.provider);
    let below = certain.iter().map(|place| format!("{}: not there", place.name));
    let seen = std::iter::once(format!("_domainkey.{domain}: does not exist")).chain(below);
    let why = format!(
        "NXDOMAIN for _domainkey.{domain}: no name exists below it either, so there is no key under any selector (RFC 8020).{}",
        note(provider)
    );
    let meaning = match provider {
        Some(provider) => format!("Your domain has no DKIM key, so {} can't sign your mail.", provider.name),
        None => "Your domain has no DKIM key, so your mail isn't signed.".to_owned(),
    };
    let finding = fail(Topic::Dkim, "missing", meaning).seen(seen).why(why);
    if let Some(personal) = personal(known).filter(|_| certain.is_empty()) {
        return finding.fix(Some(fix(FixAction::Ask, personal, [])));
    }
    if !certain.is_empty() && certain.iter().all(|place| place.is_known()) {
        let summary = format!("Add these records. Then turn on signing at {}.", name(provider));
        return finding.fix(Some(fix(FixAction::Add, summary, certain.iter().map(|place| place.record()))));
    }
    let asked: Vec<&Place> = match certain {
        [] if known.provider.is_none() => Vec::new(),
        [] => open.iter().copied().chain(known.assigned).collect(),
        certain => certain.to_vec(),
    };
    finding.fix(Some(Step::CopyRecords.ask(provider, asked.into_iter().map(Place::record))))
}

/// Where the key would be can't be told from outside.
pub(super) fn untold(known: &Known<'_>, open_ones: &[&Place]) -> Finding {
    let why = format!(
        "DNS cannot list selectors below _domainkey.{}, so an unknown selector is not \"no DKIM\" (RFC 6376, section 3.1).{}",
        known.domain,
        note(known.provider)
    );
    let Some(provider) = known.provider else {
        let meaning =
            "We can't tell whether your mail is signed, because we don't know which service sends it.";
        let tried: Vec<String> = open_ones.iter().map(|place| place.name.clone()).collect();
        let seen = (!tried.is_empty()).then(|| format!("not there: {}", list(&tried)));
        return open(Topic::Dkim, "selector-unknown", meaning).seen(seen).why(why);
    };
    let name = &provider.name;
    let seen = open_ones.iter().map(|place| format!("{}: not there", place.name));
    if let Some(personal) = personal(known) {
        let meaning =
            format!("We couldn't find a DKIM key of {name} for your domain. {}", first_sentence(personal));
        return open(Topic::Dkim, "selector-unknown", meaning).seen(seen).why(why).fix(Some(fix(
            FixAction::Ask,
            personal,
            open_ones.iter().map(|place| place.record()),
        )));
    }
    let meaning = format!(
        "We couldn't find the DKIM key that {name} would sign your mail with. Its name may be one that only {name} shows."
    );
    open(Topic::Dkim, "selector-unknown", meaning).seen(seen).why(why).fix(Some(
        Step::CopyRecords
            .ask(Some(provider), open_ones.iter().copied().chain(known.assigned).map(Place::record)),
    ))
}

/// Why no record helps, if the mailbox is likely a personal one: the provider has such, and the domain's mail goes
/// elsewhere.
fn personal<'a>(known: &Known<'a>) -> Option<&'a str> {
    let provider = known.provider.filter(|provider| provider.kind == ProviderKind::Mailbox)?;
    let likely = !known.has_mailboxes && !provider.personal.is_empty();
    likely.then_some(provider.personal.as_str())
}

fn first_sentence(text: &str) -> String {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end().to_owned()
}

fn note(provider: Option<&Provider>) -> String {
    let note = provider.map_or("", |provider| provider.dkim_note.as_str());
    if note.is_empty() { String::new() } else { format!(" {note}") }
}
