//! Email addresses.

use std::str::FromStr;

use serde::Serialize;

use super::{Domain, RuleError, is_invisible, text::text_type};

/// An email address: a dot-atom or other printable local part, and a [`Domain`] (RFC 5321, section 4.1.2).
///
/// Quoted local parts are rejected: no provider uses them, and they make injection attacks possible.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String")]
pub struct Address(String);
text_type!(Address);

impl Address {
    /// Returns the part before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// Returns the part after the `@`.
    pub fn domain(&self) -> Domain {
        Domain(self.0.split_once('@').map_or("", |(_, domain)| domain).to_owned())
    }
}

impl FromStr for Address {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RuleError::Empty);
        }
        let (local, domain) = text.split_once('@').ok_or(RuleError::NotAnAddress)?;
        if domain.contains('@') {
            return Err(RuleError::TwoAts);
        }
        if local.len() > 64 {
            return Err(RuleError::TooLong);
        }
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c);
        match local.chars().find(|c| !atom(*c)) {
            Some(c) if c.is_control() || is_invisible(c) => return Err(RuleError::Control),
            Some(c) => return Err(RuleError::LocalSign(c)),
            None if local.is_empty() || local.starts_with('.') || local.ends_with('.') => {
                return Err(RuleError::NotAnAddress);
            }
            None => {}
        }
        let domain = Domain::from_str(domain).map_err(|error| match error {
            RuleError::Empty | RuleError::NotAName | RuleError::IsUrl => RuleError::NotAnAddress,
            error => error,
        })?;
        Ok(Self(format!("{local}@{domain}")))
    }
}
