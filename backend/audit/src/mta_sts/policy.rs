//! Parses the two parts of MTA-STS: the record that announces a policy, and the policy itself (RFC 8461, sections 3.1
//! and 3.2).

#[cfg(test)]
mod tests;

use std::fmt;

pub use shared::report::StsFault as PolicyFault;
use shared::rules::Domain;

/// The longest time that senders can cache a policy, in seconds: one year.
const AGE_MAX: u32 = 31_557_600;

/// Returns the id of a record that announces a policy, or `None` if senders can't read the record.
pub fn record_id(text: &str) -> Option<&str> {
    let (version, rest) = text.split_once(';')?;
    let mut fields = rest.split(';').filter_map(|field| field.trim().split_once('='));
    let (_, id) = fields.find(|(name, _)| *name == "id")?;
    let is_id = (1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (version.trim_end() == "v=STSv1" && is_id).then_some(id)
}

/// A parsed policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StsPolicy {
    /// What senders do with the policy.
    pub mode: Mode,
    /// How long senders cache the policy, in seconds.
    pub max_age: u32,
    patterns: Vec<Pattern>,
}

/// What senders do if they can't deliver mail as the policy requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Senders don't deliver the mail.
    Enforce,
    /// Senders deliver the mail and send a report.
    Testing,
    /// Senders discard the policy.
    None,
}

/// One mail host of the domain, or all hosts that are one label below a name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    is_wild: bool,
    domain: Domain,
}

impl StsPolicy {
    /// Parses a policy: one `name: value` per line. If a name is repeated, the first line counts, except for `mx`.
    /// Unknown names are ignored.
    ///
    /// # Errors
    /// What makes the policy invalid for senders.
    pub fn parse(text: &str) -> Result<Self, PolicyFault> {
        let (mut version, mut mode, mut max_age, mut patterns) = (None, None, None, Vec::new());
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let (name, value) = line.split_once(':').ok_or(PolicyFault::Line(number))?;
            let value = value.trim();
            match name {
                "version" => version = version.or(Some(value)),
                "mode" => mode = mode.or(Some(value)),
                "max_age" => max_age = max_age.or(Some(value)),
                "mx" => patterns.push(Pattern::parse(value).ok_or(PolicyFault::Pattern(number))?),
                _ => {}
            }
        }
        if version != Some("STSv1") {
            return Err(PolicyFault::Version);
        }
        let mode = mode.and_then(Mode::parse).ok_or(PolicyFault::Mode)?;
        let max_age = max_age.and_then(seconds).ok_or(PolicyFault::MaxAge)?;
        if patterns.is_empty() && mode != Mode::None {
            return Err(PolicyFault::NoPattern);
        }
        Ok(Self { mode, max_age, patterns })
    }

    /// Returns true if mail can be delivered to this host (RFC 8461, section 4.1).
    pub fn names(&self, host: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.fits(host))
    }

    /// Returns the policy as normalized lines.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let rest = [format!("mode: {}", self.mode), format!("max_age: {}", self.max_age)];
        rest.into_iter().chain(self.patterns.iter().map(|pattern| format!("mx: {pattern}")))
    }
}

fn seconds(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 10;
    text.parse().ok().filter(|seconds| is_number && *seconds <= AGE_MAX)
}

impl Mode {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "enforce" => Some(Self::Enforce),
            "testing" => Some(Self::Testing),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Enforce => "enforce",
            Self::Testing => "testing",
            Self::None => "none",
        })
    }
}

impl Pattern {
    fn parse(text: &str) -> Option<Self> {
        let (is_wild, name) = text.strip_prefix("*.").map_or((false, text), |name| (true, name));
        Some(Self { is_wild, domain: name.parse().ok()? })
    }

    /// Returns true if a host matches. `*` stands for exactly one label.
    fn fits(&self, host: &str) -> bool {
        let name = if self.is_wild { host.split_once('.').map_or("", |(_, rest)| rest) } else { host };
        name.eq_ignore_ascii_case(self.domain.as_str())
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_wild { "*." } else { "" }, self.domain)
    }
}
