//! Findings about aliases that lead to no key, or to a different selector's key.

use shared::{
    facts::Provider,
    report::{AliasFault, Change, DkimAdvice, DkimFinding, Edit, Judged, KeyStep, RecordType, Remedy, Seen},
};

use super::{Usable, parted};
use crate::{
    dkim::{
        astray::Look,
        state::{Dangling, State},
        steps::{ask, name},
    },
    judged::{fail, warn},
};

/// An alias, and its fix if that is known.
struct Alias<'a> {
    name: &'a str,
    hops: &'a [String],
    mend: Option<&'a Edit>,
    fault: AliasFault,
}

impl Alias<'_> {
    fn seen(&self) -> Seen {
        Seen::BadAlias { name: self.name.to_owned(), hops: self.hops.to_vec(), fault: self.fault.clone() }
    }

    /// Asks for the correct target, which only the provider knows.
    fn open(&self) -> Edit {
        Edit::open(self.name, RecordType::Cname, self.hops.first().cloned())
    }
}

/// Returns the findings about aliases that lead to no key.
pub(super) fn dangling(provider: Option<&Provider>, looks: &[Look<'_>], usable: Usable) -> Vec<Judged> {
    let of = |wanted: fn(Dangling) -> bool, fault: AliasFault| -> Vec<Alias<'_>> {
        let found = looks.iter().filter_map(move |look| match &look.state {
            State::Dangling { hops, cause, mend } if wanted(*cause) => {
                Some(Alias { name: &look.place.name, hops, mend: mend.as_ref(), fault: fault.clone() })
            }
            _ => None,
        });
        found.collect()
    };
    let mut findings = Vec::new();
    let waiting = of(|cause| cause == Dangling::NotPublished, AliasFault::NoKey);
    if !waiting.is_empty() {
        findings.extend(not_published(provider, &waiting, usable));
    }
    let appended = of(|cause| cause == Dangling::Appended, AliasFault::Appended);
    let wrong = of(|cause| matches!(cause, Dangling::Wrong | Dangling::Unknown), AliasFault::NoKey);
    let all = appended.into_iter().chain(wrong).collect();
    let (mended, asked) = parted(all, |alias: &Alias<'_>| alias.mend.is_some());
    if !mended.is_empty() {
        findings.push(
            fail(DkimFinding::Dangling { is_known: true, is_second: false })
                .seen(mended.iter().map(Alias::seen))
                .fix(replace(DkimAdvice::UseTarget, &mended)),
        );
    }
    if !asked.is_empty() {
        findings.push(
            fail(DkimFinding::Dangling { is_known: false, is_second: !mended.is_empty() })
                .seen(asked.iter().map(Alias::seen))
                .fix(ask(KeyStep::CopyTarget, provider, asked.iter().map(Alias::open))),
        );
    }
    findings
}

/// Returns the finding about correct records whose key the provider hasn't published.
fn not_published(provider: Option<&Provider>, aliases: &[Alias<'_>], usable: Usable) -> Option<Judged> {
    let seen = aliases.iter().map(Alias::seen);
    let provider_name = name(provider);
    match usable {
        Usable::Yes => {
            let names = aliases.iter().filter_map(|alias| alias.name.split('.').next());
            let selectors = names.map(str::to_owned).collect();
            Some(warn(DkimFinding::ReserveEmpty { provider: provider_name, selectors }).seen(seen))
        }
        Usable::No => {
            let edits = aliases.iter().map(|alias| Edit::open(alias.name, RecordType::Cname, None));
            let fix = ask(KeyStep::SwitchOn, provider, edits);
            Some(fail(DkimFinding::NotPublished { provider: provider_name }).seen(seen).fix(fix))
        }
        Usable::Unknown => None,
    }
}

/// Returns the findings about aliases that lead to a different selector's key.
pub(super) fn astray(provider: Option<&Provider>, looks: &[Look<'_>], usable: Usable) -> Vec<Judged> {
    let found = looks.iter().filter_map(|look| match &look.state {
        State::Astray { hops, whose, mend } => {
            let fault = AliasFault::Whose(whose.clone());
            Some(Alias { name: &look.place.name, hops, mend: mend.as_ref(), fault })
        }
        _ => None,
    });
    let (mended, asked) = parted(found.collect(), |alias: &Alias<'_>| alias.mend.is_some());
    let finding = |is_second: bool, aliases: &[Alias<'_>]| {
        let about = DkimFinding::WrongTarget { is_second };
        let finding = if usable == Usable::No { fail(about) } else { warn(about) };
        finding.seen(aliases.iter().map(Alias::seen))
    };
    let mut findings = Vec::new();
    if !mended.is_empty() {
        let advice = DkimAdvice::UseOwnKey { provider: name(provider) };
        findings.push(finding(false, &mended).fix(replace(advice, &mended)));
    }
    if !asked.is_empty() {
        let step = ask(KeyStep::CopyTarget, provider, asked.iter().map(Alias::open));
        findings.push(finding(!mended.is_empty(), &asked).fix(step));
    }
    findings
}

fn replace(advice: DkimAdvice, aliases: &[Alias<'_>]) -> Remedy {
    let edits = aliases.iter().filter_map(|alias| alias.mend.cloned()).collect();
    Remedy::new(Change::Replace(edits), advice)
}
