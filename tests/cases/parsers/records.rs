//! SPF and DMARC records with one mistake, as they are in a zone, and what the report says about each.

use shared::report::{Finding, FixAction, FixRecord, Report, Topic, Verdict};
use support::{
    authority::{Authority, World},
    command::Terminal,
};

use super::{case::Case, office::SITE};
use crate::dns::Zone;

/// The domain's other records: who may send, and who receives its mail.
const BESIDE: [&str; 5] = [
    "bakery.example A 203.0.113.20",
    "bakery.example MX 10 mx.bakery.example",
    "mx.bakery.example A 203.0.113.25",
    "_dmarc.bakery.example TXT \"v=DMARC1; p=none; rua=mailto:reports@bakery.example\"",
    "bakery.example TXT \"v=spf1 mx ~all\"",
];

pub(super) fn of_spf(case: &Case) -> Vec<String> {
    let report = report(case, SITE, Topic::Spf);
    let mut complaints = repaired(case, &report, SITE);
    if let Some(counts) = case.expect.counts {
        // A record that receivers can't read or evaluate must fail, or at least be mentioned.
        let is_clean = findings(&report, Topic::Spf).all(|finding| finding.verdict != Verdict::Fail);
        if !counts && is_clean {
            complaints.push("the record doesn't count, but nothing fails".to_owned());
        }
        if counts && report.spf.is_none() {
            complaints.push("the record counts, but wasn't read".to_owned());
        }
    }
    complaints.extend(case.words(&text(&report, Topic::Spf)));
    shown(complaints, &report)
}

pub(super) fn of_dmarc(case: &Case) -> Vec<String> {
    let name = format!("_dmarc.{SITE}");
    let report = report(case, &name, Topic::Dmarc);
    let mut complaints = repaired(case, &report, &name);
    let text = text(&report, Topic::Dmarc);
    match case.expect.in_force.as_deref() {
        Some("nothing") if findings(&report, Topic::Dmarc).all(|finding| finding.verdict == Verdict::Ok) => {
            complaints.push("no policy is in force, but nothing fails".to_owned());
        }
        Some(policy) if policy != "nothing" && !text.contains(policy) => {
            complaints.push(format!("{policy} is in force, but the report doesn't say so"));
        }
        _ => {}
    }
    complaints.extend(case.words(&text));
    shown(complaints, &report)
}

/// Complains unless the repaired record replaces the old one, without another next to it.
fn repaired(case: &Case, report: &Report, name: &str) -> Vec<String> {
    let wanted = case.expect.value.as_deref().expect("a record");
    let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let fixes = fixes.filter(|fix| fix.action != FixAction::Ask);
    let records: Vec<&FixRecord> = fixes
        .flat_map(|fix| &fix.records)
        .filter(|record| record.name == name && record.kind == "TXT")
        .collect();
    if wanted == case.input {
        let changes =
            records.iter().filter(|record| record.was == case.input || record.value.starts_with("v="));
        return changes.map(|record| format!("this needs no repair: {record:?}")).collect();
    }
    let mut complaints = Vec::new();
    let is_it = |record: &&&FixRecord| record.value == wanted && record.was == case.input;
    if !records.iter().any(|record| is_it(&record)) {
        complaints.push(format!("not replaced with {wanted:?}"));
    }
    let beside = records.iter().filter(|record| !record.value.is_empty() && !is_it(record));
    complaints.extend(beside.map(|record| format!("an extra record: {record:?}")));
    complaints
}

fn report(case: &Case, name: &str, topic: Topic) -> Report {
    let server = Authority::alone(world(case, name, topic));
    let terminal = Terminal::new(&[("SEALPOST_DNS", server.addresses()[0].to_string())]);
    let mut arguments = vec!["audit", SITE, "--json"];
    if let Some(provider) = &case.provider {
        arguments.extend(["--provider", provider]);
    }
    let output = terminal.run(&arguments, "");
    serde_json::from_str(&output.out).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// Puts the record at its name, with every record that providers publish.
fn world(case: &Case, name: &str, topic: Topic) -> World {
    let own = if topic == Topic::Spf { "bakery.example TXT" } else { "_dmarc.bakery.example TXT" };
    let beside: Vec<&str> = BESIDE.into_iter().filter(|line| !line.starts_with(own)).collect();
    let mut world = Zone::of_everybody(&beside).world();
    world.text(name, [case.input.as_bytes()]);
    world
}

fn findings(report: &Report, topic: Topic) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(move |finding| finding.topic == topic)
}

fn text(report: &Report, topic: Topic) -> String {
    let sentences = findings(report, topic).map(|finding| {
        let summary = finding.fix.as_ref().map_or("", |fix| &fix.summary);
        format!("{} {} {summary} ", finding.meaning, finding.why)
    });
    sentences.collect()
}

fn shown(mut complaints: Vec<String>, report: &Report) -> Vec<String> {
    if !complaints.is_empty() {
        complaints.push(format!("{:#?}", report.findings));
    }
    complaints
}
