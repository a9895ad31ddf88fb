//! Rules that hold for every case after its fixes are applied: the faults are gone, nothing is worse, and nothing is
//! lost.

use std::{collections::BTreeSet, net::IpAddr};

use audit::spf;
use ipnet::IpNet;
use shared::report::{Finding, FixAction, FixRecord, Report, Topic, Verdict};

use super::{
    case::{Case, Fixes},
    senders,
    zone::{Zone, same_name},
};

/// Returns the harm that the changes do, by rules for every case.
pub(crate) fn harm(case: &Case, zone: &Zone, mended: &Zone, report: &Report) -> Vec<String> {
    let mut complaints = Vec::new();
    let names: BTreeSet<&str> = mended.records.iter().map(|record| record.name.as_str()).collect();
    for name in names {
        for version in ["v=spf1", "v=DMARC1"] {
            let of = |zone: &Zone| texts(zone, name).iter().filter(|text| is_nearly(text, version)).count();
            if of(mended) > of(zone).max(1) {
                complaints.push(format!("{name} has a second {version} record"));
            }
        }
        let beside =
            |zone: &Zone| zone.at(name).any(|record| record.kind == "CNAME") && zone.at(name).count() > 1;
        if beside(mended) && !beside(zone) {
            complaints.push(format!("{name} has both an alias and other records"));
        }
    }
    let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    for record in fixes.filter(|fix| fix.action != FixAction::Ask).flat_map(|fix| &fix.records) {
        match (record.was.is_empty(), record.value.is_empty()) {
            (false, false) if is_nearly(&record.was, "v=spf1") => {
                complaints.extend(of_spf(case, zone, record));
            }
            (false, false)
                if is_nearly(&record.was, "v=DMARC1")
                    && policy(&record.was).is_some()
                    && policy(&record.was) != policy(&record.value) =>
            {
                complaints.push(format!("the policy changes from {:?} to {:?}", record.was, record.value));
            }
            (true, false) if is_nearly(&record.value, "v=DMARC1") => {
                let is_first = !texts(zone, &record.name).iter().any(|text| is_nearly(text, "v=DMARC1"));
                if is_first && policy(&record.value).as_deref() != Some("none") {
                    complaints.push(format!("a first policy that is stricter than none: {:?}", record.value));
                }
            }
            _ => {}
        }
    }
    complaints
}

/// Checks that a changed SPF record keeps its readable terms and its ending, and permits no one that it doesn't have
/// to.
fn of_spf(case: &Case, zone: &Zone, record: &FixRecord) -> Vec<String> {
    let FixRecord { name, was, value, .. } = record;
    let mut complaints = Vec::new();
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().map(|word| word.trim_start_matches('+').to_lowercase()).collect()
    };
    let new = words(value);
    let ending = |words: &[String]| {
        words.iter().find(|word| word.trim_start_matches(['~', '-', '?']) == "all").cloned()
    };
    let old = words(was);
    match ending(&old).as_deref() {
        Some("all") if ending(&new).as_deref() != Some("~all") => {
            complaints.push(format!("doesn't end with ~all: {value}"));
        }
        Some(all @ ("~all" | "-all")) if ending(&new).as_deref() != Some(all) => {
            complaints.push(format!("a different ending: {value}"));
        }
        _ => {}
    }
    let examples: Vec<&str> = match &case.fix {
        Some(Fixes::List(wanted)) => wanted
            .iter()
            .filter(|wanted| wanted.name.is(|wanted| same_name(wanted, name)))
            .filter_map(|wanted| wanted.example.as_deref())
            .collect(),
        Some(Fixes::Word(_)) | None => Vec::new(),
    };
    let is_term =
        |word: &&String| !word.ends_with("all") && spf::Record::parse(&format!("v=spf1 {word}")).is_ok();
    for word in old.iter().filter(is_term).filter(|word| !is_kept(word, &new) && !word.starts_with("v=")) {
        // A term that isn't in the correct record can go, and so can one that permits strangers or voids the record.
        if !examples.iter().any(|example| !words(example).contains(word))
            && !senders::may_go(zone, name, word)
        {
            complaints.push(format!("{word} is lost: {value}"));
        }
    }
    complaints
}

/// Returns true if a term still takes effect: unchanged, as a permission instead of a refusal, as an include instead
/// of a redirect, or within a network.
fn is_kept(word: &str, new: &[String]) -> bool {
    let plain = word.trim_start_matches(['-', '~', '?']);
    let network = |word: &str| {
        let text = word.strip_prefix("ip4:").or_else(|| word.strip_prefix("ip6:"))?;
        text.parse::<IpNet>().ok().or_else(|| Some(IpNet::from(text.parse::<IpAddr>().ok()?)))
    };
    let is_inside = |own: &IpNet| new.iter().filter_map(|word| network(word)).any(|wide| wide.contains(own));
    let included = word.strip_prefix("redirect=").map(|name| format!("include:{name}"));
    new.iter().any(|word| word == plain || Some(word) == included.as_ref())
        || network(word).is_some_and(|own| is_inside(&own))
}

/// Checks that every fixable fault is gone, and that nothing else is worse.
pub(crate) fn worse(before: &Report, after: &Report) -> Vec<String> {
    let mut complaints = Vec::new();
    let bad = |report: &Report, id: &str| {
        report
            .findings
            .iter()
            .filter(|finding| finding.id == id && finding.verdict > Verdict::Unknown)
            .count()
    };
    for finding in before.findings.iter().filter(|finding| is_exact(finding)) {
        let id = &finding.id;
        if finding.verdict > Verdict::Unknown && bad(after, id) >= bad(before, id) {
            complaints.push(format!("{id} is still there"));
        }
    }
    for finding in &after.findings {
        let was = before.findings.iter().filter(|was| was.id == finding.id).map(|was| was.verdict).max();
        let is_bad = [Verdict::Fail, Verdict::Unknown].contains(&finding.verdict);
        if is_bad && was.is_none_or(|was| was < finding.verdict) {
            complaints.push(format!("{} is worse: {was:?}, now {:?}", finding.id, finding.verdict));
        }
        if is_exact(finding) && finding.verdict > Verdict::Unknown {
            complaints.push(format!("{} could have been fixed the first time", finding.id));
        }
    }
    let is_changed = before.findings.iter().any(|finding| finding.topic == Topic::Spf && is_exact(finding));
    if let Some(cost) = after.spf.filter(|cost| is_changed && (cost.lookups > 10 || cost.voids > 2)) {
        complaints.push(format!("SPF is over its limits: {cost:?}"));
    }
    complaints
}

fn is_exact(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.action != FixAction::Ask)
}

fn texts(zone: &Zone, name: &str) -> Vec<String> {
    zone.at(name).filter(|record| record.kind == "TXT").map(super::zone::Record::text).collect()
}

/// Returns true if a text begins with the version, or with the version after stray characters.
fn is_nearly(text: &str, version: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).to_ascii_lowercase();
    text.starts_with(&version.to_ascii_lowercase())
}

fn policy(text: &str) -> Option<String> {
    let mut tags = text.split(';').filter_map(|tag| tag.split_once('='));
    let value = tags.find(|(name, _)| name.trim() == "p").map(|(_, value)| value.trim().to_ascii_lowercase());
    // Receivers ignore a policy with a value that they don't know.
    value.filter(|value| ["none", "quarantine", "reject"].contains(&value.as_str()))
}
