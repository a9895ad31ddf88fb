//! A DMARC policy record (RFC 9989, section 4.7).

#[cfg(test)]
mod tests;

use shared::report::Policy;

/// A record, read. Its text is kept, so that an edit changes nothing that it does not mean to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmarcRecord {
    text: String,
    tags: Vec<(String, String)>,
    /// Parts without `=`, which receivers pass over (RFC 9989, section 4.8).
    ignored: Vec<String>,
}

impl DmarcRecord {
    /// Reads a record. `None` if receivers do not take it for one: nothing may be before `v=DMARC1`. Of what is between
    /// the `;`, a part without `=` is passed over (RFC 9989, section 4.8).
    pub fn parse(text: &str) -> Option<Self> {
        if !text.starts_with(['v', 'V']) {
            return None;
        }
        let (mut tags, mut ignored) = (Vec::new(), Vec::new());
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some((name, value)) => tags.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                None if tags.is_empty() => return None,
                None => ignored.push(part.to_owned()),
            }
        }
        let first: &(String, String) = tags.first()?;
        (first.0 == "v" && first.1 == "DMARC1").then(|| Self { text: text.to_owned(), tags, ignored })
    }

    /// The record as it stands in DNS.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Parts that receivers pass over.
    pub(super) fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// Whether another record says the same, blanks and the order of its tags apart.
    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        let packed = |record: &Self| {
            let mut tags: Vec<(String, String)> = record
                .tags
                .iter()
                .map(|(name, value)| {
                    (name.clone(), value.split_whitespace().collect::<String>().to_ascii_lowercase())
                })
                .collect();
            tags.sort_unstable();
            tags
        };
        packed(self) == packed(other)
    }

    pub(super) fn tag(&self, name: &str) -> Option<&str> {
        self.tags.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The policy for the domain itself; `None` where it is missing or unknown, which counts as `none`.
    pub fn policy(&self) -> Option<Policy> {
        Policy::parse(self.tag("p")?)
    }

    /// The policy that receivers apply now: a record that is marked as a test asks for the next milder one.
    pub fn effective(&self) -> Policy {
        let policy = self.policy().unwrap_or(Policy::None);
        if self.is_testing() { policy.milder() } else { policy }
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
