//! Names of domains and of servers.

use std::{net::IpAddr, str::FromStr};

use serde::Serialize;

use super::{RuleError, is_invisible, text::text_type};

/// A domain name of at least two labels, in lower case, as A-labels, without the final dot (RFC 1123, 5890).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Domain(pub(super) String);
text_type!(Domain);

impl FromStr for Domain {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let text = text.strip_suffix('.').unwrap_or(text);
        refuse_what_is_no_name(text)?;
        if text.len() > 253 {
            return Err(RuleError::TooLong);
        }
        let labels: Vec<&str> = text.split('.').collect();
        let numeric_end = labels.last().is_some_and(|l| l.bytes().all(|b| b.is_ascii_digit()));
        if labels.iter().any(|label| label.is_empty()) {
            return Err(RuleError::TwoDots);
        }
        if labels.iter().any(|label| label.starts_with('-') || label.ends_with('-')) {
            return Err(RuleError::Hyphen);
        }
        if labels.len() < 2 || numeric_end || labels.iter().any(|label| label.len() > 63) {
            return Err(RuleError::NotAName);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

fn refuse_what_is_no_name(text: &str) -> Result<(), RuleError> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if text.is_empty() {
        Err(RuleError::Empty)
    } else if text.contains('/') {
        Err(RuleError::IsUrl)
    } else if text.contains('@') {
        Err(RuleError::HostIsAddress)
    } else if text.chars().any(|c| c.is_control() || is_invisible(c)) {
        Err(RuleError::Control)
    } else if !text.is_ascii() {
        Err(RuleError::NotAscii)
    } else if let Some(sign) = text.chars().find(|c| !is_of_name(*c)) {
        Err(RuleError::Sign(sign))
    } else {
        Ok(())
    }
}

/// A server to connect to: a [`Domain`], `localhost`, or an IP address in its standard notation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Host(String);
text_type!(Host);

impl Host {
    /// Returns the IP address, if the host is one.
    pub fn ip(&self) -> Option<IpAddr> {
        self.0.parse().ok()
    }
}

impl FromStr for Host {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
        if let Ok(ip) = bare.parse::<IpAddr>() {
            return Ok(Self(ip.to_string()));
        }
        if text.eq_ignore_ascii_case("localhost") {
            return Ok(Self("localhost".into()));
        }
        Domain::from_str(text).map(|d| Self(d.0))
    }
}

impl From<Domain> for Host {
    fn from(domain: Domain) -> Self {
        Self(domain.0)
    }
}
