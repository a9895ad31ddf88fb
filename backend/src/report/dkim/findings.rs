//! What the states of all places say.

use shared::{
    facts::Provider,
    report::{Finding, Fix, FixAction, FixRecord, Topic},
};

use super::{
    Stray,
    places::{Grounds, Place},
    state::State,
};
use crate::report::finding::{With, fail, fix, list, ok, open, record as fix_record, silent, warn};

/// One finding for each kind of state.
pub(super) fn judge(
    domain: &str,
    provider: Option<&Provider>,
    states: &[(Place, State)],
    assigned: &[Place],
    strays: &[Stray],
) -> Vec<Finding> {
    let name = provider.map_or("your provider", |provider| &provider.name);
    let mut findings = Vec::new();
    let any_good = states.iter().any(|(_, state)| state.is_usable());
    findings.extend(present(states));
    findings.extend(unusable(states));
    findings.extend(misplaced(strays));
    let is_stray = |place: &Place| strays.iter().any(|stray| stray.right.name == place.name);
    let missing = states.iter().filter(|(_, state)| matches!(state, State::Missing)).map(|(place, _)| place);
    let missing: Vec<&Place> = missing.filter(|place| !is_stray(place)).collect();
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
    let nothing_else = findings.is_empty() || provider.is_some() && strays.is_empty();
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
    let good = pick(|state| if let State::Good { seen, .. } = state { Some(seen) } else { None });
    let is_rsa = states.iter().any(|(_, state)| {
        matches!(state, State::Good { is_rsa: true, .. } | State::Weak { .. } | State::Testing { .. })
    });
    let weak = pick(|state| if let State::Weak { seen } = state { Some(seen) } else { None });
    let testing = pick(|state| if let State::Testing { seen } = state { Some(seen) } else { None });
    let mut findings = Vec::new();
    if !good.is_empty() && !is_rsa {
        let meaning = "The key that proves your mail is yours is of a new kind only, which some large receivers cannot read yet.";
        findings.push(warn(Topic::Dkim, "ed25519-only", meaning).seen(good).why(
            "Ed25519 is fine beside an RSA key: signers add an RSA signature for verifiers that know nothing else (RFC 8463, section 6). \
             Make an RSA key of 2048 bits at the provider as well.",
        ));
    } else if !good.is_empty() {
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
    let (mut damaged, mut revoked, mut dangling, mut other) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut damaged_mend, mut dangling_mend, mut other_mend) = (Vec::new(), Vec::new(), Vec::new());
    for (place, state) in states {
        match state {
            State::Unusable { seen, how, mend } => {
                damaged.push(format!("{}: {seen} ({how})", place.name));
                damaged_mend.extend(mend.iter().cloned());
            }
            State::Revoked { seen } => revoked.push(format!("{}: {seen}", place.name)),
            State::Dangling { hops, mend } => {
                dangling.push(format!("{} → {}: nothing there", place.name, hops.join(" → ")));
                dangling_mend.extend(mend.iter().cloned());
            }
            State::Differs { seen, mend } => {
                other.push(format!("{}: {seen}", place.name));
                other_mend.extend(mend.iter().cloned());
            }
            _ => {}
        }
    }
    let mut findings = Vec::new();
    if !damaged.is_empty() {
        findings.push(unusable_key(damaged, damaged_mend));
    }
    if !revoked.is_empty() {
        let meaning = "A key was withdrawn: mail signed with it is not accepted as yours.";
        findings.push(warn(Topic::Dkim, "revoked", meaning).seen(revoked).why(
            "An empty p= revokes the key (RFC 6376, section 3.6.1). Fine where the provider has moved on to another selector.",
        ));
    }
    if !dangling.is_empty() {
        findings.push(leads_nowhere(dangling, dangling_mend));
    }
    if !other.is_empty() {
        let meaning =
            "The key in DNS is not the one that your provider's page shows, so its signature does not fit.";
        let summary = "Change the record to what the provider's page shows.";
        findings.push(
            fail(Topic::Dkim, "differs", meaning)
                .seen(other)
                .why("A signature is verified with the key at its selector (RFC 6376, section 6.1.2), compared with the pasted records.")
                .fix(Some(fix(FixAction::Replace, summary, other_mend))),
        );
    }
    findings
}

fn unusable_key(seen: Vec<String>, mend: Vec<FixRecord>) -> Finding {
    let meaning =
        "The key that should prove your mail is yours cannot be used, so receivers see no valid signature.";
    let action = if mend.iter().all(|record| record.value.is_empty()) {
        FixAction::Remove
    } else {
        FixAction::Replace
    };
    let summary = match action {
        FixAction::Remove => "Delete this record; the key beside it is the one that counts.",
        _ => {
            "Change the key record to this, whole and in one record; your DNS panel splits it where it has to."
        }
    };
    let change = (!mend.is_empty()).then(|| fix(action, summary, mend));
    fail(Topic::Dkim, "unusable-key", meaning).seen(seen).why(
        "One key record per name, whole (strings of at most 255 bytes, joined without spaces) and of at least 1024 bits \
         (RFC 6376, section 3.6; RFC 8301, section 3.2). Copy the key from the provider's page again.",
    ).fix(change)
}

fn leads_nowhere(seen: Vec<String>, mend: Vec<FixRecord>) -> Finding {
    let meaning = "The record that leads to your provider's key points to a place where there is no key.";
    let summary = "Point this record to the provider's key; where the panel wants it, with a dot at the end of the target.";
    let change = (!mend.is_empty()).then(|| fix(FixAction::Replace, summary, mend));
    fail(Topic::Dkim, "dangling", meaning)
        .seen(seen)
        .why(
            "A CNAME to a name without a key record (RFC 6376, section 3.6.2). Compare it with the provider's page, letter by \
             letter; some providers publish the key only once signing is switched on.",
        )
        .fix(change)
}

/// Keys that stand where nobody looks for them.
fn misplaced(strays: &[Stray]) -> Option<Finding> {
    if strays.is_empty() {
        return None;
    }
    let meaning =
        "The key that should prove your mail is yours stands at the wrong place in DNS, so nobody finds it.";
    let seen = strays.iter().map(|stray| format!("{}: {} {}", stray.at, stray.right.kind, stray.right.value));
    let records = strays.iter().flat_map(|stray| {
        [stray.right.clone(), fix_record(&stray.at, &stray.right.kind, "", stray.right.value.as_str())]
    });
    let summary = "Add the record at the right name, and delete the one at the wrong name.";
    Some(
        fail(Topic::Dkim, "wrong-name", meaning)
            .seen(seen)
            .why(
                "A key stands at selector._domainkey below the domain (RFC 6376, section 3.6.2.1). Many DNS panels add the domain to \
                 what is typed, so a full name becomes a doubled one.",
            )
            .fix(Some(fix(FixAction::Replace, summary, records))),
    )
}

/// Pasted keys that are none.
pub(super) fn damaged(seen: &[String]) -> Option<Finding> {
    (!seen.is_empty()).then(|| {
        let meaning = "The key that you pasted is not whole. Please copy it again from the provider's page, to its end.";
        warn(Topic::Dkim, "pasted-damaged", meaning)
            .seen(seen.iter().cloned())
            .why("The pasted text is no key record (RFC 6376, section 3.6.1), so it is neither compared nor proposed.")
    })
}

/// Records that are certainly needed and not there.
fn lacking(provider: Option<&Provider>, name: &str, places: &[&Place], any_good: bool) -> Finding {
    let names: Vec<String> = places.iter().map(|place| place.name.clone()).collect();
    let (what, code) = if any_good { ("Some of the keys", "some-missing") } else { ("The keys", "missing") };
    let meaning = format!("{what} that {name} needs to prove that your mail is yours are not in DNS.");
    let finding = if any_good { warn(Topic::Dkim, code, meaning) } else { fail(Topic::Dkim, code, meaning) };
    let change = if places.iter().all(|place| place.value.is_some()) {
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
    let mut summary = format!(
        "Open {name}'s page for DKIM (e-mail authentication), and copy its records from there. Pasted into this report, \
                 they are checked and written for your DNS panel."
    );
    if let Some(note) = provider.map(|provider| &provider.dkim_note).filter(|note| !note.is_empty()) {
        summary.push(' ');
        summary.push_str(note);
    }
    fix(FixAction::Ask, summary, places.map(Place::record))
}

pub(super) fn wildcard(domain: &str, seen: Vec<String>) -> Finding {
    warn(
        Topic::Dkim,
        "wildcard",
        "DNS answers for every name below your domain, which can hide that a key is missing.",
    )
    .seen(seen.into_iter().map(|text| format!("*._domainkey.{domain}: {text}")))
    .why("A wildcard record answers for selectors that do not exist (RFC 4592; RFC 6376, section 6.1.2).")
}
