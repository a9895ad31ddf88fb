//! A report for people in a terminal. Verdicts have a word and a shape as well as a color.

use std::fmt;

use shared::report::{Finding, Fix, FixAction, FixRecord, Report, Spread, Topic, Verdict};

use crate::{
    say::SAY,
    style::{Ink, Style},
    tree,
};

const INDENT: usize = 4;

/// A report, and the terminal on which it is shown.
pub(super) struct Page<'a> {
    pub(super) report: &'a Report,
    /// The domain as it was typed.
    pub(super) typed: &'a str,
    pub(super) style: Style,
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report;
        let named = if self.typed.eq_ignore_ascii_case(&report.domain) {
            report.domain.clone()
        } else {
            format!("{} ({})", self.typed, report.domain)
        };
        writeln!(f, "{}", self.bold(&named))?;
        self.wrapped(f, &self.summary())?;
        let mut topic = None;
        for finding in &report.findings {
            if topic != Some(finding.topic) {
                if topic == Some(Topic::Spf) {
                    self.senders(f)?;
                }
                writeln!(f, "\n{}", self.bold(title(finding.topic)))?;
                topic = Some(finding.topic);
            }
            self.finding(f, finding)?;
        }
        if topic == Some(Topic::Spf) {
            self.senders(f)?;
        }
        self.servers(f)?;
        let spf = report.spf.map(|cost| SAY.audit_spf_cost(&cost.lookups, &cost.voids, &cost.bytes) + " ");
        let queries = SAY.audit_queries(report.asked.into(), &report.millis);
        writeln!(f)?;
        self.wrapped(f, &(spf.unwrap_or_default() + &queries))
    }
}

impl Page<'_> {
    fn summary(&self) -> String {
        let decisive = || self.report.findings.iter().filter(|finding| finding.topic != Topic::Extras);
        let count = |verdict| decisive().filter(|finding| finding.verdict == verdict).count();
        let open = decisive().filter(|finding| finding.is_open()).count();
        let number = |verdict| u64::try_from(count(verdict)).unwrap_or(u64::MAX);
        let open = u64::try_from(open).unwrap_or(u64::MAX);
        let (wrong, better, unasked) =
            (number(Verdict::Fail), number(Verdict::Warn), number(Verdict::Unknown) - open);
        let sentences = [
            (wrong > 0).then(|| SAY.audit_problems(wrong)),
            (better > 0).then(|| SAY.audit_improvements(better)),
            (open > 0).then(|| SAY.audit_to_look_up(open)),
            (unasked > 0).then(|| SAY.audit_incomplete(unasked)),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        if sentences.is_empty() { SAY.audit_no_problems().into() } else { sentences.join(" ") }
    }

    fn finding(&self, f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
        let (shape, word, ink) = match finding.verdict {
            Verdict::Ok => ("✓", SAY.audit_mark_ok(), Ink::Green),
            Verdict::Warn => ("!", SAY.audit_mark_better(), Ink::Yellow),
            Verdict::Fail => ("✗", SAY.audit_mark_wrong(), Ink::Red),
            Verdict::Unknown if finding.is_open() => ("?", SAY.audit_mark_look_up(), Ink::Cyan),
            Verdict::Unknown => ("?", SAY.audit_mark_unknown(), Ink::Cyan),
        };
        let mark = format!("{shape} {word:7}");
        writeln!(f, "{} {}", self.style.ink(ink, &mark), self.hang(10, &finding.meaning))?;
        if finding.verdict == Verdict::Ok {
            return Ok(());
        }
        for seen in &finding.seen {
            self.labeled(f, SAY.audit_label_now(), seen)?;
        }
        self.labeled(f, SAY.audit_label_rule(), &finding.why)?;
        finding.fix.as_ref().map_or(Ok(()), |fix| self.fix(f, fix))
    }

    fn fix(&self, f: &mut fmt::Formatter<'_>, fix: &Fix) -> fmt::Result {
        self.labeled(f, SAY.audit_label_fix(), &fix.summary)?;
        for record in &fix.records {
            self.record(f, fix.action, record)?;
        }
        Ok(())
    }

    /// Writes a value. Values are never wrapped, because people copy them.
    fn record(&self, f: &mut fmt::Formatter<'_>, action: FixAction, record: &FixRecord) -> fmt::Result {
        let host = match record.host_field.as_str() {
            "" => SAY.audit_host_empty(),
            host => host,
        };
        let pad = " ".repeat(INDENT + 6);
        let (was, value) = (harmless(&record.was), harmless(&record.value));
        writeln!(f, "{pad}{} {}", self.bold(&record.kind), record.name)?;
        writeln!(f, "{pad}  {:6} {host}", SAY.audit_label_host())?;
        if !record.was.is_empty() {
            let label = match (value.is_empty(), action) {
                (true, FixAction::Ask) => SAY.audit_label_now(),
                (true, _) => SAY.audit_label_delete(),
                (false, _) => SAY.audit_label_old(),
            };
            writeln!(f, "{pad}  {label:6} {was}")?;
        }
        let value_label = SAY.audit_label_value();
        match (value.as_str(), action) {
            ("", FixAction::Ask) if record.was.is_empty() => {
                writeln!(f, "{pad}  {value_label:6} {}", SAY.audit_value_from_provider())
            }
            ("", _) => Ok(()),
            (value, _) => {
                writeln!(f, "{pad}  {value_label:6} {}", self.bold(value))?;
                let typed = harmless(&record.value_field);
                if typed.is_empty() || typed == value {
                    return Ok(());
                }
                writeln!(f, "{pad}  {:6} {typed}", SAY.audit_label_enter())
            }
        }
    }

    /// Draws who can send, as a tree.
    fn senders(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(tree) = &self.report.spf_tree else { return Ok(()) };
        writeln!(f, "\n{:INDENT$}{}", "", self.bold(SAY.audit_senders()))?;
        tree::lines(tree).iter().try_for_each(|line| writeln!(f, "{:INDENT$}{line}", ""))
    }

    fn servers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.report.servers.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", self.bold(SAY.audit_nameservers()))?;
        for server in &self.report.servers {
            writeln!(f, "{}", server.server)?;
            for (what, value) in [("SPF", &server.spf), ("DMARC", &server.dmarc)] {
                let value = match value.as_deref() {
                    None => SAY.audit_no_answer(),
                    Some("") => SAY.audit_no_record(),
                    Some(text) => &harmless(text),
                };
                writeln!(f, "    {what:5} {value}")?;
            }
        }
        self.report.spread.iter().try_for_each(|spread| self.wrapped(f, &how_far(spread)))
    }

    fn labeled(&self, f: &mut fmt::Formatter<'_>, label: &str, text: &str) -> fmt::Result {
        if text.is_empty() {
            return Ok(());
        }
        let label = self.style.ink(Ink::Dim, &format!("{label:5}"));
        writeln!(f, "{:INDENT$}{label} {}", "", self.hang(INDENT + 6, text))
    }

    fn wrapped(&self, f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
        writeln!(f, "{}", self.hang(0, text))
    }

    /// Returns the text in lines after the indent, without anything that could control a terminal.
    fn hang(&self, indent: usize, text: &str) -> String {
        let words: Vec<String> = text.split_whitespace().map(harmless).collect();
        self.style.hang(indent, &words.join(" "))
    }

    fn bold(&self, text: &str) -> String {
        self.style.ink(Ink::Bold, text)
    }
}

/// Returns how many nameservers have a record, how many didn't answer, and how long caches can keep the old one.
fn how_far(spread: &Spread) -> String {
    let Spread { name, what, value, on, of, silent, stale } = spread;
    let number = |count: &u32| u64::from(*count);
    let spread = if value.is_empty() {
        SAY.audit_spread_missing(number(on), of, what, name)
    } else {
        SAY.audit_spread(what, name, on, of)
    };
    let minutes = stale.div_ceil(60);
    let silent = (*silent > 0).then(|| SAY.audit_spread_silent(number(silent)));
    let caches = (minutes > 0).then(|| SAY.audit_spread_caches(number(&minutes)));
    let sentences: Vec<String> = [Some(spread), silent, caches].into_iter().flatten().collect();
    sentences.join(" ")
}

fn title(topic: Topic) -> &'static str {
    match topic {
        Topic::Domain => SAY.audit_title_domain(),
        Topic::Spf => SAY.audit_title_spf(),
        Topic::Dkim => SAY.audit_title_dkim(),
        Topic::Dmarc => SAY.audit_title_dmarc(),
        Topic::Mx => SAY.audit_title_mx(),
        Topic::Extras => SAY.audit_title_extras(),
    }
}

/// Escapes text from DNS, which must not control the terminal.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests;
