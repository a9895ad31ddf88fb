//! Sums up a report in one sentence, and says what remains open.

use shared::report::{Finding, Report, Topic, Verdict};

use super::paste::is_about_paste;
use crate::say;

/// The number of findings of each kind. Extras aren't counted.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    right: u64,
    failing: u64,
    better: u64,
    /// Findings that the client can look up.
    open: u64,
    /// Findings without an answer from DNS.
    silent: u64,
    /// Findings about the paste.
    unused: u64,
}

/// Returns the sentence for the top of the report, and additional sentences below it.
pub(super) fn summary(report: &Report) -> (String, Vec<String>) {
    let count = Count::in_report(report);
    (count.sentence(), count.besides())
}

/// Returns true if the client has nothing left to do: nothing is wrong, and nothing is open.
pub(super) fn is_done(report: &Report) -> bool {
    let count = Count::in_report(report);
    count.right + count.better > 0 && count.failing == 0 && count.is_known()
}

impl Count {
    fn in_report(report: &Report) -> Self {
        let mut count = Self::default();
        for finding in report.findings.iter().filter(|finding| finding.topic != Topic::Extras) {
            *count.of(finding) += 1;
        }
        count
    }

    fn is_known(self) -> bool {
        self.open + self.silent + self.unused == 0
    }

    fn of(&mut self, finding: &Finding) -> &mut u64 {
        match finding.verdict {
            _ if is_about_paste(finding) => &mut self.unused,
            Verdict::Ok => &mut self.right,
            Verdict::Warn => &mut self.better,
            Verdict::Fail => &mut self.failing,
            Verdict::Unknown if finding.is_open() => &mut self.open,
            Verdict::Unknown => &mut self.silent,
        }
    }

    /// Sums up the report in a sentence, without promises if something is unknown.
    fn sentence(self) -> String {
        let say = say::letter();
        match (self.failing, self.better) {
            (failing @ 1.., _) if self.is_known() => say.summary_change(failing),
            (failing @ 1.., _) => say.summary_change_needed(failing),
            (0, 0) if self.is_known() => say.summary_right().into(),
            (0, better) if self.is_known() => say.summary_better(better),
            (0, 0) if self.right == 0 && self.silent > 0 => say.summary_silent().into(),
            (0, 0) if self.silent > 0 => say.summary_nothing_wrong_so_far().into(),
            (0, 0) => say.summary_nothing_wrong().into(),
            (0, better) if self.silent > 0 => say.summary_nothing_wrong_so_far_better(better),
            (0, better) => say.summary_nothing_wrong_better(better),
        }
    }

    fn besides(self) -> Vec<String> {
        let say = say::letter();
        let mut lines = Vec::new();
        if self.failing > 0 && self.better > 0 {
            lines.push(say.summary_better_too(self.better));
        }
        if self.open > 0 {
            lines.push(say.summary_look_up(self.open));
        }
        if self.silent > 0 {
            lines.push(say.summary_unchecked(self.silent));
        }
        if self.unused > 0 {
            lines.push(say.summary_paste_unused().into());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_has_its_sentence() {
        let say = say::letter();
        let sentences = |failing, better, open, silent| {
            let count = Count { right: 1, failing, better, open, silent, unused: 0 };
            [vec![count.sentence()], count.besides()].concat()
        };
        let nothing = say.summary_nothing_wrong();
        let nothing_so_far = say.summary_nothing_wrong_so_far();
        assert_eq!(sentences(0, 0, 0, 0), [say.summary_right()]);
        assert_eq!(sentences(0, 0, 1, 0), [nothing, &say.summary_look_up(1)]);
        assert_eq!(sentences(0, 0, 0, 2), [nothing_so_far, &say.summary_unchecked(2)]);
        assert_eq!(
            sentences(0, 0, 1, 1),
            [nothing_so_far, &say.summary_look_up(1), &say.summary_unchecked(1)]
        );
        assert_eq!(sentences(0, 1, 0, 0), [say.summary_better(1)]);
        assert_eq!(sentences(0, 2, 1, 0), [say.summary_nothing_wrong_better(2), say.summary_look_up(1)]);
        assert_eq!(
            sentences(0, 1, 0, 1),
            [say.summary_nothing_wrong_so_far_better(1), say.summary_unchecked(1)]
        );
        assert_eq!(sentences(1, 0, 0, 0), [say.summary_change(1)]);
        assert_eq!(sentences(2, 1, 0, 0), [say.summary_change(2), say.summary_better_too(1)]);
        assert_eq!(sentences(1, 0, 1, 0), [say.summary_change_needed(1), say.summary_look_up(1)]);
        assert_eq!(sentences(11, 0, 0, 1), [say.summary_change_needed(11), say.summary_unchecked(1)]);
        assert_eq!(
            sentences(2, 2, 2, 2),
            [
                say.summary_change_needed(2),
                say.summary_better_too(2),
                say.summary_look_up(2),
                say.summary_unchecked(2)
            ]
        );
    }

    #[test]
    fn without_answers_nothing_is_called_right_or_wrong() {
        let count = Count { silent: 3, ..Count::default() };
        assert_eq!(count.sentence(), say::letter().summary_silent());
    }

    #[test]
    fn the_summary_promises_less_if_a_part_of_the_paste_is_unused() {
        let count = Count { right: 4, unused: 1, ..Count::default() };
        assert_eq!(count.sentence(), say::letter().summary_nothing_wrong());
        assert_eq!(count.besides(), [say::letter().summary_paste_unused()]);
    }

    fn finding(id: &str, topic: Topic, verdict: Verdict, silent: Option<&str>) -> Finding {
        Finding {
            id: id.into(),
            topic,
            verdict,
            cause: String::new(),
            silent: silent.map(str::to_owned),
            meaning: String::new(),
            seen: vec![],
            why: String::new(),
            fix: None,
        }
    }

    fn report(findings: Vec<Finding>) -> Report {
        Report {
            domain: "shop.test".into(),
            provider: String::new(),
            dns_host: None,
            findings,
            spf: None,
            spf_tree: None,
            servers: vec![],
            spread: vec![],
            asked: 9,
            millis: 1,
        }
    }

    #[test]
    fn a_client_is_done_once_nothing_is_wrong_and_nothing_is_open() {
        let right = || finding("spf.provider", Topic::Spf, Verdict::Ok, None);
        let done = |more: Finding| is_done(&report(vec![right(), more]));
        assert!(is_done(&report(vec![right()])));
        assert!(
            done(finding("dmarc.policy-none", Topic::Dmarc, Verdict::Warn, None)),
            "improvements are optional"
        );
        assert!(done(finding("extras.bimi", Topic::Extras, Verdict::Fail, None)), "extras don't count");
        assert!(!done(finding("dkim.selector-missing", Topic::Dkim, Verdict::Fail, None)));
        assert!(!done(finding("dkim.selector-unknown", Topic::Dkim, Verdict::Unknown, None)));
        assert!(!done(finding("dmarc.unknown", Topic::Dmarc, Verdict::Unknown, Some("ns1.shop.test"))));
        assert!(!done(finding("domain.pasted-unread", Topic::Domain, Verdict::Unknown, None)));
        assert!(!is_done(&report(vec![])), "no record was checked");
    }

    #[test]
    fn extras_and_the_paste_are_counted_separately() {
        let report = report(vec![
            finding("spf.provider", Topic::Spf, Verdict::Ok, None),
            finding("dkim.selector-unknown", Topic::Dkim, Verdict::Unknown, None),
            finding("dmarc.unknown", Topic::Dmarc, Verdict::Unknown, Some("ns1.shop.test")),
            finding("domain.pasted-unread", Topic::Domain, Verdict::Unknown, None),
            finding("extras.bimi", Topic::Extras, Verdict::Warn, None),
            finding("extras.mta-sts", Topic::Extras, Verdict::Unknown, Some("ns1.shop.test")),
        ]);
        let (sentence, besides) = summary(&report);
        let say = say::letter();
        assert_eq!(sentence, say.summary_nothing_wrong_so_far());
        assert_eq!(besides, [&say.summary_look_up(1), &say.summary_unchecked(1), say.summary_paste_unused()]);
    }
}
