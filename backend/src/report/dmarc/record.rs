//! A DMARC policy record (RFC 9989, section 4.7).

use std::fmt;

/// A record, read. Its text is kept, so that an edit changes nothing that it does not mean to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmarcRecord {
    text: String,
    tags: Vec<(String, String)>,
}

/// What is asked of receivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// Nothing but reports.
    None,
    /// To treat what fails as suspicious.
    Quarantine,
    /// To refuse it.
    Reject,
}

impl Policy {
    fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "none" => Some(Self::None),
            "quarantine" => Some(Self::Quarantine),
            "reject" => Some(Self::Reject),
            _ => None,
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        })
    }
}

/// Whether a text means to be a DMARC record, well made or not.
pub(super) fn is_meant_as_dmarc(text: &str) -> bool {
    let start = text.trim_start().get(..7);
    start.is_some_and(|start| start.eq_ignore_ascii_case("v=dmarc"))
}

/// A record that is one but for quotes, the version's case, or spaces where `;` belongs.
pub(super) fn mended(text: &str) -> Option<DmarcRecord> {
    let plain: String = text.chars().filter(|c| !matches!(c, '"' | '\\')).collect();
    let plain = plain.trim();
    let rest = plain.get(8..).filter(|_| plain[..8].eq_ignore_ascii_case("v=dmarc1"))?;
    let tags = if rest.contains(';') {
        rest.trim_start_matches([';', ' ']).to_owned()
    } else {
        rest.split_ascii_whitespace().map(|tag| tag.trim_end_matches(',')).collect::<Vec<_>>().join("; ")
    };
    DmarcRecord::parse(&format!("v=DMARC1; {tags}")).filter(|record| record.policy().is_some())
}

impl DmarcRecord {
    /// Reads a record. `None` where receivers do not take it for one: `v=DMARC1` stands first, and tags have `;`
    /// between.
    pub fn parse(text: &str) -> Option<Self> {
        let mut tags = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            tags.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
        let first = tags.first()?;
        (first.0 == "v" && first.1 == "DMARC1").then(|| Self { text: text.to_owned(), tags })
    }

    /// The record as it stands in DNS.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn tag(&self, name: &str) -> Option<&str> {
        self.tags.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The policy for the domain itself; `None` where it is missing or unknown, which counts as `none`.
    pub fn policy(&self) -> Option<Policy> {
        Policy::parse(self.tag("p")?)
    }

    /// The policy for subdomains that exist: `sp`, else `p`.
    pub fn subdomain_policy(&self) -> Option<Policy> {
        self.tag("sp").and_then(Policy::parse).or_else(|| self.policy())
    }

    /// The policy for subdomains that do not exist: `np`, else `sp`, else `p`.
    pub fn absent_policy(&self) -> Option<Policy> {
        self.tag("np").and_then(Policy::parse).or_else(|| self.subdomain_policy())
    }

    /// Whether SPF has to match the domain exactly (`aspf=s`).
    pub fn is_spf_strict(&self) -> bool {
        self.tag("aspf").is_some_and(|mode| mode.eq_ignore_ascii_case("s"))
    }

    /// Whether it holds tags that RFC 9989 has dropped.
    pub(super) fn has_old_tags(&self) -> bool {
        ["pct", "rf", "ri"].iter().any(|name| self.tag(name).is_some())
    }

    /// The share of failing mail that receivers of before RFC 9989 apply the policy to, in percent, where it is not all
    /// of it (`pct`; RFC 7489, section 6.3).
    pub(super) fn share(&self) -> Option<u8> {
        self.tag("pct")?.parse().ok().filter(|share| *share < 100)
    }

    /// Whether the policy is marked as a test (`t=y`): receivers apply the next milder one (RFC 9989, section 4.7).
    pub(super) fn is_testing(&self) -> bool {
        self.tag("t").is_some_and(|mode| mode.eq_ignore_ascii_case("y"))
    }

    /// `psd`, in lower case.
    pub(super) fn psd(&self) -> Option<char> {
        self.tag("psd")?.chars().next().map(|c| c.to_ascii_lowercase())
    }

    /// Addresses that aggregate reports go to.
    pub fn report_addresses(&self) -> Vec<&str> {
        let uris = self.tag("rua").unwrap_or_default().split(',').map(str::trim);
        // A size limit after `!` is an old form.
        uris.filter_map(|uri| {
            uri.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).map(|_| &uri[7..])
        })
        .map(|address| address.split_once('!').map_or(address, |(address, _)| address))
        .filter(|address| address.contains('@'))
        .collect()
    }

    /// The text with this tag set, everything else as it stands. A new tag goes to the end; `p` goes behind `v`,
    /// where old readers look for it.
    pub fn with(&self, name: &str, value: &str) -> String {
        let tag = format!("{name}={value}");
        let mut parts: Vec<String> =
            self.text.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        let is_tag = |part: &String| {
            part.split_once('=').is_some_and(|(own, _)| own.trim().eq_ignore_ascii_case(name))
        };
        match parts.iter().position(is_tag) {
            Some(at) => parts[at] = tag,
            None if name == "p" => parts.insert(1, tag),
            None => parts.push(tag),
        }
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_from_other_texts() {
        for text in ["v=DMARC1", "v = DMARC1 ; p=none", "v=DMARC1;p=reject;"] {
            assert!(DmarcRecord::parse(text).is_some(), "{text}");
        }
        for text in ["v=dmarc1; p=none", "v=DMARC1 p=none", "p=none; v=DMARC1", "v=spf1 -all", ""] {
            assert!(DmarcRecord::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn tags() {
        let record = DmarcRecord::parse(
            "v=DMARC1; p=Reject; sp=none; rua=mailto:a@shop.test!10m, mailto:b@x.test,https://x.test; aspf=S; pct=50",
        )
        .unwrap();
        assert_eq!((record.policy(), record.subdomain_policy()), (Some(Policy::Reject), Some(Policy::None)));
        assert_eq!(record.report_addresses(), ["a@shop.test", "b@x.test"]);
        assert_eq!(record.absent_policy(), Some(Policy::None));
        let absent = |text| DmarcRecord::parse(text).unwrap().absent_policy();
        assert_eq!(absent("v=DMARC1; p=none; sp=quarantine; np=reject"), Some(Policy::Reject));
        assert_eq!(absent("v=DMARC1; p=reject; np=refuse"), Some(Policy::Reject));
        assert!(record.is_spf_strict());
        assert_eq!(DmarcRecord::parse("v=DMARC1; p=monitor").unwrap().policy(), None);
    }

    #[test]
    fn a_slip_is_mended_and_nothing_else() {
        let text = |text: &str| mended(text).map(|record| record.text().to_owned());
        assert_eq!(
            text("v=DMARC1 p=none rua=mailto:a@shop.test").unwrap(),
            "v=DMARC1; p=none; rua=mailto:a@shop.test"
        );
        assert_eq!(text("\"v=dmarc1\\; p=none\"").unwrap(), "v=DMARC1; p=none");
        for other in ["v=DMARC2; p=none", "v=DMARC1", "v=DMARC1 policy none", "v=DMÄRC1;", ""] {
            assert_eq!(text(other), None, "{other}");
        }
    }

    #[test]
    fn an_edit_keeps_all_other_tags() {
        let record = DmarcRecord::parse("v=DMARC1; p=reject; pct=50;").unwrap();
        assert_eq!(
            record.with("rua", "mailto:a@shop.test"),
            "v=DMARC1; p=reject; pct=50; rua=mailto:a@shop.test"
        );
        let record = DmarcRecord::parse("v=DMARC1; rua=mailto:a@shop.test").unwrap();
        assert_eq!(record.with("p", "none"), "v=DMARC1; p=none; rua=mailto:a@shop.test");
    }
}
