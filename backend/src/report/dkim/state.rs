//! What stands at a place, and how it can be mended where that is certain.

use shared::report::FixRecord;

use super::{
    key::{self, Key, Strength},
    places::Place,
};
use crate::{
    egress::dns::{Answer, Silence},
    report::{finding::record as fix_record, resolver::canonical},
};

/// Shorter RSA keys are not verified (RFC 8301, section 3.2).
const RSA_MIN: u32 = 1024;
/// What keys should have (the same section).
const RSA_GOOD: u32 = 2048;

/// What stands at a place.
pub(super) enum State {
    Good {
        seen: String,
        is_rsa: bool,
    },
    Weak {
        seen: String,
    },
    Testing {
        seen: String,
    },
    Revoked {
        seen: String,
    },
    Unusable {
        seen: String,
        how: String,
        mend: Vec<FixRecord>,
    },
    /// An alias that leads to nothing.
    Dangling {
        hops: Vec<String>,
        /// Where the alias should lead, if that is elsewhere.
        mend: Option<FixRecord>,
    },
    /// Something else than the provider's page shows.
    Differs {
        seen: String,
        mend: Vec<FixRecord>,
    },
    Missing,
    Silent(Silence),
}

impl State {
    /// Says which aliases led to the key.
    fn through(mut self, hops: &[String]) -> Self {
        if let Self::Good { seen, .. }
        | Self::Weak { seen }
        | Self::Testing { seen }
        | Self::Revoked { seen }
        | Self::Unusable { seen, .. } = &mut self
            && !hops.is_empty()
        {
            *seen = format!("→ {}: {seen}", hops.join(" → "));
        }
        self
    }

    pub(super) fn is_usable(&self) -> bool {
        matches!(self, Self::Good { .. } | Self::Weak { .. })
    }
}

/// `wild` is the answer for a name that nobody has published.
pub(super) fn state(place: Place, answer: &Answer, wild: &Answer) -> (Place, State) {
    let state = if let Answer::Unknown(silence) = answer {
        State::Silent(silence.clone())
    } else {
        let everywhere: Vec<String> = wild.texts().collect();
        let texts: Vec<String> = answer.texts().filter(|text| !everywhere.contains(text)).collect();
        let is_wild = !wild.hops().is_empty() && wild.hops() == answer.hops();
        if is_wild { State::Missing } else { seen(&place, answer.hops(), &texts) }
    };
    (place, state)
}

fn seen(place: &Place, hops: &[String], texts: &[String]) -> State {
    let meant: Vec<&String> = texts.iter().filter(|text| key::is_meant_as_key(text)).collect();
    if let Some(differs) = differs(place, hops, &meant) {
        return differs;
    }
    match meant.as_slice() {
        [text] => mended(read(text), place, hops, texts).through(hops),
        [first, ..] => State::Unusable {
            seen: (*first).clone(),
            how: "there are several keys at one name".into(),
            mend: single(place, hops, &meant),
        },
        [] if !hops.is_empty() => State::Dangling { hops: hops.to_vec(), mend: led_astray(place, hops) },
        [] => State::Missing,
    }
}

/// What the provider's own page shows is compared; an alias may have been resolved to the key itself by the DNS host.
fn differs(place: &Place, hops: &[String], meant: &[&String]) -> Option<State> {
    let value = place.value.as_ref().filter(|_| place.is_pasted)?;
    let hop = hops.first();
    if place.kind == "CNAME" {
        let hop = hop.filter(|hop| **hop != canonical(value))?;
        return Some(State::Differs {
            seen: format!("CNAME {hop}"),
            mend: vec![place.record_instead_of(hop)],
        });
    }
    if meant.iter().any(|text| packed(text) == packed(value)) {
        return None;
    }
    match (hop, meant) {
        (Some(hop), _) => {
            let was = fix_record(&place.name, "CNAME", "", hop);
            Some(State::Differs { seen: format!("CNAME {hop}"), mend: vec![was, place.record()] })
        }
        (None, [text]) => {
            Some(State::Differs { seen: (*text).clone(), mend: vec![place.record_instead_of(text)] })
        }
        (None, _) => None,
    }
}

/// Spaces and a final `;` are no difference.
fn packed(text: &str) -> String {
    let text: String = text.split_ascii_whitespace().collect();
    text.trim_end_matches(';').to_owned()
}

/// An alias that leads elsewhere than it should, and to nothing.
fn led_astray(place: &Place, hops: &[String]) -> Option<FixRecord> {
    let value = place.value.as_ref().filter(|_| place.kind == "CNAME")?;
    let first = hops.first()?;
    (canonical(value) != *first).then(|| place.record_instead_of(first))
}

/// Copies of one key, or withdrawn ones beside it, can go.
fn single(place: &Place, hops: &[String], meant: &[&String]) -> Vec<FixRecord> {
    let is_good = |text: &&&String| matches!(read(text), State::Good { .. } | State::Weak { .. });
    let mut good = meant.iter().filter(is_good);
    let (Some(kept), None) = (good.next(), good.next()) else { return Vec::new() };
    let others = meant.iter().filter(|text| **text != *kept && hops.is_empty());
    others.map(|text| fix_record(&place.name, "TXT", "", text.as_str())).collect()
}

fn read(text: &str) -> State {
    let seen = text.to_owned();
    match Key::parse(text) {
        Err(error) => State::Unusable { seen, how: error.to_string(), mend: Vec::new() },
        Ok(Key { strength: Strength::Revoked, .. }) => State::Revoked { seen },
        Ok(Key { strength: Strength::Rsa(bits), .. }) if bits < RSA_MIN => {
            State::Unusable { seen, how: format!("its {bits} bits are too few"), mend: Vec::new() }
        }
        Ok(Key { testing: true, .. }) => State::Testing { seen },
        Ok(Key { strength: Strength::Rsa(bits), .. }) if bits < RSA_GOOD => State::Weak { seen },
        Ok(Key { strength, .. }) => State::Good { seen, is_rsa: strength != Strength::Ed25519 },
    }
}

/// A key that is whole but for how it was typed: in two records instead of two strings of one, or with the marks of a
/// zone file.
fn mended(state: State, place: &Place, hops: &[String], texts: &[String]) -> State {
    let State::Unusable { seen, how, .. } = &state else { return state };
    // Where an alias leads, the key is not ours to change.
    if !hops.is_empty() {
        return state;
    }
    let plain: String = seen.chars().filter(|c| !matches!(c, '"' | '\\')).collect();
    let plain = plain.trim().to_owned();
    let rest = texts.iter().filter(|text| *text != seen && is_base64(text));
    let joined = rest.map(|rest| (format!("{plain}{}", rest.trim().trim_matches('"')), Some(rest)));
    let candidates = std::iter::once((plain.clone(), None)).chain(joined);
    let whole = candidates.into_iter().find(|(text, _)| {
        text != seen && matches!(read(text), State::Good { .. } | State::Weak { .. } | State::Testing { .. })
    });
    let Some((text, rest)) = whole else { return state };
    let how = if rest.is_some() { "it was cut into two records".to_owned() } else { how.clone() };
    let gone = rest.map(|rest| fix_record(&place.name, "TXT", "", rest.as_str()));
    let mend = std::iter::once(fix_record(&place.name, "TXT", text, seen.as_str())).chain(gone).collect();
    State::Unusable { seen: seen.clone(), how, mend }
}

fn is_base64(text: &str) -> bool {
    let text = text.trim().trim_matches('"');
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}
