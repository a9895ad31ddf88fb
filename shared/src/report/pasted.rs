//! What a report's findings say about the records that the client pasted.

use super::{DkimFinding, DomainFinding, Finding, Topic};

/// What a finding says about the pasted records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AboutPaste {
    /// They were compared with DNS.
    Compared,
    /// They are for other names.
    Elsewhere,
    /// Part of them couldn't be used.
    Unusable,
}

impl Finding {
    /// Returns what the finding says about the pasted records; `None` if it's only about DNS.
    #[must_use]
    pub fn about_paste(&self) -> Option<AboutPaste> {
        const COMPARED: [DomainFinding; 5] = [
            DomainFinding::PastedUnknown,
            DomainFinding::PastedMissing,
            DomainFinding::PastedDiffers,
            DomainFinding::PastedConflict,
            DomainFinding::PastedThere,
        ];
        let domain = |finding: &DomainFinding| self.has(Topic::Domain, finding.code());
        if COMPARED.iter().any(domain) {
            Some(AboutPaste::Compared)
        } else if domain(&DomainFinding::PastedElsewhere(Vec::new())) {
            Some(AboutPaste::Elsewhere)
        } else if domain(&DomainFinding::PastedUnread)
            || domain(&DomainFinding::PastedKeyAlone)
            || self.has(Topic::Dkim, DkimFinding::PastedDamaged.code())
        {
            Some(AboutPaste::Unusable)
        } else {
            None
        }
    }

    /// Returns true if the ID has this topic and code.
    fn has(&self, topic: Topic, code: &str) -> bool {
        self.topic == topic && self.id.split_once('.') == Some((topic.name(), code))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, *};

    fn finding(topic: Topic, code: &str) -> Finding {
        Finding {
            id: format!("{}.{code}", topic.name()),
            topic,
            verdict: Verdict::Warn,
            cause: String::new(),
            silent: None,
            meaning: String::new(),
            seen: Vec::new(),
            why: String::new(),
            fix: None,
        }
    }

    #[test]
    fn findings_about_the_paste_and_about_dns_are_distinguished() {
        for (topic, code, about) in [
            (Topic::Domain, DomainFinding::PastedThere.code(), Some(AboutPaste::Compared)),
            (Topic::Domain, DomainFinding::PastedNothing.code(), Some(AboutPaste::Unusable)),
            (
                Topic::Domain,
                DomainFinding::PastedElsewhere(vec!["x".into()]).code(),
                Some(AboutPaste::Elsewhere),
            ),
            (Topic::Dkim, DkimFinding::PastedDamaged.code(), Some(AboutPaste::Unusable)),
            (Topic::Spf, DomainFinding::PastedThere.code(), None),
            (Topic::Domain, DomainFinding::ServerLame.code(), None),
        ] {
            assert_eq!(finding(topic, code).about_paste(), about, "{topic:?} {code}");
        }
    }
}
