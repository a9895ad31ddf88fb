//! The state of each place, and its fix if that is certain.

use base64::{Engine, engine::general_purpose::STANDARD};
use shared::{
    dns::{Answer, Silence},
    report::{Edit, KeyFault as Fault, KeyOwner as Whose, Record, RecordType, Seen},
};

use super::{
    key::{self, Key, Strength},
    places::Place,
    repair::{RSA_MIN, is_usable, record_of, repaired, without_testing},
};
use crate::resolver::canonical;

/// The recommended minimum size of an RSA key, in bits (RFC 8301, section 3.2).
const RSA_GOOD: u32 = 2048;

/// A key record, and the aliases that led to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    pub(super) hops: Vec<String>,
    pub(super) text: String,
}

impl Shown {
    /// Returns the record as seen at `name`.
    pub(super) fn at(&self, name: &str) -> Seen {
        Seen::through(name, &self.hops, &self.text)
    }
}

/// The state of a place.
pub(super) enum State {
    Good {
        seen: Shown,
        is_rsa: bool,
        /// The same key in the format that all verifiers read, if the record has another one.
        mend: Option<Edit>,
    },
    Weak {
        seen: Shown,
        /// True if the key is at the domain's own name, not behind an alias.
        is_own: bool,
    },
    Testing {
        seen: Shown,
        mend: Option<Edit>,
    },
    Revoked {
        seen: Shown,
        is_own: bool,
    },
    Unusable {
        seen: Shown,
        fault: Fault,
        is_own: bool,
        mend: Vec<Edit>,
    },
    /// An alias that leads to no key.
    Dangling {
        hops: Vec<String>,
        cause: Dangling,
        mend: Option<Edit>,
    },
    /// An alias that leads to a different selector's key.
    Astray {
        hops: Vec<String>,
        whose: Whose,
        mend: Option<Edit>,
    },
    /// A record that differs from the one on the provider's page.
    Differs {
        seen: String,
        mend: Vec<Edit>,
    },
    Missing,
    /// An alias that leads to no key. It can come from a wildcard, whose lookup wasn't answered.
    MaybeWildcard,
    Silent(Silence),
}

/// Why an alias leads to no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dangling {
    /// The alias is correct, but the provider hasn't published a key at its target yet.
    NotPublished,
    /// The DNS panel appended the domain to the target.
    Appended,
    /// The alias has the wrong target.
    Wrong,
    /// The correct target isn't known.
    Unknown,
}

impl State {
    /// Records which aliases led to the key.
    fn through(mut self, hops: &[String]) -> Self {
        if let Self::Good { seen, .. }
        | Self::Weak { seen, .. }
        | Self::Testing { seen, .. }
        | Self::Revoked { seen, .. }
        | Self::Unusable { seen, .. } = &mut self
        {
            seen.hops = hops.to_vec();
        }
        self
    }

    pub(super) fn is_usable(&self) -> bool {
        matches!(self, Self::Good { .. } | Self::Weak { .. })
    }

    /// Returns true if a lookup that wasn't answered decides whether there is a record.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Silent(_) | Self::MaybeWildcard)
    }

    /// Returns true if there is a record.
    pub(super) fn is_there(&self) -> bool {
        !matches!(self, Self::Missing) && !self.is_unknown()
    }

    /// Returns true if there is a key, even one that can't be used.
    pub(super) fn has_key(&self) -> bool {
        self.is_usable()
            || matches!(self, Self::Testing { .. } | Self::Revoked { .. } | Self::Unusable { .. })
    }
}

/// Returns the state of a place. `wild` is the answer for a name that no one has published.
pub(super) fn state(place: &Place, answer: &Answer, wild: &Answer) -> State {
    if let Answer::Unknown(silence) = answer {
        return State::Silent(silence.clone());
    }
    let everywhere: Vec<String> = wild.texts().collect();
    let texts: Vec<String> = answer.texts().filter(|text| !everywhere.contains(text)).collect();
    let is_wild = !wild.hops().is_empty() && wild.hops() == answer.hops();
    if is_wild { State::Missing } else { seen(place, answer.hops(), &texts) }
}

fn seen(place: &Place, hops: &[String], texts: &[String]) -> State {
    let meant: Vec<&String> = texts.iter().filter(|text| key::is_meant_as_key(text)).collect();
    if let Some(differs) = differs(place, hops, &meant) {
        return differs;
    }
    let is_own = hops.is_empty();
    match meant.as_slice() {
        [text] => mended(read(text, is_own), place, texts, is_own).through(hops),
        [first, ..] => State::Unusable {
            seen: Shown { hops: Vec::new(), text: (*first).clone() },
            fault: Fault::Several(meant.len()),
            is_own,
            mend: single(place, hops, &meant),
        },
        [] if !hops.is_empty() => {
            State::Dangling { hops: hops.to_vec(), cause: Dangling::Unknown, mend: None }
        }
        [] => State::Missing,
    }
}

/// Compares the record with the one from the provider's page. The DNS host might have replaced an alias with the key
/// that it leads to, and that counts as equal.
fn differs(place: &Place, hops: &[String], meant: &[&String]) -> Option<State> {
    let value = place.value.as_ref().filter(|_| place.is_pasted)?;
    let hop = hops.first();
    if place.kind == RecordType::Cname {
        let hop = hop.filter(|hop| **hop != canonical(value))?;
        return Some(State::Differs { seen: format!("CNAME {hop}"), mend: vec![changed(place, value, hop)] });
    }
    if meant.iter().any(|text| packed(text) == packed(value)) {
        return None;
    }
    match (hop, meant) {
        (Some(hop), _) => {
            let was = Edit::remove(Record::cname(&place.name, hop));
            Some(State::Differs { seen: format!("CNAME {hop}"), mend: vec![was, place.edit()] })
        }
        (None, [text]) => {
            Some(State::Differs { seen: (*text).clone(), mend: vec![changed(place, value, text)] })
        }
        (None, _) => None,
    }
}

/// Returns the edit that replaces the value `was` with the place's record.
fn changed(place: &Place, value: &str, was: &str) -> Edit {
    Edit::change(Record::new(&place.name, place.kind, value), was)
}

/// Removes spaces and a final `;`, which make no difference.
fn packed(text: &str) -> String {
    let text: String = text.split_ascii_whitespace().collect();
    text.trim_end_matches(';').to_owned()
}

/// Returns the edits that leave one key. Copies of it, and revoked or unusable keys next to it, can be removed.
fn single(place: &Place, hops: &[String], meant: &[&String]) -> Vec<Edit> {
    if !hops.is_empty() {
        return Vec::new();
    }
    let mut good = meant.iter().filter(|text| is_usable(text));
    let Some(kept) = good.next() else { return Vec::new() };
    let key = |text: &str| Key::parse(text).ok().map(|_| packed(&encoded(text)));
    if good.any(|other| key(other) != key(kept)) {
        return Vec::new();
    }
    let others = meant.iter().filter(|text| **text != *kept);
    others.map(|text| Edit::remove(Record::txt(&place.name, *text))).collect()
}

/// Returns the base64 text of a record's key.
pub(super) fn encoded(text: &str) -> String {
    let tags = text.split(';').filter_map(|part| part.split_once('='));
    let own = tags.into_iter().find(|(name, _)| name.trim() == "p").map_or("", |(_, value)| value);
    own.split_ascii_whitespace().collect()
}

fn read(text: &str, is_own: bool) -> State {
    let seen = Shown { hops: Vec::new(), text: text.to_owned() };
    let unusable = |fault| State::Unusable { seen: seen.clone(), fault, is_own, mend: Vec::new() };
    match Key::parse(text) {
        Err(error) => unusable(Fault::Record(error)),
        Ok(Key { strength: Strength::Revoked, .. }) => State::Revoked { seen, is_own },
        Ok(Key { strength: Strength::Rsa(bits), .. }) if bits < RSA_MIN => unusable(Fault::Short(bits)),
        Ok(Key { testing: true, .. }) => State::Testing { seen, mend: None },
        Ok(Key { strength: Strength::Rsa(bits), .. }) if bits < RSA_GOOD => State::Weak { seen, is_own },
        Ok(Key { strength, .. }) => State::Good { seen, is_rsa: strength != Strength::Ed25519, mend: None },
    }
}

/// Adds the fix to a key that is complete but mistyped: it has a typo with only one reading, or it is split over two
/// records instead of two strings of one record. A key behind an alias can't be fixed, because it isn't the domain's.
fn mended(state: State, place: &Place, texts: &[String], is_own: bool) -> State {
    let rewritten = |text: &str, seen: &Shown| Edit::change(Record::txt(&place.name, text), &seen.text);
    match state {
        State::Good { seen, is_rsa, .. } => {
            let text = wrapped(&seen.text).filter(|_| is_own);
            let mend = text.map(|text| rewritten(&text, &seen));
            State::Good { seen, is_rsa, mend }
        }
        State::Testing { seen, .. } => {
            let mend = without_testing(&seen.text).map(|text| rewritten(&text, &seen));
            State::Testing { seen, mend }
        }
        State::Unusable { seen, fault, is_own: true, .. } => {
            let rest = texts.iter().filter(|text| **text != seen.text && is_base64(text));
            let joined =
                rest.map(|rest| (format!("{}{}", seen.text, rest.trim().trim_matches('"')), Some(rest)));
            let mut candidates = std::iter::once((seen.text.clone(), None)).chain(joined);
            let whole = candidates.find_map(|(text, rest)| Some((whole(&text, &seen.text)?, rest)));
            let (fault, mend) = match whole {
                None => (fault, Vec::new()),
                Some((text, None)) => (fault, vec![rewritten(&text, &seen)]),
                Some((text, Some(rest))) => {
                    let gone = Edit::remove(Record::txt(&place.name, rest));
                    (Fault::TwoRecords, vec![rewritten(&text, &seen), gone])
                }
            };
            State::Unusable { seen, fault, is_own: true, mend }
        }
        state => state,
    }
}

/// Returns the record with a SubjectPublicKeyInfo in place of a bare key.
fn wrapped(text: &str) -> Option<String> {
    Key::parse(text).ok().filter(|key| key.bare)?;
    let own = encoded(text);
    let der = STANDARD.decode(&own).ok()?;
    let whole = encoded(&record_of(&der)?);
    let text: String = text
        .split(';')
        .map(|part| match part.split_once('=') {
            Some((name, _)) if name.trim() == "p" => format!("{name}={whole}"),
            _ => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(";");
    is_usable(&text).then_some(text)
}

/// Returns the text if it differs from `was` and is a usable key, or else its repaired form.
fn whole(text: &str, was: &str) -> Option<String> {
    if text != was && is_usable(text) { Some(text.to_owned()) } else { repaired(text) }
}

fn is_base64(text: &str) -> bool {
    let text = text.trim().trim_matches('"');
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}
