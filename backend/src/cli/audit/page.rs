//! A report for people in a terminal. Verdicts have a word and a shape as well as a colour.

use std::fmt;

use shared::report::{Finding, Fix, FixAction, FixRecord, Report, Topic, Verdict};

/// Narrower lines are not wrapped further.
const WIDTH_MIN: usize = 40;
/// Longer lines are hard to read.
const WIDTH_MAX: usize = 100;
const INDENT: usize = 4;

/// A report with what it is shown on.
pub(super) struct Page<'a> {
    pub(super) report: &'a Report,
    /// The domain as it was typed.
    pub(super) typed: &'a str,
    /// In columns.
    pub(super) width: usize,
    pub(super) colours: bool,
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
        self.wrapped(f, 0, &self.summary())?;
        let mut topic = None;
        for finding in &report.findings {
            if topic != Some(finding.topic) {
                writeln!(f, "\n{}", self.bold(title(finding.topic)))?;
                topic = Some(finding.topic);
            }
            self.finding(f, finding)?;
        }
        self.servers(f)?;
        let spf = report.spf.map(|cost| {
            format!(
                "SPF takes {} of 10 lookups, {} of 2 voids, {} bytes. ",
                cost.lookups, cost.voids, cost.bytes
            )
        });
        writeln!(f)?;
        self.wrapped(
            f,
            0,
            &format!("{}{} questions in {} ms.", spf.unwrap_or_default(), report.asked, report.millis),
        )
    }
}

impl Page<'_> {
    fn summary(&self) -> String {
        let count =
            |verdict| self.report.findings.iter().filter(|finding| finding.verdict == verdict).count();
        let part = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let parts = [
            part(count(Verdict::Fail), "thing is wrong", "things are wrong"),
            part(count(Verdict::Warn), "could be better", "could be better"),
            part(count(Verdict::Unknown), "is unknown", "are unknown"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "All is well.".into() } else { format!("{}.", parts.join(", ")) }
    }

    fn finding(&self, f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
        let (shape, word, colour) = match finding.verdict {
            Verdict::Ok => ("✓", "ok", "32"),
            Verdict::Warn => ("!", "better", "33"),
            Verdict::Fail => ("✗", "wrong", "31"),
            Verdict::Unknown => ("?", "unknown", "36"),
        };
        let mark = format!("{shape} {word:7}");
        write!(f, "{} ", self.coloured(&mark, colour))?;
        let lines = wrap(&finding.meaning, self.columns().saturating_sub(10));
        writeln!(f, "{}", lines.join("\n          "))?;
        if finding.verdict == Verdict::Ok {
            return Ok(());
        }
        for seen in &finding.seen {
            self.labelled(f, "now", seen)?;
        }
        self.labelled(f, "rule", &finding.why)?;
        finding.fix.as_ref().map_or(Ok(()), |fix| self.fix(f, fix))
    }

    fn fix(&self, f: &mut fmt::Formatter<'_>, fix: &Fix) -> fmt::Result {
        self.labelled(f, "do", &fix.summary)?;
        for record in &fix.records {
            self.record(f, fix.action, record)?;
        }
        Ok(())
    }

    /// Values are never wrapped: they are copied.
    fn record(&self, f: &mut fmt::Formatter<'_>, action: FixAction, record: &FixRecord) -> fmt::Result {
        let host = match record.host_field.as_str() {
            "" => "(leave empty)",
            host => host,
        };
        let pad = " ".repeat(INDENT + 6);
        let (was, value) = (harmless(&record.was), harmless(&record.value));
        writeln!(f, "{pad}{} {}", self.bold(&record.kind), record.name)?;
        writeln!(f, "{pad}  host   {host}")?;
        if !record.was.is_empty() {
            writeln!(f, "{pad}  {} {}", if value.is_empty() { "delete" } else { "old   " }, was)?;
        }
        match (value.as_str(), action) {
            ("", FixAction::Ask) if record.was.is_empty() => {
                writeln!(f, "{pad}  value  (from the provider's page)")
            }
            ("", _) => Ok(()),
            (value, _) => writeln!(f, "{pad}  value  {}", self.bold(value)),
        }
    }

    fn servers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.report.servers.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", self.bold("Name servers"))?;
        for server in &self.report.servers {
            writeln!(f, "{}", server.server)?;
            for (what, value) in [("SPF", &server.spf), ("DMARC", &server.dmarc)] {
                let value = match value.as_deref() {
                    None => "no answer",
                    Some("") => "not there",
                    Some(text) => &harmless(text),
                };
                writeln!(f, "    {what:5} {value}")?;
            }
        }
        Ok(())
    }

    fn labelled(&self, f: &mut fmt::Formatter<'_>, label: &str, text: &str) -> fmt::Result {
        if text.is_empty() {
            return Ok(());
        }
        write!(f, "{:INDENT$}{} ", "", self.coloured(&format!("{label:5}"), "2"))?;
        let lines = wrap(text, self.columns().saturating_sub(INDENT + 6));
        writeln!(f, "{}", lines.join(&format!("\n{:width$}", "", width = INDENT + 6)))
    }

    fn wrapped(&self, f: &mut fmt::Formatter<'_>, indent: usize, text: &str) -> fmt::Result {
        for line in wrap(text, self.columns().saturating_sub(indent)) {
            writeln!(f, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    fn columns(&self) -> usize {
        self.width.clamp(WIDTH_MIN, WIDTH_MAX)
    }

    fn bold(&self, text: &str) -> String {
        self.coloured(text, "1")
    }

    /// ECMA-48 colours, where they are wanted.
    fn coloured(&self, text: &str, code: &str) -> String {
        if self.colours { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

fn title(topic: Topic) -> &'static str {
    match topic {
        Topic::Domain => "Domain",
        Topic::Spf => "SPF: who may send",
        Topic::Dkim => "DKIM: the signature",
        Topic::Dmarc => "DMARC: what happens to forgeries",
        Topic::Mx => "MX: where mail to you goes",
    }
}

/// What came from DNS must not steer the terminal.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Words that fit the columns; what is longer than a line stands on its own.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = harmless(word);
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::report::SpfCost;

    fn report() -> Report {
        Report {
            domain: "xn--bckerei-5wa.test".into(),
            provider: String::new(),
            dns_host: None,
            findings: vec![Finding {
                id: "dmarc.missing".into(),
                topic: Topic::Dmarc,
                verdict: Verdict::Warn,
                cause: "missing".into(),
                meaning: "There is no DMARC record, so you hear of nobody who sends in your name.".into(),
                seen: vec!["strange \x1b[2J text".into()],
                why: "No record (RFC 9989, section 4.10).".into(),
                fix: Some(Fix {
                    action: FixAction::Add,
                    summary: "Add this record.".into(),
                    records: vec![FixRecord {
                        name: "_dmarc.xn--bckerei-5wa.test".into(),
                        host_field: "_dmarc".into(),
                        kind: "TXT".into(),
                        value: "v=DMARC1; p=none".into(),
                        was: String::new(),
                    }],
                }),
            }],
            spf: Some(SpfCost { lookups: 1, voids: 0, bytes: 30 }),
            servers: vec![],
            asked: 12,
            millis: 40,
        }
    }

    #[test]
    fn reads_as_a_page() {
        let page = Page { report: &report(), typed: "Bäckerei.test", width: 50, colours: false }.to_string();
        assert_eq!(
            page,
            "\
Bäckerei.test (xn--bckerei-5wa.test)
1 could be better.

DMARC: what happens to forgeries
! better  There is no DMARC record, so you hear of
          nobody who sends in your name.
    now   strange \u{fffd}[2J text
    rule  No record (RFC 9989, section 4.10).
    do    Add this record.
          TXT _dmarc.xn--bckerei-5wa.test
            host   _dmarc
            value  v=DMARC1; p=none

SPF takes 1 of 10 lookups, 0 of 2 voids, 30 bytes.
12 questions in 40 ms.
"
        );
    }

    #[test]
    fn colours_are_for_terminals_only() {
        let coloured = Page { report: &report(), typed: "x", width: 80, colours: true }.to_string();
        assert!(coloured.contains("\x1b[33m! better"));
        let plain = Page { report: &report(), typed: "x", width: 80, colours: false }.to_string();
        assert!(!plain.contains('\x1b'));
    }
}
