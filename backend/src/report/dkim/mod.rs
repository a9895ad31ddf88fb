//! DomainKeys Identified Mail (RFC 6376): the keys that a provider's customers publish.

mod key;

use futures_util::future::join_all;
use shared::{
    facts::{DkimRecord, Provider},
    report::{Finding, Fix, FixAction, FixRecord, Topic},
};

pub use key::{Key, KeyError, Strength};

use super::{
    finding::{With, fail, fix, list, ok, open, record as fix_record, silent, warn},
    resolver::Resolver,
};
use crate::egress::dns::{Answer, Kind, Silence};

/// Shorter RSA keys are not verified (RFC 8301, section 3.2).
const RSA_MIN: u32 = 1024;
/// What keys should have (the same section).
const RSA_GOOD: u32 = 2048;

/// Selectors that are tried where nobody says who signs.
const COMMON: [&str; 10] =
    ["default", "dkim", "google", "k1", "k2", "mail", "s1", "s2", "selector1", "selector2"];

/// What was found.
#[derive(Debug, Clone)]
pub struct DkimReport {
    /// The findings.
    pub findings: Vec<Finding>,
    /// Whether a usable key was seen: `None` where that cannot be told.
    pub signs: Option<bool>,
}

/// A name that is looked at.
#[derive(Debug, Clone)]
struct Place {
    name: String,
    /// `TXT` or `CNAME`.
    kind: String,
    /// Where a CNAME there should point, where that is the same for everybody.
    target: Option<String>,
    grounds: Grounds,
}

/// Why a name is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grounds {
    /// The provider has no other, or a person said so: without a record there, something is missing.
    Certain,
    /// The provider's usual one, which its customers can change.
    Usual,
    /// Nobody knows who signs; it is a common one.
    Guess,
}

/// What stands at a place.
enum State {
    Good {
        seen: String,
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
    },
    /// An alias that leads to nothing.
    Dangling {
        hops: Vec<String>,
    },
    Missing,
    Silent(Silence),
}

/// Looks at the provider's selectors and at those that were named. `probe` is a random label: what answers for it
/// answers for everything.
pub async fn audit<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    selectors: &[String],
    probe: &str,
) -> DkimReport {
    let (places, assigned) = places(domain, provider, selectors);
    let wild = format!("{probe}._domainkey.{domain}");
    let (states, wild) = tokio::join!(
        join_all(places.iter().map(|place| resolver.ask(&place.name, Kind::Txt))),
        resolver.ask(&wild, Kind::Txt)
    );
    let wild: Vec<String> = wild.texts().collect();
    let states: Vec<(Place, State)> =
        places.into_iter().zip(states).map(|(place, answer)| (place, state(&answer, &wild))).collect();
    let mut findings = judge(domain, provider, &states, &assigned);
    if !wild.is_empty() {
        findings.push(wildcard(domain, wild));
    }
    let usable = states.iter().any(|(_, state)| matches!(state, State::Good { .. } | State::Weak { .. }));
    let certain = !states.is_empty() && states.iter().all(|(place, _)| place.grounds == Grounds::Certain);
    let asked = !states.iter().any(|(_, state)| matches!(state, State::Silent(_)));
    DkimReport { findings, signs: if usable { Some(true) } else { (certain && asked).then_some(false) } }
}

/// The names to look at, and those that only the provider knows in full.
fn places(domain: &str, provider: Option<&Provider>, selectors: &[String]) -> (Vec<Place>, Vec<Place>) {
    let txt = |selector: &str, grounds| Place {
        name: format!("{selector}._domainkey.{domain}"),
        kind: "TXT".to_owned(),
        target: None,
        grounds,
    };
    let mut places: Vec<Place> = selectors.iter().map(|selector| txt(selector, Grounds::Certain)).collect();
    if provider.is_none() && selectors.is_empty() {
        places.extend(COMMON.map(|selector| txt(selector, Grounds::Guess)));
    }
    let records = provider.map_or(&[][..], |provider| &provider.dkim);
    // A key in TXT is made for one customer, who can often choose the selector too.
    let is_fixed = |record: &DkimRecord| record.kind == "CNAME" && !record.host.contains('<');
    let grounds = if records.iter().all(is_fixed) { Grounds::Certain } else { Grounds::Usual };
    let mut assigned = Vec::new();
    for record in records {
        let name = format!("{}.{domain}", record.host).to_ascii_lowercase();
        let target = target(record, domain);
        if let Some(place) = places.iter_mut().find(|place| place.name == name) {
            place.kind.clone_from(&record.kind);
            place.target = place.target.take().or(target);
        } else {
            let list = if record.host.contains('<') { &mut assigned } else { &mut places };
            list.push(Place { name, kind: record.kind.clone(), target, grounds });
        }
    }
    (places, assigned)
}

/// A CNAME's target, where nothing in it is assigned by the provider. Only the domain itself is filled in: other
/// parts are never derived.
fn target(record: &DkimRecord, domain: &str) -> Option<String> {
    let target = record.target.replace("<domain>", domain);
    let is_name = target.contains('.') && !target.contains(['<', '>', ' ']);
    (record.kind == "CNAME" && is_name).then_some(target)
}

fn state(answer: &Answer, wild: &[String]) -> State {
    let texts: Vec<String> =
        answer.texts().filter(|text| key::is_meant_as_key(text) && !wild.contains(text)).collect();
    match (answer, texts.as_slice()) {
        (Answer::Unknown(silence), _) => State::Silent(silence.clone()),
        (_, [text]) => read(text),
        (_, [first, ..]) => {
            State::Unusable { seen: first.clone(), how: "there are several keys at one name".into() }
        }
        (answer, []) if !answer.hops().is_empty() => State::Dangling { hops: answer.hops().to_vec() },
        (_, []) => State::Missing,
    }
}

fn read(text: &str) -> State {
    let seen = text.to_owned();
    match Key::parse(text) {
        Err(error) => State::Unusable { seen, how: error.to_string() },
        Ok(Key { strength: Strength::Revoked, .. }) => State::Revoked { seen },
        Ok(Key { strength: Strength::Rsa(bits), .. }) if bits < RSA_MIN => {
            State::Unusable { seen, how: format!("its {bits} bits are too few") }
        }
        Ok(Key { testing: true, .. }) => State::Testing { seen },
        Ok(Key { strength: Strength::Rsa(bits), .. }) if bits < RSA_GOOD => State::Weak { seen },
        Ok(_) => State::Good { seen },
    }
}

/// One finding for each kind of state.
fn judge(
    domain: &str,
    provider: Option<&Provider>,
    states: &[(Place, State)],
    assigned: &[Place],
) -> Vec<Finding> {
    let name = provider.map_or("your provider", |provider| &provider.name);
    let mut findings = Vec::new();
    let any_good = states.iter().any(|(_, state)| matches!(state, State::Good { .. } | State::Weak { .. }));
    findings.extend(present(states));
    findings.extend(unusable(states));
    let missing: Vec<&Place> =
        states.iter().filter(|(_, state)| matches!(state, State::Missing)).map(|(place, _)| place).collect();
    let (certain, open): (Vec<&Place>, Vec<&Place>) =
        missing.into_iter().partition(|place| place.grounds == Grounds::Certain);
    if !certain.is_empty() {
        findings.push(lacking(provider, name, &certain, any_good));
    }
    if let Some((place, silence)) = states.iter().find_map(|(place, state)| match state {
        State::Silent(silence) => Some((place, silence)),
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
    let nothing_else = findings.is_empty() || provider.is_some();
    if !any_good && nothing_else && (states.is_empty() || !assigned.is_empty() || !open.is_empty()) {
        findings.push(untold(domain, provider, &open, assigned));
    }
    findings
}

fn present(states: &[(Place, State)]) -> Vec<Finding> {
    let pick = |choose: fn(&State) -> Option<&String>| -> Vec<String> {
        let seen =
            states.iter().filter_map(|(place, state)| Some(format!("{}: {}", place.name, choose(state)?)));
        seen.collect()
    };
    let good = pick(|state| if let State::Good { seen } = state { Some(seen) } else { None });
    let weak = pick(|state| if let State::Weak { seen } = state { Some(seen) } else { None });
    let testing = pick(|state| if let State::Testing { seen } = state { Some(seen) } else { None });
    let mut findings = Vec::new();
    if !good.is_empty() {
        findings.push(
            ok(Topic::Dkim, "key", "The key that proves your mail is really yours is there.")
                .seen(good)
                .why("A key record at selector._domainkey (RFC 6376, section 3.6). Signing itself is switched on at the provider."),
        );
    }
    if !weak.is_empty() {
        findings.push(
            warn(Topic::Dkim, "short-key", "The key that proves your mail is yours is there, and shorter than it should be.")
                .seen(weak)
                .why("RSA keys should have at least 2048 bits (RFC 8301, section 3.2); make a longer one at the provider."),
        );
    }
    if !testing.is_empty() {
        findings.push(
            warn(
                Topic::Dkim,
                "testing",
                "The key that proves your mail is yours is marked as a test, so receivers may ignore it.",
            )
            .seen(testing)
            .why("t=y says that signed mail is to be treated like unsigned mail (RFC 6376, section 3.6.1)."),
        );
    }
    findings
}

fn unusable(states: &[(Place, State)]) -> Vec<Finding> {
    let (mut damaged, mut revoked, mut dangling) = (Vec::new(), Vec::new(), Vec::new());
    for (place, state) in states {
        match state {
            State::Unusable { seen, how } => damaged.push(format!("{}: {seen} ({how})", place.name)),
            State::Revoked { seen } => revoked.push(format!("{}: {seen}", place.name)),
            State::Dangling { hops } => {
                dangling.push(format!("{} → {}: nothing there", place.name, hops.join(" → ")));
            }
            _ => {}
        }
    }
    let mut findings = Vec::new();
    if !damaged.is_empty() {
        let meaning = "The key that should prove your mail is yours cannot be used, so receivers see no valid signature.";
        findings.push(fail(Topic::Dkim, "unusable-key", meaning).seen(damaged).why(
            "One key record per name, whole (strings of at most 255 bytes, joined without spaces) and of at least 1024 bits \
             (RFC 6376, section 3.6; RFC 8301, section 3.2). Copy the key from the provider's page again.",
        ));
    }
    if !revoked.is_empty() {
        let meaning = "A key was withdrawn: mail signed with it is not accepted as yours.";
        findings.push(warn(Topic::Dkim, "revoked", meaning).seen(revoked).why(
            "An empty p= revokes the key (RFC 6376, section 3.6.1). Fine where the provider has moved on to another selector.",
        ));
    }
    if !dangling.is_empty() {
        let meaning = "The record that leads to your provider's key points to a place where there is no key.";
        findings.push(fail(Topic::Dkim, "dangling", meaning).seen(dangling).why(
            "A CNAME to a name without a key record (RFC 6376, section 3.6.2). Compare it with the provider's page, letter by \
             letter; some providers publish the key only once signing is switched on.",
        ));
    }
    findings
}

/// Records that are certainly needed and not there.
fn lacking(provider: Option<&Provider>, name: &str, places: &[&Place], any_good: bool) -> Finding {
    let names: Vec<String> = places.iter().map(|place| place.name.clone()).collect();
    let (what, code) = if any_good { ("Some of the keys", "some-missing") } else { ("The keys", "missing") };
    let meaning = format!("{what} that {name} needs to prove that your mail is yours are not in DNS.");
    let finding = if any_good { warn(Topic::Dkim, code, meaning) } else { fail(Topic::Dkim, code, meaning) };
    let change = if places.iter().all(|place| place.target.is_some()) {
        let summary = format!("Add these records, then switch signing on at {name}.");
        fix(FixAction::Add, summary, places.iter().map(|place| place.record()))
    } else {
        ask(provider, places.iter().copied())
    };
    let why = format!("Nothing stands at {} (RFC 6376, section 3.6.2).", list(&names));
    finding.seen(names.into_iter().map(|name| format!("{name}: not there"))).why(why).fix(Some(change))
}

/// Where the key would stand cannot be told from outside.
fn untold(domain: &str, provider: Option<&Provider>, open_ones: &[&Place], assigned: &[Place]) -> Finding {
    let why = format!(
        "DNS cannot list selectors below _domainkey.{domain}, so an unknown selector is not \"no DKIM\" (RFC 6376, section \
         3.1)."
    );
    let Some(provider) = provider else {
        let meaning = "Whether your mail is signed cannot be told without knowing who sends it.";
        let tried: Vec<String> = open_ones.iter().map(|place| place.name.clone()).collect();
        let seen = (!tried.is_empty()).then(|| format!("not there: {}", list(&tried)));
        return open(Topic::Dkim, "selector-unknown", meaning).seen(seen).why(why);
    };
    let name = &provider.name;
    let meaning = format!(
        "We could not find the key with which {name} would sign your mail. It may stand under a name that only {name}'s page \
         shows."
    );
    open(Topic::Dkim, "selector-unknown", meaning)
        .seen(open_ones.iter().map(|place| format!("{}: not there", place.name)))
        .why(why)
        .fix(Some(ask(Some(provider), open_ones.iter().copied().chain(assigned))))
}

/// Records whose content, or part of it, only the provider's page shows.
fn ask<'a>(provider: Option<&Provider>, places: impl Iterator<Item = &'a Place>) -> Fix {
    let name = provider.map_or("the provider", |provider| &provider.name);
    let mut summary =
        format!("Open {name}'s page for DKIM (e-mail authentication), and copy its records from there.");
    if let Some(note) = provider.map(|provider| &provider.dkim_note).filter(|note| !note.is_empty()) {
        summary.push(' ');
        summary.push_str(note);
    }
    fix(FixAction::Ask, summary, places.map(Place::record))
}

impl Place {
    fn record(&self) -> FixRecord {
        fix_record(&self.name, &self.kind, self.target.clone().unwrap_or_default(), "")
    }
}

fn wildcard(domain: &str, seen: Vec<String>) -> Finding {
    warn(
        Topic::Dkim,
        "wildcard",
        "DNS answers for every name below your domain, which can hide that a key is missing.",
    )
    .seen(seen.into_iter().map(|text| format!("*._domainkey.{domain}: {text}")))
    .why("A wildcard record answers for selectors that do not exist (RFC 4592; RFC 6376, section 6.1.2).")
}
