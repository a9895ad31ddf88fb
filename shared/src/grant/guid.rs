//! The IDs that Microsoft Entra gives to tenants, apps and secrets.

use std::str::FromStr;

/// The text isn't such an ID, or not a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ID")]
pub struct NotAnId;

/// An ID of 32 hexadecimal digits in five groups (RFC 9562, section 4), in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guid(String);

impl Guid {
    /// Returns the ID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Guid {
    type Err = NotAnId;

    /// Reads an ID, with or without spaces around it.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let text = text.trim();
        let groups: Vec<&str> = text.split('-').collect();
        let is_hex = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
        let has_form = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]);
        if is_hex && has_form { Ok(Self(text.to_ascii_lowercase())) } else { Err(NotAnId) }
    }
}
