//! Keys that are there: good ones, and ones that receivers cannot use.

use shared::{
    facts::Provider,
    report::{Finding, FixAction, FixRecord, Topic},
};

use super::parted;
use crate::{
    dkim::{
        KeyError,
        astray::Look,
        state::{Fault, State},
        steps::{Step, name},
    },
    finding::{With, fail, fix, ok, record as fix_record, warn},
};

/// What is said of keys that receivers read.
pub(super) fn present(provider: Option<&Provider>, looks: &[Look<'_>]) -> Vec<Finding> {
    let pick = |choose: fn(&State) -> Option<&String>| -> Vec<String> {
        let seen =
            looks.iter().filter_map(|look| Some(format!("{}: {}", look.place.name, choose(&look.state)?)));
        seen.collect()
    };
    let good = pick(|state| if let State::Good { seen, .. } = state { Some(seen) } else { None });
    let is_rsa = looks.iter().any(|look| {
        matches!(look.state, State::Good { is_rsa: true, .. } | State::Weak { .. } | State::Testing { .. })
    });
    let mut findings = Vec::new();
    if !good.is_empty() && !is_rsa {
        let meaning = "Your DKIM key is of a new kind (Ed25519) that some large receivers can't read yet.";
        findings.push(
            warn(Topic::Dkim, "ed25519-only", meaning)
                .seen(good)
                .why("Ed25519 is fine beside an RSA key: signers add an RSA signature for verifiers that know nothing else (RFC 8463, section 6).")
                .fix(Some(Step::RsaKey.ask(provider, []))),
        );
    } else if !good.is_empty() {
        findings.push(
            ok(Topic::Dkim, "key", "The key that proves your mail is really yours is there.")
                .seen(good)
                .why("A key record at selector._domainkey (RFC 6376, section 3.6). Signing itself is switched on at the provider."),
        );
    }
    findings.extend(weak(provider, looks));
    findings.extend(testing(looks));
    findings.extend(bare(looks));
    findings
}

/// Keys in a form that not every verifier reads.
fn bare(looks: &[Look<'_>]) -> Option<Finding> {
    let mends = || {
        looks.iter().filter_map(|look| match &look.state {
            State::Good { mend: Some(mend), .. } => Some(mend.clone()),
            _ => None,
        })
    };
    let seen = mends().map(|mend| format!("{}: {}", mend.name, mend.was));
    let meaning =
        "Your DKIM key is in a bare form (PKCS #1). Some receivers can't read it, so signatures fail there.";
    let summary = "Change the record to this if the service that signs lets you. It's the same key in the form that all receivers read.";
    mends().next().is_some().then(|| {
        warn(Topic::Dkim, "bare-key", meaning)
            .seen(seen)
            .why("RFC 6376, section 3.6.1, means an RSAPublicKey, and in practice p= is a SubjectPublicKeyInfo, which is all that many \
                  verifiers read.")
            .fix(Some(fix(FixAction::Ask, summary, mends())))
    })
}

fn weak(provider: Option<&Provider>, looks: &[Look<'_>]) -> Option<Finding> {
    let of = |look: &Look<'_>| match &look.state {
        State::Weak { seen, is_own } => Some((format!("{}: {seen}", look.place.name), *is_own)),
        _ => None,
    };
    let seen: Vec<String> = looks.iter().filter_map(of).map(|(seen, _)| seen).collect();
    if seen.is_empty() {
        return None;
    }
    // A key behind an alias is the provider's, who chooses its length.
    let own = looks.iter().filter(|look| of(look).is_some_and(|(_, is_own)| is_own));
    let own: Vec<FixRecord> = own.map(|look| fix_record(&look.place.name, "TXT", "", "")).collect();
    let change = (!own.is_empty()).then(|| Step::LongerKey.ask(provider, own));
    let meaning = "Your DKIM key works, but it's shorter than it should be.";
    let why = "RSA keys should have at least 2048 bits (RFC 8301, section 3.2).";
    Some(warn(Topic::Dkim, "short-key", meaning).seen(seen).why(why).fix(change))
}

fn testing(looks: &[Look<'_>]) -> Option<Finding> {
    let of = |look: &Look<'_>| match &look.state {
        State::Testing { seen, mend } => Some((format!("{}: {seen}", look.place.name), mend.clone())),
        _ => None,
    };
    let found: Vec<(String, Option<FixRecord>)> = looks.iter().filter_map(of).collect();
    if found.is_empty() {
        return None;
    }
    let mends: Vec<FixRecord> = found.iter().filter_map(|(_, mend)| mend.clone()).collect();
    let summary = "Change the record to this. It's the same key without the mark for tests (t=y).";
    let change = (!mends.is_empty()).then(|| fix(FixAction::Replace, summary, mends));
    let meaning = "Your DKIM key is marked as a test, so receivers may ignore it.";
    Some(
        warn(Topic::Dkim, "testing", meaning)
            .seen(found.into_iter().map(|(seen, _)| seen))
            .why("t=y says that signed mail is to be treated like unsigned mail (RFC 6376, section 3.6.1).")
            .fix(change),
    )
}

/// A key that receivers cannot use.
struct Unusable<'a> {
    name: &'a str,
    seen: &'a str,
    fault: Fault,
    is_own: bool,
    mend: &'a [FixRecord],
}

impl Unusable<'_> {
    fn step(&self) -> Step {
        match self.fault {
            Fault::Short(_) => Step::NewKey,
            Fault::Several(_) => Step::Choose,
            Fault::Record(KeyError::NoKey | KeyError::NotForMail) => Step::CopyKey,
            Fault::Record(KeyError::Kind) => Step::RsaKey,
            Fault::Record(_) | Fault::TwoRecords => Step::CopyAgain,
        }
    }

    fn seen(&self) -> String {
        format!("{}: {} ({})", self.name, self.seen, self.fault)
    }
}

/// What is said of keys that receivers cannot use, and of keys that were withdrawn.
pub(super) fn unusable(provider: Option<&Provider>, looks: &[Look<'_>], any_good: bool) -> Vec<Finding> {
    let found = looks.iter().filter_map(|look| match &look.state {
        State::Unusable { seen, fault, is_own, mend } => {
            Some(Unusable { name: &look.place.name, seen, fault: *fault, is_own: *is_own, mend })
        }
        _ => None,
    });
    let (mended, asked) = parted(found.collect(), |key: &Unusable<'_>| key.mend.to_vec());
    let mut findings = Vec::new();
    if !mended.is_empty() {
        findings.push(mendable(&mended));
    }
    if !asked.is_empty() {
        let code = if mended.is_empty() { "unusable-key" } else { "unusable-keys" };
        findings.push(to_ask(code, provider, &asked, any_good));
    }
    let revoked: Vec<Finding> = revoked(provider, looks, any_good).into_iter().collect();
    findings.extend(revoked);
    findings.extend(differing(provider, looks));
    findings
}

fn mendable(keys: &[Unusable<'_>]) -> Finding {
    let mends: Vec<FixRecord> = keys.iter().flat_map(|key| key.mend.to_vec()).collect();
    let only_goes = mends.iter().all(|record| record.value.is_empty());
    let (action, summary) = if only_goes {
        (FixAction::Remove, "Delete this record. The key beside it is the one that counts.")
    } else {
        (
            FixAction::Replace,
            "Change the record to this. It's the same key, written so that receivers can read it.",
        )
    };
    fail(Topic::Dkim, "unusable-key", meaning(keys))
        .seen(keys.iter().map(Unusable::seen))
        .why(why())
        .fix(Some(fix(action, summary, mends)))
}

fn to_ask(code: &str, provider: Option<&Provider>, keys: &[Unusable<'_>], any_good: bool) -> Finding {
    let steps = keys.iter().map(Unusable::step);
    let records = keys.iter().map(|key| fix_record(key.name, "TXT", "", ""));
    // Behind an alias the key is the provider's, and another one signs meanwhile.
    let is_theirs = keys.iter().all(|key| !key.is_own);
    let finding = if is_theirs && any_good {
        warn(Topic::Dkim, code, "One of your provider's DKIM keys can't be used. The others work.".to_owned())
    } else {
        fail(Topic::Dkim, code, meaning(keys))
    };
    let step = steps.min().filter(|_| !(is_theirs && any_good));
    finding.seen(keys.iter().map(Unusable::seen)).why(why()).fix(step.map(|step| step.ask(provider, records)))
}

fn meaning(keys: &[Unusable<'_>]) -> String {
    match keys {
        [key] => format!("Receivers can't use your DKIM key: {}.", key.fault),
        _ => "Receivers can't use your DKIM keys.".to_owned(),
    }
}

fn why() -> &'static str {
    "One key record per name, whole (strings of at most 255 bytes, joined without spaces), of at least 1024 bits and open to \
     SHA-256 (RFC 6376, sections 3.6.1 and 3.6.2.2; RFC 8301, sections 3.1 and 3.2)."
}

fn revoked(provider: Option<&Provider>, looks: &[Look<'_>], any_good: bool) -> Option<Finding> {
    let of = |look: &&Look<'_>| matches!(look.state, State::Revoked { .. });
    let seen: Vec<String> = looks
        .iter()
        .filter_map(|look| match &look.state {
            State::Revoked { seen, .. } => Some(format!("{}: {seen}", look.place.name)),
            _ => None,
        })
        .collect();
    if seen.is_empty() {
        return None;
    }
    let records = looks.iter().filter(of).map(|look| {
        let is_own = matches!(look.state, State::Revoked { is_own: true, .. });
        fix_record(&look.place.name, if is_own { "TXT" } else { "CNAME" }, "", "")
    });
    let is_own = looks.iter().any(|look| matches!(look.state, State::Revoked { is_own: true, .. }));
    let step = if is_own { Step::NewKey } else { Step::SwitchOn };
    let change = (!any_good).then(|| step.ask(provider, records));
    let meaning = if any_good {
        "One DKIM key was revoked. That's fine: another one is there.".to_owned()
    } else {
        format!(
            "This DKIM key was revoked: its p= is empty, so mail that {} signs with it fails.",
            name(provider)
        )
    };
    let finding =
        if any_good { warn(Topic::Dkim, "revoked", meaning) } else { fail(Topic::Dkim, "revoked", meaning) };
    Some(finding.seen(seen).why("An empty p= revokes the key (RFC 6376, section 3.6.1).").fix(change))
}

/// Keys that are not the pasted ones.
fn differing(provider: Option<&Provider>, looks: &[Look<'_>]) -> Option<Finding> {
    let (mut seen_all, mut mends) = (Vec::new(), Vec::new());
    for look in looks {
        if let State::Differs { seen, mend } = &look.state {
            seen_all.push(format!("{}: {seen}", look.place.name));
            mends.extend(mend.iter().cloned());
        }
    }
    let meaning =
        format!("The DKIM key in DNS isn't the one that {} shows, so signatures fail.", name(provider));
    let summary = "Change the record to what the provider's page shows.";
    (!seen_all.is_empty()).then(|| {
        fail(Topic::Dkim, "differs", meaning)
            .seen(seen_all)
            .why("A signature is verified with the key at its selector (RFC 6376, section 6.1.2), compared with the pasted records.")
            .fix(Some(fix(FixAction::Replace, summary, mends)))
    })
}
