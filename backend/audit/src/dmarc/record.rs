//! A DMARC policy record (RFC 9989, section 4.7).

#[cfg(test)]
mod tests;

use shared::report::Policy;

/// A parsed record. Its text is kept, so an edit doesn't change anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmarcRecord {
    text: String,
    tags: Vec<(String, String)>,
    /// Parts without `=`, which receivers ignore (RFC 9989, section 4.8).
    ignored: Vec<String>,
}

impl DmarcRecord {
    /// Parses a record. Returns `None` if receivers don't recognize it, because it doesn't start with `v=DMARC1`. Parts
    /// without `=` are ignored (RFC 9989, section 4.8).
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

    /// Returns the record as it is in DNS.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the parts that receivers ignore.
    pub(super) fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// Returns true if another record says the same, apart from spaces and the order of its tags.
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

    /// Returns the policy for the domain itself. `None` means that it is missing or unknown, which counts as `none`.
    pub fn policy(&self) -> Option<Policy> {
        Policy::parse(self.tag("p")?)
    }

    /// Returns the policy that receivers apply now. If the record is marked as a test, that is the next milder one.
    pub fn effective(&self) -> Policy {
        let policy = self.policy().unwrap_or(Policy::None);
        if self.is_testing() { policy.milder() } else { policy }
    }

    /// Returns the policy for subdomains that exist: `sp`, or else `p`.
    pub fn subdomain_policy(&self) -> Option<Policy> {
        self.tag("sp").and_then(Policy::parse).or_else(|| self.policy())
    }

    /// Returns the policy for subdomains that don't exist: `np`, or else `sp`, or else `p`.
    pub fn absent_policy(&self) -> Option<Policy> {
        self.tag("np").and_then(Policy::parse).or_else(|| self.subdomain_policy())
    }

    /// Returns true if SPF has to match the domain exactly (`aspf=s`).
    pub fn is_spf_strict(&self) -> bool {
        self.tag("aspf").is_some_and(|mode| mode.eq_ignore_ascii_case("s"))
    }

    /// Returns true if DKIM has to match the domain exactly (`adkim=s`).
    pub fn is_dkim_strict(&self) -> bool {
        self.tag("adkim").is_some_and(|mode| mode.eq_ignore_ascii_case("s"))
    }

    /// Returns true if the record has tags that RFC 9989 removed.
    pub(super) fn has_old_tags(&self) -> bool {
        ["pct", "rf", "ri"].iter().any(|name| self.tag(name).is_some())
    }

    /// Returns the percentage in `pct`, or `None` if it is 100 (RFC 7489, section 6.3). Receivers that predate RFC 9989
    /// apply the policy only to this share of the failing mail.
    pub(super) fn share(&self) -> Option<u8> {
        self.tag("pct")?.parse().ok().filter(|share| *share < 100)
    }

    /// Returns true if the policy is marked as a test (`t=y`). Receivers then apply the next milder one (RFC 9989,
    /// section 4.7).
    pub(super) fn is_testing(&self) -> bool {
        self.tag("t").is_some_and(|mode| mode.eq_ignore_ascii_case("y"))
    }

    /// Returns the value of `psd` in lowercase.
    pub(super) fn psd(&self) -> Option<char> {
        self.tag("psd")?.chars().next().map(|c| c.to_ascii_lowercase())
    }

    /// Returns the addresses that receive aggregate reports.
    pub fn report_addresses(&self) -> Vec<&str> {
        let uris = self.tag("rua").unwrap_or_default().split(',').map(str::trim);
        // RFC 7489 allowed a size limit after `!`.
        uris.filter_map(|uri| {
            uri.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).map(|_| &uri[7..])
        })
        .map(|address| address.split_once('!').map_or(address, |(address, _)| address))
        .filter(|address| address.contains('@'))
        .collect()
    }

    /// Returns the text with this tag set and everything else unchanged. A new tag goes at the end, except `p`, which
    /// goes after `v`, where older software looks for it.
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
