//! Aliases that lead to no key, or to one that is not this selector's.

use shared::{
    facts::Provider,
    report::{Finding, FixAction, FixRecord, Topic},
};

use super::parted;
use crate::{
    dkim::{
        astray::Look,
        state::{Dangling, State},
        steps::{Step, name},
    },
    finding::{With, fail, fix, list, record as fix_record, warn},
};

/// An alias, and how it is mended where that is known.
struct Alias<'a> {
    name: &'a str,
    hops: &'a [String],
    mend: Option<&'a FixRecord>,
    says: String,
}

impl Alias<'_> {
    fn seen(&self) -> String {
        format!("{} → {}: {}", self.name, self.hops.join(" → "), self.says)
    }

    fn record(&self) -> FixRecord {
        let was = self.hops.first().map_or("", String::as_str);
        fix_record(self.name, "CNAME", "", was)
    }
}

const RULE: &str =
    "A signature is verified with the key that its own selector leads to (RFC 6376, section 3.6.2.1).";

/// Aliases that lead to no key.
pub(super) fn dangling(provider: Option<&Provider>, looks: &[Look<'_>], any_good: bool) -> Vec<Finding> {
    let of = |wanted: fn(Dangling) -> bool, says: &'static str| -> Vec<Alias<'_>> {
        let found = looks.iter().filter_map(move |look| match &look.state {
            State::Dangling { hops, cause, mend } if wanted(*cause) => {
                Some(Alias { name: &look.place.name, hops, mend: mend.as_ref(), says: says.to_owned() })
            }
            _ => None,
        });
        found.collect()
    };
    let mut findings = Vec::new();
    let waiting = of(|cause| cause == Dangling::NotPublished, "no key there");
    if !waiting.is_empty() {
        findings.push(not_published(provider, &waiting, any_good));
    }
    let appended = of(|cause| cause == Dangling::Appended, "the domain was added to the target");
    let wrong = of(|cause| matches!(cause, Dangling::Wrong | Dangling::Unknown), "no key there");
    let (mended, asked) = parted(appended.into_iter().chain(wrong).collect(), |alias: &Alias<'_>| {
        alias.mend.cloned().into_iter().collect()
    });
    if !mended.is_empty() {
        let meaning = "A DKIM record leads to a name that has no key, so signatures fail.";
        let summary =
            "Change the record to this target. If your DNS panel adds your domain, put a dot at its end.";
        findings.push(
            fail(Topic::Dkim, "dangling", meaning)
                .seen(mended.iter().map(Alias::seen))
                .why("A CNAME to a name without a key record (RFC 6376, section 3.6.2). Without a final dot many panels put the zone behind the target (RFC 1035, section 5.1).")
                .fix(Some(replace(summary, &mended))),
        );
    }
    if !asked.is_empty() {
        let code = if mended.is_empty() { "dangling" } else { "dangling-elsewhere" };
        let meaning = "A DKIM record leads to a name that has no key, so signatures fail.";
        findings.push(
            fail(Topic::Dkim, code, meaning)
                .seen(asked.iter().map(Alias::seen))
                .why("A CNAME to a name without a key record (RFC 6376, section 3.6.2).")
                .fix(Some(Step::CopyTarget.ask(provider, asked.iter().map(Alias::record)))),
        );
    }
    findings
}

/// Right records whose key the provider has not published.
fn not_published(provider: Option<&Provider>, aliases: &[Alias<'_>], any_good: bool) -> Finding {
    let name = name(provider);
    let seen = aliases.iter().map(Alias::seen);
    if any_good {
        let selectors: Vec<String> =
            aliases.iter().filter_map(|alias| alias.name.split('.').next()).map(str::to_owned).collect();
        let meaning = format!(
            "{name} has no key at {} yet. You don't have to change anything: your mail is signed with another key.",
            list(&selectors)
        );
        return warn(Topic::Dkim, "reserve-empty", meaning).seen(seen).why(format!(
            "The record leads where it should. A provider may publish the key of a selector only when it begins to use it. {RULE}"
        ));
    }
    let meaning =
        format!("Your DKIM records are right, but {name} has no key there. Signing isn't turned on yet.");
    let why = format!("The targets are the provider's own, and there is no key record behind them. {RULE}");
    let records = aliases.iter().map(|alias| fix_record(alias.name, "CNAME", "", ""));
    fail(Topic::Dkim, "not-published", meaning)
        .seen(seen)
        .why(why)
        .fix(Some(Step::SwitchOn.ask(provider, records)))
}

/// Aliases that lead to a key which is not this selector's.
pub(super) fn astray(provider: Option<&Provider>, looks: &[Look<'_>], any_good: bool) -> Vec<Finding> {
    let found = looks.iter().filter_map(|look| match &look.state {
        State::Astray { hops, whose, mend } => {
            Some(Alias { name: &look.place.name, hops, mend: mend.as_ref(), says: whose.to_string() })
        }
        _ => None,
    });
    let (mended, asked) =
        parted(found.collect(), |alias: &Alias<'_>| alias.mend.cloned().into_iter().collect());
    let meaning = "A DKIM record leads to the wrong key, so mail that is signed with this selector fails.";
    let finding = |code: &str, aliases: &[Alias<'_>]| {
        let finding =
            if any_good { warn(Topic::Dkim, code, meaning) } else { fail(Topic::Dkim, code, meaning) };
        finding.seen(aliases.iter().map(Alias::seen)).why(RULE)
    };
    let mut findings = Vec::new();
    if !mended.is_empty() {
        let summary = format!("Change the record so that it leads to your own key at {}.", name(provider));
        findings.push(finding("wrong-target", &mended).fix(Some(replace(&summary, &mended))));
    }
    if !asked.is_empty() {
        let code = if mended.is_empty() { "wrong-target" } else { "wrong-target-elsewhere" };
        let step = Step::CopyTarget.ask(provider, asked.iter().map(Alias::record));
        findings.push(finding(code, &asked).fix(Some(step)));
    }
    findings
}

fn replace(summary: &str, aliases: &[Alias<'_>]) -> shared::report::Fix {
    fix(FixAction::Replace, summary, aliases.iter().filter_map(|alias| alias.mend.cloned()))
}
