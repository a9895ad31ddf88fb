//! What got worse in a site's DNS records, and what is fixed. A lookup without an answer makes nothing worse, and fixes
//! nothing.

#[cfg(test)]
mod tests;

use shared::report::{Finding, Report, Topic, Verdict};

use crate::store::Known;

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
    pub(super) known: Vec<Known>,
}

/// Compares a report with what was wrong before. If nothing is known about that, nothing got worse.
pub(super) fn compare<'a>(before: Option<&[Known]>, report: &'a Report) -> Drift<'a> {
    let wrong: Vec<&Finding> = decisive(report).filter(|finding| finding.verdict >= Verdict::Warn).collect();
    let is_new = |finding: &Finding| before.is_some_and(|before| is_worse(before, finding));
    let worse: Vec<&Finding> = wrong.iter().copied().filter(|&finding| is_new(finding)).collect();
    let before = before.unwrap_or_default();
    let mut known: Vec<Known> = wrong
        .iter()
        .map(|&finding| Known {
            topic: finding.topic,
            id: finding.id.clone(),
            verdict: finding.verdict,
            is_told: is_new(finding) || before.iter().any(|known| known.is_told && known.id == finding.id),
        })
        .collect();
    let is_gone = |known: &&Known| wrong.iter().all(|finding| finding.id != known.id);
    let gone = || before.iter().filter(is_gone);
    known.extend(gone().filter(|known| !is_answered(report, known.topic)).cloned());
    let is_told = |of: &[Known], topic: Topic| of.iter().any(|known| known.is_told && known.topic == topic);
    // While a record is missing, nobody sees its other faults. When it's back, they aren't new.
    let hidden =
        gone().filter(|old| !old.is_told && is_answered(report, old.topic) && is_told(&known, old.topic));
    let hidden: Vec<Known> = hidden.cloned().collect();
    known.extend(hidden);
    let fixed = TOPICS.into_iter().filter(|topic| is_told(before, *topic) && !is_told(&known, *topic));
    Drift { worse, fixed: fixed.collect(), known }
}

/// Returns true if a finding is new, or worse than it was, unless something worse was wrong with its topic.
fn is_worse(before: &[Known], finding: &Finding) -> bool {
    let mut of_topic = before.iter().filter(|known| known.topic == finding.topic);
    let worst = of_topic.clone().map(|known| known.verdict).max();
    let is_known = of_topic.any(|known| known.id == finding.id && known.verdict >= finding.verdict);
    !is_known && worst.is_none_or(|worst| finding.verdict >= worst)
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

/// Returns true if any lookup was answered.
pub(super) fn has_answers(report: &Report) -> bool {
    decisive(report).any(|finding| finding.silent.is_none())
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
