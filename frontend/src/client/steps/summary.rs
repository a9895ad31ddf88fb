//! What a report says, in one sentence, and what it leaves open.

use shared::report::{Finding, Report, Topic, Verdict};

use super::paste::is_about_paste;

/// How many things the report says this and that of. What never decides is not counted.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    right: usize,
    failing: usize,
    better: usize,
    /// For a person to look up.
    open: usize,
    /// Not answered.
    silent: usize,
    /// Of the paste.
    unused: usize,
}

/// The sentence on top, and what has to be said beside it.
pub(super) fn summary(report: &Report) -> (String, Vec<String>) {
    let count = Count::in_report(report);
    (count.sentence(), count.besides())
}

/// True if the client has nothing left to do: nothing is wrong, and nothing is open.
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

    fn of(&mut self, finding: &Finding) -> &mut usize {
        match finding.verdict {
            _ if is_about_paste(finding) => &mut self.unused,
            Verdict::Ok => &mut self.right,
            Verdict::Warn => &mut self.better,
            Verdict::Fail => &mut self.failing,
            Verdict::Unknown if finding.is_open() => &mut self.open,
            Verdict::Unknown => &mut self.silent,
        }
    }

    /// "Two changes and your mail is trusted."; no promise where something is not known.
    fn sentence(self) -> String {
        let is_known = self.is_known();
        match (self.failing, self.better) {
            (1, _) if is_known => "One change and your mail is trusted.".into(),
            (1, _) => "One change is needed.".into(),
            (2.., _) if is_known => format!("{} changes and your mail is trusted.", number(self.failing)),
            (2.., _) => format!("{} changes are needed.", number(self.failing)),
            (0, 0) if is_known => "Everything is as it should be. Your mail is trusted.".into(),
            (0, 1..) if is_known => {
                format!("Your mail is trusted. {} could still be better.", things(self.better))
            }
            (0, 0) if self.right == 0 && self.silent > 0 => "We couldn't check your domain just now.".into(),
            (0, 0) => format!("Nothing is wrong{}.", self.as_far()),
            (0, _) => format!("Nothing is wrong{}. {} could be better.", self.as_far(), things(self.better)),
        }
    }

    fn as_far(self) -> &'static str {
        if self.silent > 0 { " in the checks that completed" } else { " as far as DNS can tell" }
    }

    fn besides(self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.failing > 0 && self.better > 0 {
            lines.push(format!("{} could be better as well.", things(self.better)));
        }
        if self.open > 0 {
            lines.push(format!("{} to look up at your provider.", things(self.open)));
        }
        if self.silent > 0 {
            let things = things(self.silent);
            lines.push(format!(
                "{things} couldn't be checked just now. That doesn't mean that anything is missing."
            ));
        }
        if self.unused > 0 {
            lines.push("We couldn't use some of the lines you pasted. See why below.".into());
        }
        lines
    }
}

fn things(n: usize) -> String {
    if n == 1 { "One thing".into() } else { format!("{} things", number(n)) }
}

fn number(n: usize) -> String {
    const WORDS: [&str; 9] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    n.checked_sub(2).and_then(|at| WORDS.get(at)).map_or_else(|| n.to_string(), |&word| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_has_its_sentence() {
        let told = |failing, better, open, silent| {
            let count = Count { right: 1, failing, better, open, silent, unused: 0 };
            [vec![count.sentence()], count.besides()].concat().join(" ")
        };
        let silence = "couldn't be checked just now. That doesn't mean that anything is missing.";
        assert_eq!(told(0, 0, 0, 0), "Everything is as it should be. Your mail is trusted.");
        assert_eq!(
            told(0, 0, 1, 0),
            "Nothing is wrong as far as DNS can tell. One thing to look up at your provider."
        );
        assert_eq!(
            told(0, 0, 0, 2),
            format!("Nothing is wrong in the checks that completed. Two things {silence}")
        );
        assert_eq!(
            told(0, 0, 1, 1),
            format!(
                "Nothing is wrong in the checks that completed. One thing to look up at your provider. One thing {silence}"
            )
        );
        assert_eq!(told(0, 1, 0, 0), "Your mail is trusted. One thing could still be better.");
        assert_eq!(
            told(0, 2, 1, 0),
            "Nothing is wrong as far as DNS can tell. Two things could be better. One thing to look up at your provider."
        );
        assert_eq!(
            told(0, 1, 0, 1),
            format!(
                "Nothing is wrong in the checks that completed. One thing could be better. One thing {silence}"
            )
        );
        assert_eq!(told(1, 0, 0, 0), "One change and your mail is trusted.");
        assert_eq!(
            told(2, 1, 0, 0),
            "Two changes and your mail is trusted. One thing could be better as well."
        );
        assert_eq!(told(1, 0, 1, 0), "One change is needed. One thing to look up at your provider.");
        assert_eq!(told(11, 0, 0, 1), format!("11 changes are needed. One thing {silence}"));
        assert_eq!(
            told(2, 2, 2, 2),
            format!(
                "Two changes are needed. Two things could be better as well. Two things to look up at your provider. \
                 Two things {silence}"
            )
        );
    }

    #[test]
    fn where_nobody_answered_nothing_is_called_right_or_wrong() {
        let count = Count { silent: 3, ..Count::default() };
        assert_eq!(count.sentence(), "We couldn't check your domain just now.");
    }

    #[test]
    fn nothing_is_promised_while_a_part_of_the_paste_is_unread() {
        let count = Count { right: 4, unused: 1, ..Count::default() };
        assert_eq!(count.sentence(), "Nothing is wrong as far as DNS can tell.");
        assert_eq!(count.besides(), ["We couldn't use some of the lines you pasted. See why below."]);
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
            "better is not needed"
        );
        assert!(done(finding("extras.bimi", Topic::Extras, Verdict::Fail, None)), "extras never decide");
        assert!(!done(finding("dkim.selector-missing", Topic::Dkim, Verdict::Fail, None)));
        assert!(!done(finding("dkim.selector-unknown", Topic::Dkim, Verdict::Unknown, None)));
        assert!(!done(finding("dmarc.unknown", Topic::Dmarc, Verdict::Unknown, Some("ns1.shop.test"))));
        assert!(!done(finding("domain.pasted-unread", Topic::Domain, Verdict::Unknown, None)));
        assert!(!is_done(&report(vec![])), "nothing was checked");
    }

    #[test]
    fn extras_and_the_paste_are_kept_apart() {
        let report = report(vec![
            finding("spf.provider", Topic::Spf, Verdict::Ok, None),
            finding("dkim.selector-unknown", Topic::Dkim, Verdict::Unknown, None),
            finding("dmarc.unknown", Topic::Dmarc, Verdict::Unknown, Some("ns1.shop.test")),
            finding("domain.pasted-unread", Topic::Domain, Verdict::Unknown, None),
            finding("extras.bimi", Topic::Extras, Verdict::Warn, None),
            finding("extras.mta-sts", Topic::Extras, Verdict::Unknown, Some("ns1.shop.test")),
        ]);
        let (sentence, besides) = summary(&report);
        assert_eq!(sentence, "Nothing is wrong in the checks that completed.");
        assert_eq!(
            besides,
            [
                "One thing to look up at your provider.",
                "One thing couldn't be checked just now. That doesn't mean that anything is missing.",
                "We couldn't use some of the lines you pasted. See why below.",
            ]
        );
    }
}
