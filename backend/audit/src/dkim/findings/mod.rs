//! Turns the states of all places into findings.

mod absent;
mod aliases;
mod keys;

use shared::{
    dns::Silence,
    facts::Provider,
    report::{Change, DkimAdvice, DkimFinding, Edit, Judged, Record, Remedy, Seen},
};

use super::{
    Stray,
    astray::Look,
    places::{Grounds, Place},
    state::State,
};
use crate::judged::{fail, silent, warn};

/// What is known apart from the places.
pub(super) struct Known<'a> {
    pub(super) domain: &'a str,
    pub(super) provider: Option<&'a Provider>,
    pub(super) assigned: &'a [Place],
    pub(super) strays: &'a [Stray],
    /// Nothing exists below `_domainkey`, so there is no key under any selector (RFC 8020).
    pub(super) has_no_names: bool,
    /// The provider hosts the domain's mailboxes.
    pub(super) has_mailboxes: bool,
    /// A name other than the places' that wasn't answered. It decides whether there are keys at all, and which aliases
    /// come from a wildcard.
    pub(super) silent: Option<(String, &'a Silence)>,
}

/// Whether receivers find a key that they can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Usable {
    Yes,
    No,
    /// No usable key was seen, but a lookup wasn't answered.
    Unknown,
}

impl Usable {
    fn of(looks: &[Look<'_>]) -> Self {
        if looks.iter().any(|look| look.state.is_usable()) {
            Self::Yes
        } else if looks.iter().any(|look| look.state.is_unknown()) {
            Self::Unknown
        } else {
            Self::No
        }
    }
}

/// Returns the findings: one for each kind of state. Those that depend on whether another key signs are left out while
/// that isn't known.
pub(super) fn judge(known: &Known<'_>, looks: &[Look<'_>]) -> Vec<Judged> {
    let usable = Usable::of(looks);
    let mut findings = keys::present(known.provider, looks);
    findings.extend(keys::unusable(known.provider, looks, usable));
    findings.extend(aliases::dangling(known.provider, looks, usable));
    findings.extend(aliases::astray(known.provider, looks, usable));
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
    findings.extend(absent::lacking(known.provider, &certain, usable));
    findings.extend(unanswered(known, looks, usable));
    let nothing_else = findings.is_empty() || known.provider.is_some() && known.strays.is_empty();
    let is_open = certain.is_empty()
        && !looks.iter().any(|look| look.state.is_there())
        && (looks.is_empty() || !known.assigned.is_empty() || !open.is_empty());
    if usable != Usable::Yes && nothing_else && is_open {
        findings.push(absent::untold(known, &open));
    }
    findings
}

/// Returns the finding about a lookup that wasn't answered, if it matters.
fn unanswered(known: &Known<'_>, looks: &[Look<'_>], usable: Usable) -> Option<Judged> {
    let of_place = looks.iter().find_map(|look| match &look.state {
        State::Silent(silence) => Some((look.place.name.as_str(), silence)),
        _ => None,
    });
    let matters = usable != Usable::Yes || looks.iter().any(|look| look.state.is_unknown());
    let other = known.silent.as_ref().filter(|_| matters).map(|(name, silence)| (name.as_str(), *silence));
    of_place.or(other).map(|(name, silence)| silent(DkimFinding::Unknown, name, silence))
}

/// Returns the finding about keys at names where no receiver looks.
fn misplaced(strays: &[Stray]) -> Option<Judged> {
    if strays.is_empty() {
        return None;
    }
    let seen = strays
        .iter()
        .map(|stray| Seen::record(&stray.at, format!("{} {}", stray.right.kind.name(), stray.right.value)));
    let edits = strays.iter().flat_map(|Stray { at, right }| {
        [Edit::add(right.clone()), Edit::remove(Record::new(at, right.kind, &right.value))]
    });
    let fix = Remedy::new(Change::Replace(edits.collect()), DkimAdvice::Move);
    Some(fail(DkimFinding::WrongName).seen(seen).fix(fix))
}

/// Returns the finding about pasted keys that aren't valid keys.
pub(super) fn damaged(seen: Vec<Seen>) -> Option<Judged> {
    (!seen.is_empty()).then(|| warn(DkimFinding::PastedDamaged).seen(seen))
}

pub(super) fn wildcard(domain: &str, texts: Vec<String>) -> Judged {
    let name = format!("*._domainkey.{domain}");
    warn(DkimFinding::Wildcard).seen(texts.into_iter().map(|text| Seen::record(&name, text)))
}

/// Splits the items into those with an exact fix and those that need a question.
fn parted<T>(items: Vec<T>, is_mended: impl Fn(&T) -> bool) -> (Vec<T>, Vec<T>) {
    items.into_iter().partition(|item| is_mended(item))
}
