//! A judged message for people in a terminal. Results have a word and a shape as well as a color.

#[cfg(test)]
mod tests;

use std::{fmt, slice};

use shared::{
    delivery::{
        Advised, Aligned, Delivery, DkimCheck, DkimOutcome, DmarcOutcome, Origin, SpfCheck, SpfOutcome,
    },
    report::Verdict,
};
use words::Language;

use crate::{
    check::show::acts,
    say::SAY,
    style::{Ink, Style},
};

const INDENT: usize = 4;

/// A message, and the terminal on which it is shown.
pub(super) struct Page<'a> {
    pub(super) delivery: &'a Delivery,
    /// What is still wrong. `None` if it isn't known who the sender should be.
    pub(super) advised: Option<&'a Advised>,
    /// The name of the provider that the message should have come through.
    pub(super) provider: Option<&'a str>,
    /// When the message was sent, in Unix seconds.
    pub(super) since: i64,
    pub(super) style: Style,
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delivery = self.delivery;
        writeln!(f, "{}", self.bold(SAY.judge_title_message()))?;
        for sentence in words::delivery::arrival(Language::En, delivery, self.since) {
            self.wrapped(f, &sentence)?;
        }
        if let Some(origin) = self.origin() {
            self.wrapped(f, &origin)?;
        }
        self.title(f, "SPF")?;
        self.result(f, spf(&delivery.spf), &words::delivery::spf(Language::En, &delivery.spf).join(" "))?;
        self.title(f, "DKIM")?;
        let signature = |checks: &[DkimCheck]| words::delivery::dkim(Language::En, checks).join(" ");
        if delivery.dkim.is_empty() {
            self.result(f, Verdict::Warn, &signature(&[]))?;
        }
        for check in &delivery.dkim {
            self.result(f, dkim(check), &signature(slice::from_ref(check)))?;
        }
        self.title(f, "DMARC")?;
        let text = words::delivery::dmarc(Language::En, &delivery.dmarc);
        self.result(f, dmarc(delivery.dmarc.outcome), &text)?;
        self.advised.map_or(Ok(()), |advised| self.advice(f, advised))
    }
}

impl Page<'_> {
    /// Returns whether the message came through the expected provider. If it didn't, the advice says so.
    fn origin(&self) -> Option<String> {
        let provider = self.provider?;
        match self.advised?.origin {
            Origin::Provider => Some(SAY.judge_origin_provider(&provider)),
            Origin::Unknown => Some(SAY.judge_origin_unknown(&provider)),
            Origin::Elsewhere => None,
        }
    }

    fn advice(&self, f: &mut fmt::Formatter<'_>, advised: &Advised) -> fmt::Result {
        self.title(f, SAY.judge_title_advice())?;
        if advised.advice.is_empty() {
            self.wrapped(f, SAY.judge_no_advice())?;
        }
        for advice in &advised.advice {
            let text = words::delivery::advice(Language::En, advice);
            self.result(f, advice.verdict(), &text.meaning)?;
            self.labeled(f, SAY.audit_label_fix(), &text.fix)?;
            self.labeled(f, SAY.judge_label_who(), acts(text.acts))?;
        }
        Ok(())
    }

    fn result(&self, f: &mut fmt::Formatter<'_>, verdict: Verdict, text: &str) -> fmt::Result {
        let (shape, word, ink) = match verdict {
            Verdict::Ok => ("✓", SAY.audit_mark_ok(), Ink::Green),
            Verdict::Warn => ("!", SAY.audit_mark_better(), Ink::Yellow),
            Verdict::Fail => ("✗", SAY.audit_mark_wrong(), Ink::Red),
            Verdict::Unknown => ("?", SAY.audit_mark_unknown(), Ink::Cyan),
        };
        let mark = format!("{shape} {word:7}");
        writeln!(f, "{} {}", self.style.ink(ink, &mark), self.hang(INDENT + 6, text))
    }

    fn labeled(&self, f: &mut fmt::Formatter<'_>, label: &str, text: &str) -> fmt::Result {
        let label = self.style.ink(Ink::Dim, &format!("{label:5}"));
        writeln!(f, "{:INDENT$}{label} {}", "", self.hang(INDENT + 6, text))
    }

    fn wrapped(&self, f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
        writeln!(f, "{}", self.hang(0, text))
    }

    fn title(&self, f: &mut fmt::Formatter<'_>, title: &str) -> fmt::Result {
        writeln!(f, "\n{}", self.bold(title))
    }

    /// Returns the text in lines after the indent. Line breaks in it count as spaces: parts of it are from others.
    fn hang(&self, indent: usize, text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        self.style.hang(indent, &words.join(" "))
    }

    fn bold(&self, text: &str) -> String {
        self.style.ink(Ink::Bold, text)
    }
}

fn spf(check: &SpfCheck) -> Verdict {
    match (check.outcome, check.aligned) {
        (SpfOutcome::Pass, Aligned::Yes) => Verdict::Ok,
        (SpfOutcome::Pass, Aligned::Unknown) | (SpfOutcome::Unknown(_), _) => Verdict::Unknown,
        (SpfOutcome::Pass, Aligned::No) | (SpfOutcome::Neutral | SpfOutcome::None, _) => Verdict::Warn,
        (SpfOutcome::Fail | SpfOutcome::SoftFail | SpfOutcome::PermError, _) => Verdict::Fail,
    }
}

fn dkim(check: &DkimCheck) -> Verdict {
    match (&check.outcome, check.aligned) {
        (DkimOutcome::Pass, Aligned::Yes) => Verdict::Ok,
        (DkimOutcome::Pass, Aligned::Unknown) | (DkimOutcome::Unknown, _) => Verdict::Unknown,
        (DkimOutcome::Pass, Aligned::No) => Verdict::Warn,
        (DkimOutcome::Fail(_), _) => Verdict::Fail,
    }
}

fn dmarc(outcome: DmarcOutcome) -> Verdict {
    match outcome {
        DmarcOutcome::Pass => Verdict::Ok,
        DmarcOutcome::NoRecord => Verdict::Warn,
        DmarcOutcome::Fail | DmarcOutcome::NoAuthor => Verdict::Fail,
        DmarcOutcome::Unknown(_) => Verdict::Unknown,
    }
}
