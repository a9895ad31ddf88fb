//! What the states of all places say.

mod absent;
mod aliases;
mod keys;

use shared::{
    facts::Provider,
    report::{Finding, FixAction, FixRecord, Topic},
};

use super::{
    Stray,
    astray::Look,
    places::{Grounds, Place},
    state::State,
};
use crate::finding::{With, fail, fix, record as fix_record, silent, warn};

/// What is known besides the places.
pub(super) struct Known<'a> {
    pub(super) domain: &'a str,
    pub(super) provider: Option<&'a Provider>,
    pub(super) assigned: &'a [Place],
    pub(super) strays: &'a [Stray],
    /// Nothing exists below `_domainkey`, so that there is no key whatever its selector is (RFC 8020).
    pub(super) has_no_names: bool,
    /// The domain's mail arrives at the provider.
    pub(super) has_mailboxes: bool,
}

/// One finding for each kind of state.
pub(super) fn judge(known: &Known<'_>, looks: &[Look<'_>]) -> Vec<Finding> {
    let any_good = looks.iter().any(|look| look.state.is_usable());
    let mut findings = keys::present(known.provider, looks);
    findings.extend(keys::unusable(known.provider, looks, any_good));
    findings.extend(aliases::dangling(known.provider, looks, any_good));
    findings.extend(aliases::astray(known.provider, looks, any_good));
    findings.extend(misplaced(known.strays));
    let is_stray = |place: &Place| known.strays.iter().any(|stray| stray.right.name == place.name);
    let missing: Vec<&Place> = looks
        .iter()
        .filter(|look| matches!(look.state, State::Missing) && !is_stray(&look.place))
        .map(|look| &look.place)
        .collect();
    let is_certain = |place: &&Place| place.grounds == Grounds::Certain;
    let (certain, open): (Vec<&Place>, Vec<&Place>) = missing.into_iter().partition(is_certain);
    if known.has_no_names && known.strays.is_empty() {
        findings.push(absent::none_at_all(known, &certain, &open));
        return findings;
    }
    findings.extend(absent::lacking(known.provider, &certain, any_good));
    if let Some((place, silence)) = looks.iter().find_map(|look| match &look.state {
        State::Silent(silence) => Some((&look.place, silence)),
        _ => None,
    }) {
        findings.push(silent(
            Topic::Dkim,
            "unknown",
            "whether your mail can be signed",
            &place.name,
            silence,
        ));
    }
    let nothing_else = findings.is_empty() || known.provider.is_some() && known.strays.is_empty();
    let is_there = |look: &Look<'_>| !matches!(look.state, State::Missing | State::Silent(_));
    let is_open = certain.is_empty()
        && !looks.iter().any(is_there)
        && (looks.is_empty() || !known.assigned.is_empty() || !open.is_empty());
    if !any_good && nothing_else && is_open {
        findings.push(absent::untold(known, &open));
    }
    findings
}

/// Keys that stand where nobody looks for them.
fn misplaced(strays: &[Stray]) -> Option<Finding> {
    if strays.is_empty() {
        return None;
    }
    let meaning = "Your DKIM key is at the wrong name in DNS, so receivers don't find it.";
    let seen = strays.iter().map(|stray| format!("{}: {} {}", stray.at, stray.right.kind, stray.right.value));
    let records = strays.iter().flat_map(|stray| {
        [stray.right.clone(), fix_record(&stray.at, &stray.right.kind, "", stray.right.value.as_str())]
    });
    let summary = "Add the record at the right name, and delete the one at the wrong name.";
    Some(
        fail(Topic::Dkim, "wrong-name", meaning)
            .seen(seen)
            .why(
                "A key belongs at selector._domainkey below the domain (RFC 6376, section 3.6.2.1). Many DNS panels add the domain to \
                 what is typed, so a full name becomes a doubled one.",
            )
            .fix(Some(fix(FixAction::Replace, summary, records))),
    )
}

/// Pasted keys that are none.
pub(super) fn damaged(seen: &[String]) -> Option<Finding> {
    (!seen.is_empty()).then(|| {
        let meaning = "The key you pasted isn't complete. Copy it again from the provider's page, to its end.";
        warn(Topic::Dkim, "pasted-damaged", meaning)
            .seen(seen.iter().cloned())
            .why("The pasted text is no key record (RFC 6376, section 3.6.1), so it is neither compared nor proposed.")
    })
}

pub(super) fn wildcard(domain: &str, seen: Vec<String>) -> Finding {
    warn(
        Topic::Dkim,
        "wildcard",
        "Your DNS answers for every name below your domain. That can hide a missing DKIM key.",
    )
    .seen(seen.into_iter().map(|text| format!("*._domainkey.{domain}: {text}")))
    .why("A wildcard record answers for selectors that do not exist (RFC 4592; RFC 6376, section 6.1.2).")
}

/// Records to replace, and records to ask for: one list or the other for each place.
fn parted<T>(items: Vec<T>, mend: impl Fn(&T) -> Vec<FixRecord>) -> (Vec<T>, Vec<T>) {
    items.into_iter().partition(|item| !mend(item).is_empty())
}
