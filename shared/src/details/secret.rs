//! The text of a secret: which texts are allowed, and how it stays out of output.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::rules::RuleError;

/// Longest secret, in bytes. OAuth tokens reach about 2,000; Amazon SES passwords have 44.
pub const SECRET_MAX: usize = 4096;

/// A password, app password, key or token. It wipes itself on drop, prints as `[redacted]`, and implements neither
/// `Serialize` nor `Display`. It leaves this type only encrypted, in a login, or through [`SecretText::expose`].
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretText(String);

impl SecretText {
    /// Takes the text unchanged.
    ///
    /// # Errors
    /// [`RuleError::Empty`], [`RuleError::TooLong`] if longer than [`SECRET_MAX`], [`RuleError::Control`] for a line
    /// break or NUL, which no SMTP login can contain.
    pub fn new(text: String) -> Result<Self, RuleError> {
        let secret = Self(text);
        if secret.0.is_empty() {
            Err(RuleError::Empty)
        } else if secret.0.len() > SECRET_MAX {
            Err(RuleError::TooLong)
        } else if secret.0.chars().any(char::is_control) {
            Err(RuleError::Control)
        } else {
            Ok(secret)
        }
    }

    /// Returns asterisks, which have a form in every format.
    pub(crate) fn hidden() -> Self {
        Self("************".to_owned())
    }

    /// Returns the text itself. Every call is a place where the secret could leak.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.0.as_bytes(), other.0.as_bytes()).into()
    }
}

impl Eq for SecretText {}

/// What kind of secret a provider requires for sending mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// Created for one program on the provider's security page.
    AppPassword,
    /// The mailbox's own password.
    MailboxPassword,
    /// A sending service's API key.
    ApiKey,
    /// A token that works only for SMTP.
    SmtpToken,
    /// A password that works only for SMTP.
    SmtpPassword,
    /// Nothing that a person could type, because sign-in works only with OAuth.
    Oauth2Only,
}

impl SecretKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::AppPassword,
        Self::MailboxPassword,
        Self::ApiKey,
        Self::SmtpToken,
        Self::SmtpPassword,
        Self::Oauth2Only,
    ];

    /// Returns its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AppPassword => "app-password",
            Self::MailboxPassword => "mailbox-password",
            Self::ApiKey => "api-key",
            Self::SmtpToken => "smtp-token",
            Self::SmtpPassword => "smtp-password",
            Self::Oauth2Only => "oauth2-only",
        }
    }
}
