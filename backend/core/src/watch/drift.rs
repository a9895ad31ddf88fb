//! What got worse in a site's DNS records, and what is fixed. A lookup without an answer makes nothing worse, and fixes
//! nothing.

#[cfg(test)]
mod tests;

use shared::report::{Finding, Report, Topic, Verdict};

use crate::store::{Fault, Known, Silence};

/// How long an unanswered lookup holds its topic back, in seconds. One that is never answered must not hide what else
/// happens to the topic.
const PATIENCE: i64 = super::WEEK;

/// The topics that decide about a site's mail, in the order of a report.
const TOPICS: [Topic; 5] = [Topic::Domain, Topic::Spf, Topic::Dkim, Topic::Dmarc, Topic::Mx];

/// How a report differs from what was known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Drift<'a> {
    /// What got worse, of which no one was told yet.
    pub(super) worse: Vec<&'a Finding>,
    /// The topics in which everything that someone was told of is fixed.
    pub(super) fixed: Vec<Topic>,
    /// What is known from now on.
    pub(super) known: Known,
    /// True if nothing is missing that may be answered tomorrow.
    pub(super) is_complete: bool,
}

/// Compares a report with what was known before, topic by topic. What is wrong with a topic when its lookups are
/// answered for the first time isn't new. If one isn't answered, nothing changes, unless it hasn't been for a week.
pub(super) fn compare<'a>(before: &Known, report: &'a Report, now: i64) -> Drift<'a> {
    let silent = silences(before, report, now);
    let is_awaited = |topic: &Topic| {
        silent
            .iter()
            .any(|silence| rests_on(*topic).contains(&silence.topic) && now - silence.since < PATIENCE)
    };
    let is_complete = !TOPICS.iter().any(is_awaited);
    let known = Known { silent: silent.clone(), ..before.clone() };
    let mut drift = Drift { worse: Vec::new(), fixed: Vec::new(), known, is_complete };
    for topic in TOPICS.into_iter().filter(|topic| !is_awaited(topic) && says_something(report, *topic)) {
        let of_topic = report.findings.iter().filter(|finding| finding.topic == topic);
        let wrong: Vec<&Finding> = of_topic.filter(|finding| finding.verdict >= Verdict::Warn).collect();
        let old: Vec<&Fault> = before.faults.iter().filter(|fault| fault.topic == topic).collect();
        let is_known = before.topics.contains(&topic);
        let worse: Vec<&Finding> =
            wrong.iter().copied().filter(|finding| is_known && is_worse(&old, finding)).collect();
        let now = faults(&old, &wrong, &worse);
        if old.iter().any(|fault| fault.is_told) && !now.iter().any(|fault| fault.is_told) {
            drift.fixed.push(topic);
        }
        drift.known.faults.retain(|fault| fault.topic != topic);
        drift.known.faults.extend(now);
        drift.worse.extend(worse);
        if !is_known {
            drift.known.topics.push(topic);
        }
    }
    drift
}

/// Returns the lookups that weren't answered, and since when.
fn silences(before: &Known, report: &Report, now: i64) -> Vec<Silence> {
    let silent = decisive(report).filter(|finding| finding.silent.is_some());
    silent
        .map(|finding| {
            let earlier = before.silent.iter().find(|silence| silence.id == finding.id);
            let since = earlier.map_or(now, |silence| silence.since);
            Silence { topic: finding.topic, id: finding.id.clone(), since }
        })
        .collect()
}

/// Returns the topics whose lookups decide about a topic. What SPF and DMARC have to do depends on DKIM.
fn rests_on(topic: Topic) -> &'static [Topic] {
    match topic {
        Topic::Domain => &[Topic::Domain],
        Topic::Spf | Topic::Dmarc => &[Topic::Spf, Topic::Dkim, Topic::Dmarc],
        Topic::Dkim => &[Topic::Dkim],
        Topic::Mx => &[Topic::Mx],
        Topic::Extras => &[],
    }
}

/// Returns true if a report says that something about a topic is right or wrong.
fn says_something(report: &Report, topic: Topic) -> bool {
    let mut of_topic = report.findings.iter().filter(|finding| finding.topic == topic);
    of_topic.any(|finding| finding.silent.is_none() && finding.verdict != Verdict::Unknown)
}

/// Returns true if a finding isn't known, or is worse than it was, unless a fault from before the first look was worse.
/// What replaces a fault that someone was told of is told too, even if it is a smaller one.
fn is_worse(old: &[&Fault], finding: &Finding) -> bool {
    let is_known = old.iter().any(|fault| fault.id == finding.id && fault.verdict >= finding.verdict);
    let worst = old.iter().filter(|fault| !fault.is_told).map(|fault| fault.verdict).max();
    !is_known && worst.is_none_or(|worst| finding.verdict >= worst)
}

/// Returns a topic's faults from now on.
fn faults(old: &[&Fault], wrong: &[&Finding], worse: &[&Finding]) -> Vec<Fault> {
    let was_told = |id: &str| old.iter().any(|fault| fault.is_told && fault.id == id);
    let mut faults: Vec<Fault> = wrong
        .iter()
        .map(|finding| Fault {
            topic: finding.topic,
            id: finding.id.clone(),
            verdict: finding.verdict,
            is_told: worse.contains(finding) || was_told(&finding.id),
        })
        .collect();
    // While a record is missing, nobody sees its other faults. When it's back, they aren't new.
    if faults.iter().any(|fault| fault.is_told) {
        let is_gone = |fault: &&&Fault| wrong.iter().all(|finding| finding.id != fault.id);
        let hidden = old.iter().filter(|fault| !fault.is_told).filter(is_gone);
        faults.extend(hidden.map(|fault| (*fault).clone()));
    }
    faults
}

/// Returns the new report with the earlier findings of topics about which it says less.
pub(super) fn carried_over(last: Option<Report>, new: Report) -> Report {
    let Some(last) = last.filter(|last| last.domain == new.domain) else { return new };
    let says_less = |topic: Topic| match (worst(&last, topic), worst(&new, topic)) {
        // Without the records that a client pasted, DNS can't tell some things that they showed.
        (Some(Verdict::Ok), Some(Verdict::Unknown)) => true,
        (Some(before), Some(now)) => now < before && !is_answered(&new, topic),
        (_, None) | (None, _) => false,
    };
    let kept: Vec<Topic> = TOPICS.into_iter().filter(|topic| says_less(*topic)).collect();
    let is_kept = |finding: &Finding| kept.contains(&finding.topic);
    let (spf, spf_tree) =
        if kept.contains(&Topic::Spf) { (last.spf, last.spf_tree) } else { (new.spf, new.spf_tree) };
    let old = last.findings.into_iter().filter(|finding| is_kept(finding));
    let mut findings: Vec<Finding> =
        new.findings.into_iter().filter(|finding| !is_kept(finding)).chain(old).collect();
    // The sort is stable: within a topic, the worst finding stays first. Extras come last.
    let place = |topic: Topic| TOPICS.iter().position(|other| *other == topic).unwrap_or(TOPICS.len());
    findings.sort_by_key(|finding| place(finding.topic));
    Report { findings, spf, spf_tree, ..new }
}

/// Returns true if all lookups for at least one topic were answered.
pub(super) fn has_answers(report: &Report) -> bool {
    TOPICS.into_iter().any(|topic| is_answered(report, topic))
}

/// Returns the topics of findings, each once.
pub(super) fn topics(findings: &[&Finding]) -> Vec<Topic> {
    let is_in = |topic: &Topic| findings.iter().any(|finding| finding.topic == *topic);
    TOPICS.into_iter().filter(is_in).collect()
}

fn decisive(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.topic != Topic::Extras)
}

/// Returns true if a report says something about a topic, and every lookup for it was answered.
fn is_answered(report: &Report, topic: Topic) -> bool {
    let mut of_topic = report.findings.iter().filter(|finding| finding.topic == topic).peekable();
    of_topic.peek().is_some() && of_topic.all(|finding| finding.silent.is_none())
}

fn worst(report: &Report, topic: Topic) -> Option<Verdict> {
    let of_topic = report.findings.iter().filter(|finding| finding.topic == topic);
    of_topic.map(|finding| finding.verdict).max()
}
