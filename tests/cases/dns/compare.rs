//! Compares a report with what its case asks for.

use shared::report::{Finding, Fix, FixAction, FixRecord, Report, Topic, Verdict};

use super::{
    case::{Case, Change, Fixes, Sought},
    zone::same_name,
};

/// Returns what is missing from the report, and what must not be in it.
pub(crate) fn complaints(case: &Case, report: &Report) -> Vec<String> {
    let mut complaints = Vec::new();
    for sought in &case.expect {
        if !report.findings.iter().any(|finding| fits(sought, finding)) {
            complaints.push(format!("not found: {sought:?}"));
        }
    }
    for sought in &case.forbid {
        if let Some(finding) = report.findings.iter().find(|finding| fits(sought, finding)) {
            complaints.push(format!("must not be there: {} by {sought:?}", finding.id));
        }
    }
    let is_asked = |finding: &&Finding| {
        let expected = case.expect.iter().any(|sought| sought.topic == Some(finding.topic));
        expected || case.open.contains(&finding.topic) || finding.id.starts_with("domain.")
    };
    let bad = report.findings.iter().filter(|finding| !is_asked(finding));
    for finding in bad.filter(|finding| [Verdict::Fail, Verdict::Unknown].contains(&finding.verdict)) {
        complaints.push(format!("this finding is unexpected: {}", finding.id));
    }
    complaints.extend(of_fixes(case, report));
    complaints
}

fn of_fixes(case: &Case, report: &Report) -> Vec<String> {
    let mut complaints = Vec::new();
    let fixes = || report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    match &case.fix {
        None => {}
        Some(Fixes::Word(word)) => {
            assert_eq!(word, "ask", "the only word that a fix can be");
            if !fixes().any(|fix| fix.action == FixAction::Ask) {
                complaints.push("the report asks no question".to_owned());
            }
        }
        Some(Fixes::List(wanted)) if wanted.is_empty() => complaints.extend(unneeded(case, report)),
        Some(Fixes::List(wanted)) => {
            let missing = wanted
                .iter()
                .filter(|wanted| !fixes().any(|fix| has(fix, |record| suits(wanted, fix, record))));
            complaints.extend(missing.map(|wanted| format!("this fix is missing: {wanted:?}")));
        }
    }
    for harm in &case.never {
        for fix in fixes().filter(|fix| has(fix, |record| does(harm, fix, record))) {
            complaints.push(format!("this fix does harm: {fix:?}, by {harm:?}"));
        }
    }
    complaints
}

/// Returns the changes proposed for a case that needs none. A question isn't a change.
fn unneeded(case: &Case, report: &Report) -> Vec<String> {
    let is_judged = |topic: Topic| {
        case.expect.iter().any(|sought| sought.topic == Some(topic)) && !case.open.contains(&topic)
    };
    let judged = report.findings.iter().filter(|finding| is_judged(finding.topic));
    let changes = judged.filter_map(|finding| Some((&finding.id, finding.fix.as_ref()?)));
    changes
        .filter(|(_, fix)| fix.action != FixAction::Ask)
        .map(|(id, fix)| format!("no change is needed, {id} has one: {fix:?}"))
        .collect()
}

fn has(fix: &Fix, suits: impl Fn(&FixRecord) -> bool) -> bool {
    fix.records.iter().any(suits)
}

fn fits(sought: &Sought, finding: &Finding) -> bool {
    let summary = finding.fix.as_ref().map_or("", |fix| &fix.summary);
    let text = [&finding.meaning, &finding.seen.join("\n"), &finding.why, summary].join("\n");
    sought.topic.is_none_or(|topic| topic == finding.topic)
        && sought.verdict.is(|verdict| *verdict == finding.verdict)
        && sought.about.iter().all(|words| is_said(words, &text, &finding.id))
}

/// Returns true if the text contains one of the words separated by `|`, ignoring case.
fn is_said(words: &str, text: &str, id: &str) -> bool {
    let text = text.to_lowercase();
    words.split('|').any(|word| match word.strip_prefix("id:") {
        Some(wanted) => wanted == id,
        None => text.contains(&word.to_lowercase()),
    })
}

fn suits(wanted: &Change, fix: &Fix, record: &FixRecord) -> bool {
    let mut value = record.value.clone();
    if fix.action == FixAction::Ask {
        value = format!("{value}\n{}", fix.summary);
    }
    is_meant(wanted, fix, record, &value)
}

/// Returns true if a fix does this harm. A question never does harm. A removal is judged by what it removes.
fn does(harm: &Change, fix: &Fix, record: &FixRecord) -> bool {
    let value = if record.value.is_empty() { &record.was } else { &record.value };
    fix.action != FixAction::Ask && is_meant(harm, fix, record, value)
}

fn is_meant(change: &Change, fix: &Fix, record: &FixRecord, value: &str) -> bool {
    change.action.is(|action| *action == fix.action)
        && change.name.is(|name| is_named(name, &record.name))
        && change.kind.as_ref().is_none_or(|kind| *kind == record.kind)
        && change.contains.are(|words| is_said(words, value, ""))
        && !change.not_contains.iter().any(|words| is_said(words, value, ""))
        && change.says.iter().all(|words| is_said(words, &fix.summary, ""))
}

/// Compares names. `*` matches any label.
fn is_named(wanted: &str, name: &str) -> bool {
    match wanted.strip_prefix("*.") {
        Some(rest) => name.split_once('.').is_some_and(|(_, parent)| same_name(parent, rest)),
        None => same_name(wanted, name),
    }
}
