//! Values for domain-wide delegation in Google Workspace.

use std::str::FromStr;

/// The scope to delegate. SMTP accepts no narrower one: `gmail.send` is for Google's API only.
pub const DELEGATED_SCOPE: &str = "https://mail.google.com/";

/// The client ID of a service account, which is a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumericId(String);

/// Why a text isn't the client ID of a service account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotNumeric {
    /// It is an email address, such as the service account's.
    #[error("an email address")]
    Email,
    /// It is the ID of an OAuth client.
    #[error("the ID of an OAuth client")]
    OauthClient,
    /// It is something else.
    #[error("not a number of 15 to 25 digits")]
    Other,
}

impl NumericId {
    /// Returns the ID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for NumericId {
    type Err = NotNumeric;

    /// Reads an ID. Google's have 21 digits today, but the number isn't documented.
    fn from_str(text: &str) -> Result<Self, NotNumeric> {
        let text = text.trim();
        if text.contains('@') {
            return Err(NotNumeric::Email);
        }
        if text.to_ascii_lowercase().ends_with(".apps.googleusercontent.com") {
            return Err(NotNumeric::OauthClient);
        }
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && (15..=25).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotNumeric::Other)
        }
    }
}
