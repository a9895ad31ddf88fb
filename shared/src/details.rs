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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// How a pasted secret is cleaned before it is used. A password that works is never changed: only secrets that their
/// provider makes without white space lose any by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cleaning {
    /// All white space goes: it is decoration.
    RemoveWhitespace,
    /// As it is typed; white space around it is pointed out ([`tidied`]).
    Trim,
    /// The same.
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

/// Cleans a pasted secret: line breaks at the end, which no login can carry; and where white space is decoration, all of
/// it (no-break and zero-width characters included) and one pair of quotes around it.
pub fn clean_secret(pasted: &str, cleaning: Cleaning) -> Cleaned {
    let line = pasted.trim_end_matches(['\r', '\n']);
    if cleaning != Cleaning::RemoveWhitespace {
        return cleaned(line, line, false);
    }
    let (inner, quotes) = unquoted(line.trim_matches(is_space));
    let text: Zeroizing<String> = Zeroizing::new(inner.chars().filter(|&c| !is_space(c)).collect());
    cleaned(line, &text, quotes)
}

/// The text without white space and quotes around it, if there is any and something is left: to be offered, never done
/// unasked.
pub fn tidied(text: &str) -> Option<Cleaned> {
    let (inner, quotes) = unquoted(text.trim_matches(is_space));
    let inner = inner.trim_matches(is_space);
    (!inner.is_empty() && inner.len() < text.len()).then(|| cleaned(text, inner, quotes))
}

fn cleaned(before: &str, text: &str, quotes: bool) -> Cleaned {
    let removed = before.chars().count() - text.chars().count();
    Cleaned { spaces: removed - if quotes { 2 } else { 0 }, quotes, text: Zeroizing::new(text.to_owned()) }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn unquoted(text: &str) -> (&str, bool) {
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('«', '»'), ('`', '`')];
    let inner = pairs.into_iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    inner.filter(|inner| !inner.is_empty()).map_or((text, false), |inner| (inner, true))
}

/// What is unusual about a secret. Any of it can be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// A character that can't be seen.
    Hidden,
    /// White space at the start or the end.
    Space,
    /// Greek, Cyrillic or full-width letters, which the keyboard of another language types.
    Alphabet,
    /// Quotation marks around it.
    Quotes,
    /// Another character that some servers can't read.
    NotAscii,
}

/// Returns what is unusual about a secret, the worst first, so that a person checks that before blaming the secret.
pub fn oddity(secret: &str) -> Option<Oddity> {
    let any = |is: fn(char) -> bool| secret.chars().any(is);
    let is_hidden = |c: char| !c.is_whitespace() && (is_space(c) || c == '\u{ad}');
    let is_foreign = |c: char| matches!(c, '\u{370}'..='\u{52f}' | '\u{ff01}'..='\u{ff5e}');
    if any(is_hidden) {
        Some(Oddity::Hidden)
    } else if secret.trim_matches(is_space) != secret {
        Some(Oddity::Space)
    } else if any(is_foreign) {
        Some(Oddity::Alphabet)
    } else if unquoted(secret).1 {
        Some(Oddity::Quotes)
    } else if !secret.is_ascii() {
        Some(Oddity::NotAscii)
    } else {
        None
    }
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
            ("abcdefghijklmnop".into(), 3, false)
        );
        assert_eq!(cleaned("“abcd efgh”", Cleaning::RemoveWhitespace), ("abcdefgh".into(), 1, true));
        assert_eq!(cleaned("   ", Cleaning::RemoveWhitespace), (String::new(), 3, false));
        for typed in [" “pass word” ", "Tram 9 ", "'Lamp5'", "Zu\u{308}rich7§", "\"\""] {
            for cleaning in [Cleaning::Trim, Cleaning::None] {
                assert_eq!(cleaned(&format!("{typed}\r\n"), cleaning), (typed.into(), 0, false));
            }
        }
    }

    #[test]
    fn what_may_be_decoration_is_offered() {
        let offered = |text| tidied(text).map(|c| (c.text.to_string(), c.spaces, c.quotes));
        assert_eq!(offered(" “pass word” "), Some(("pass word".into(), 2, true)));
        assert_eq!(offered("Tram 9 "), Some(("Tram 9".into(), 1, false)));
        for whole in ["pass word", "\"\"", "'", "   ", ""] {
            assert_eq!(offered(whole), None, "{whole:?}");
        }
    }

    #[test]
    fn a_secrets_own_form_is_looked_at() {
        for (secret, odd) in [
            ("hunter\u{200b}2", Oddity::Hidden),
            ("hunter2 ", Oddity::Space),
            ("раssword", Oddity::Alphabet),
            ("ｐassword", Oddity::Alphabet),
            ("'hunter2'", Oddity::Quotes),
            ("Zürich7", Oddity::NotAscii),
        ] {
            assert_eq!(oddity(secret), Some(odd), "{secret}");
        }
        assert_eq!(oddity("hunter 2!"), None);
    }

    #[test]
    fn a_secret_does_not_print() {
        let secret = Secret::new("hunter2".into()).unwrap();
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(Secret::new("a\nb".into()).unwrap_err(), RuleError::Control);
        assert_eq!(Secret::new("a".repeat(SECRET_MAX + 1)).unwrap_err(), RuleError::TooLong);
    }
}
