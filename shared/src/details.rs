//! What a client tells us: the answers, which may be shown, and the secret, which may not.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::rules::{Address, Host, Port, RuleError, Security, Username};

/// Longest secret that is taken, in bytes. OAuth tokens reach about 2,000; Amazon SES passwords are 44.
pub const SECRET_MAX: usize = 4096;

/// Longest note that is taken, in bytes.
pub const NOTE_MAX: usize = 1000;

/// A password, app password, key or token. Wipes itself, prints as `[redacted]`, and has neither
/// `Serialize` nor `Display`: it leaves this type only sealed, in a login, or under [`Secret::expose`].
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// Takes the text as it is.
    ///
    /// # Errors
    /// [`RuleError::Empty`], [`RuleError::TooLong`] over [`SECRET_MAX`], [`RuleError::Control`] for a
    /// line break or NUL, which no SMTP login can carry.
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

    /// The text itself. Every call is a place where the secret could get away.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.0.as_bytes(), other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

/// What kind of secret a provider wants for sending mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// Made for one program on the provider's security page.
    AppPassword,
    /// The mailbox's own password.
    MailboxPassword,
    /// A sending service's key.
    ApiKey,
    /// A token for SMTP alone.
    SmtpToken,
    /// A password for SMTP alone.
    SmtpPassword,
    /// Nothing that a person could type: sign-in is by OAuth only.
    Oauth2Only,
}

/// How a pasted secret is cleaned before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cleaning {
    /// All white space goes: it is decoration.
    RemoveWhitespace,
    /// White space at both ends goes.
    Trim,
    /// Only line breaks at the end go, which no login can carry.
    None,
}

/// A cleaned secret's text, and what was removed from it, for the sentence beside the field.
pub struct Cleaned {
    /// The text that is left.
    pub text: Zeroizing<String>,
    /// How many characters of white space were removed.
    pub spaces: usize,
    /// Whether a pair of quotes around it was removed.
    pub quotes: bool,
}

/// Cleans a pasted secret: white space as `cleaning` says (no-break and zero-width characters
/// included), and one pair of quotes around it.
pub fn clean_secret(pasted: &str, cleaning: Cleaning) -> Cleaned {
    let is_space =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let trimmed = match cleaning {
        Cleaning::None => pasted.trim_end_matches(['\r', '\n']),
        Cleaning::RemoveWhitespace | Cleaning::Trim => pasted.trim_matches(is_space),
    };
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('«', '»'), ('`', '`')];
    let unquoted = pairs
        .into_iter()
        .filter(|_| cleaning != Cleaning::None)
        .find_map(|(open, close)| trimmed.strip_prefix(open)?.strip_suffix(close))
        .filter(|inner| !inner.is_empty());
    let inner = unquoted.unwrap_or(trimmed);
    let text: Zeroizing<String> = Zeroizing::new(match cleaning {
        Cleaning::RemoveWhitespace => inner.chars().filter(|&c| !is_space(c)).collect(),
        Cleaning::Trim => inner.trim_matches(is_space).to_owned(),
        Cleaning::None => inner.to_owned(),
    });
    let removed = pasted.chars().count() - text.chars().count();
    let quotes = unquoted.is_some();
    Cleaned { spaces: removed - if quotes { 2 } else { 0 }, quotes, text }
}

/// The user name that goes with an address, by its form (see [`crate::facts::Provider`]); none where only the person
/// knows it, or where it is the secret and that is not there yet.
pub fn username_for(form: &str, address: &Address, secret: Option<&Secret>) -> Option<Username> {
    match form {
        "full-email" | "any-string" => address.as_str(),
        "local-part" => address.local_part(),
        "same-as-secret" => secret?.expose(),
        form => form.strip_prefix("literal:")?,
    }
    .parse()
    .ok()
}

/// What the client answered, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The provider's id in the provider table; empty where it is none of them.
    pub provider: String,
    /// The server to send through.
    pub host: Host,
    /// Its port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// What to sign in with.
    pub username: Username,
    /// What kind of secret goes with it.
    pub secret_kind: SecretKind,
    /// The address that the site sends from.
    pub address: Address,
    /// What the client wants the technician to know; may be empty, at most [`NOTE_MAX`] bytes.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str, cleaning: Cleaning) -> (String, usize, bool) {
        let c = clean_secret(text, cleaning);
        (c.text.to_string(), c.spaces, c.quotes)
    }

    #[test]
    fn pastes_are_cleaned() {
        assert_eq!(
            cleaned("abcd efgh\u{a0}ijkl mnop\n", Cleaning::RemoveWhitespace),
            ("abcdefghijklmnop".into(), 4, false)
        );
        assert_eq!(cleaned(" “pass word” ", Cleaning::Trim), ("pass word".into(), 2, true));
        assert_eq!(cleaned(" keep \"me\" \r\n", Cleaning::None), (" keep \"me\" ".into(), 2, false));
        assert_eq!(cleaned("\"\"", Cleaning::Trim), ("\"\"".into(), 0, false));
        assert_eq!(cleaned("'", Cleaning::Trim), ("'".into(), 0, false));
        assert_eq!(cleaned("   ", Cleaning::Trim), (String::new(), 3, false));
    }

    #[test]
    fn a_secret_does_not_print() {
        let secret = Secret::new("hunter2".into()).unwrap();
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(Secret::new("a\nb".into()).unwrap_err(), RuleError::Control);
        assert_eq!(Secret::new("a".repeat(SECRET_MAX + 1)).unwrap_err(), RuleError::TooLong);
    }
}
