//! Findings about keys that exist: valid ones, and ones that receivers can't use.

use shared::{
    facts::Provider,
    report::{
        Change, DkimAdvice, DkimFinding, Edit, Judged, KeyError, KeyFault, KeyStep, Record, RecordType,
        Remedy, Seen,
    },
};

use super::{Usable, parted};
use crate::{
    dkim::{
        astray::Look,
        state::{Shown, State},
        steps::{ask, name},
    },
    judged::{fail, ok, warn},
};

/// Returns the findings about keys that receivers can read.
pub(super) fn present(provider: Option<&Provider>, looks: &[Look<'_>]) -> Vec<Judged> {
    let good: Vec<Seen> = looks
        .iter()
        .filter_map(|look| match &look.state {
            State::Good { seen, .. } => Some(seen.at(&look.place.name)),
            _ => None,
        })
        .collect();
    let is_rsa = looks.iter().any(|look| {
        matches!(look.state, State::Good { is_rsa: true, .. } | State::Weak { .. } | State::Testing { .. })
    });
    let mut findings = Vec::new();
    if !good.is_empty() && !is_rsa {
        findings.push(warn(DkimFinding::Ed25519Only).seen(good).fix(ask(KeyStep::RsaKey, provider, [])));
    } else if !good.is_empty() {
        findings.push(ok(DkimFinding::Key).seen(good));
    }
    findings.extend(weak(provider, looks));
    findings.extend(testing(looks));
    findings.extend(bare(looks));
    findings
}

/// Returns the finding about keys in a format that not every verifier reads.
fn bare(looks: &[Look<'_>]) -> Option<Judged> {
    let mends = looks.iter().filter_map(|look| match &look.state {
        State::Good { mend: Some(mend), .. } => Some(mend.clone()),
        _ => None,
    });
    let mends: Vec<Edit> = mends.collect();
    let seen: Vec<Seen> =
        mends.iter().map(|mend| Seen::record(&mend.name, mend.was().unwrap_or_default())).collect();
    let fix = |mends| Remedy::new(Change::Confirm(mends), DkimAdvice::UseCommonForm);
    (!mends.is_empty()).then(|| warn(DkimFinding::BareKey).seen(seen).fix(fix(mends)))
}

fn weak(provider: Option<&Provider>, looks: &[Look<'_>]) -> Option<Judged> {
    let of = |look: &Look<'_>| match &look.state {
        State::Weak { seen, is_own } => Some((seen.at(&look.place.name), *is_own)),
        _ => None,
    };
    let seen: Vec<Seen> = looks.iter().filter_map(of).map(|(seen, _)| seen).collect();
    if seen.is_empty() {
        return None;
    }
    // A key behind an alias belongs to the provider, who chooses its length.
    let own = looks.iter().filter(|look| of(look).is_some_and(|(_, is_own)| is_own));
    let own: Vec<Edit> = own.map(|look| Edit::open(&look.place.name, RecordType::Txt, None)).collect();
    let fix = (!own.is_empty()).then(|| ask(KeyStep::LongerKey, provider, own));
    Some(warn(DkimFinding::ShortKey).seen(seen).fix(fix))
}

fn testing(looks: &[Look<'_>]) -> Option<Judged> {
    let of = |look: &Look<'_>| match &look.state {
        State::Testing { seen, mend } => Some((seen.at(&look.place.name), mend.clone())),
        _ => None,
    };
    let (seen, mends): (Vec<Seen>, Vec<Option<Edit>>) = looks.iter().filter_map(of).unzip();
    if seen.is_empty() {
        return None;
    }
    let mends: Vec<Edit> = mends.into_iter().flatten().collect();
    let fix = (!mends.is_empty()).then(|| Remedy::new(Change::Replace(mends), DkimAdvice::RemoveTestMark));
    Some(warn(DkimFinding::Testing).seen(seen).fix(fix))
}

/// A key that receivers can't use.
struct Unusable<'a> {
    name: &'a str,
    seen: &'a Shown,
    fault: KeyFault,
    is_own: bool,
    mend: &'a [Edit],
}

impl Unusable<'_> {
    fn step(&self) -> KeyStep {
        match self.fault {
            KeyFault::Short(_) => KeyStep::NewKey,
            KeyFault::Several(_) => KeyStep::Choose,
            KeyFault::Record(KeyError::NoKey | KeyError::NotForMail) => KeyStep::CopyKey,
            KeyFault::Record(KeyError::Kind) => KeyStep::RsaKey,
            KeyFault::Record(_) | KeyFault::TwoRecords => KeyStep::CopyAgain,
        }
    }

    fn seen(&self) -> Seen {
        let Shown { hops, text } = self.seen.clone();
        Seen::BadKey { name: self.name.to_owned(), hops, text, fault: self.fault }
    }
}

/// Returns the findings about keys that receivers can't use, and about revoked keys.
pub(super) fn unusable(provider: Option<&Provider>, looks: &[Look<'_>], usable: Usable) -> Vec<Judged> {
    let found = looks.iter().filter_map(|look| match &look.state {
        State::Unusable { seen, fault, is_own, mend } => {
            Some(Unusable { name: &look.place.name, seen, fault: *fault, is_own: *is_own, mend })
        }
        _ => None,
    });
    let (mended, asked) = parted(found.collect(), |key: &Unusable<'_>| !key.mend.is_empty());
    let mut findings = Vec::new();
    if !mended.is_empty() {
        findings.push(mendable(&mended));
    }
    if !asked.is_empty() {
        findings.extend(to_ask(!mended.is_empty(), provider, &asked, usable));
    }
    findings.extend(revoked(provider, looks, usable));
    findings.extend(differing(provider, looks));
    findings
}

fn mendable(keys: &[Unusable<'_>]) -> Judged {
    let mends: Vec<Edit> = keys.iter().flat_map(|key| key.mend.to_vec()).collect();
    let gone: Option<Vec<Record>> = mends
        .iter()
        .map(|edit| match (edit.value(), edit.was()) {
            (None, Some(was)) => Some(Record::new(&edit.name, edit.kind, was)),
            _ => None,
        })
        .collect();
    let fix = match gone {
        Some(gone) => Remedy::new(Change::Remove(gone), DkimAdvice::DeleteOthers),
        None => Remedy::new(Change::Replace(mends), DkimAdvice::UseReadableForm),
    };
    let faults = keys.iter().map(|key| key.fault).collect();
    fail(DkimFinding::Unusable { faults, is_second: false }).seen(keys.iter().map(Unusable::seen)).fix(fix)
}

fn to_ask(
    is_second: bool,
    provider: Option<&Provider>,
    keys: &[Unusable<'_>],
    usable: Usable,
) -> Option<Judged> {
    let seen = keys.iter().map(Unusable::seen);
    // Keys behind an alias belong to the provider, and another key signs in the meantime.
    if usable != Usable::No && keys.iter().all(|key| !key.is_own) {
        let theirs = (usable == Usable::Yes).then(|| warn(DkimFinding::UnusableTheirs { is_second }));
        return theirs.map(|theirs| theirs.seen(seen));
    }
    let edits = keys.iter().map(|key| Edit::open(key.name, RecordType::Txt, None));
    let step = keys.iter().map(Unusable::step).min();
    let faults = keys.iter().map(|key| key.fault).collect();
    let fix = step.map(|step| ask(step, provider, edits));
    Some(fail(DkimFinding::Unusable { faults, is_second }).seen(seen).fix(fix))
}

fn revoked(provider: Option<&Provider>, looks: &[Look<'_>], usable: Usable) -> Option<Judged> {
    let of = |look: &Look<'_>| match &look.state {
        State::Revoked { seen, is_own } => {
            let kind = if *is_own { RecordType::Txt } else { RecordType::Cname };
            Some((seen.at(&look.place.name), Edit::open(&look.place.name, kind, None)))
        }
        _ => None,
    };
    let (seen, edits): (Vec<Seen>, Vec<Edit>) = looks.iter().filter_map(of).unzip();
    if seen.is_empty() || usable == Usable::Unknown {
        return None;
    }
    let has_other = usable == Usable::Yes;
    let about = DkimFinding::Revoked { provider: name(provider), has_other };
    if has_other {
        return Some(warn(about).seen(seen));
    }
    let is_own = edits.iter().any(|edit| edit.kind == RecordType::Txt);
    let step = if is_own { KeyStep::NewKey } else { KeyStep::SwitchOn };
    Some(fail(about).seen(seen).fix(ask(step, provider, edits)))
}

/// Returns the finding about keys that differ from the pasted ones.
fn differing(provider: Option<&Provider>, looks: &[Look<'_>]) -> Option<Judged> {
    let (mut seen_all, mut mends) = (Vec::new(), Vec::new());
    for look in looks {
        if let State::Differs { seen, mend } = &look.state {
            seen_all.push(Seen::record(&look.place.name, seen));
            mends.extend(mend.iter().cloned());
        }
    }
    let fix = |mends| Remedy::new(Change::Replace(mends), DkimAdvice::UsePasted);
    let about = DkimFinding::Differs { provider: name(provider) };
    (!seen_all.is_empty()).then(|| fail(about).seen(seen_all).fix(fix(mends)))
}
