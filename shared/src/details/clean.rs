//! Cleans pasted secrets, and finds what is unusual about them.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// How a pasted secret is cleaned before it is used. A working password is never changed: white space is removed
/// automatically only if the provider's secrets never contain any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cleaning {
    /// Removes all white space, which is only for readability.
    RemoveWhitespace,
    /// Keeps the secret as it was typed, and mentions white space around it ([`tidied`]).
    Trim,
    /// Does the same as [`Cleaning::Trim`].
    None,
}

/// A cleaned secret's text, and what was removed, for the message next to the field.
pub struct Cleaned {
    /// The remaining text.
    pub text: Zeroizing<String>,
    /// How many white space characters were removed.
    pub spaces: usize,
    /// True if a pair of quotes around it was removed.
    pub quotes: bool,
}

/// Cleans a pasted secret. It removes line breaks at the end, which no login can contain. If white space is only for
/// readability, it also removes all white space (including no-break and zero-width characters) and a pair of quotes
/// around the secret.
pub fn clean_secret(pasted: &str, cleaning: Cleaning) -> Cleaned {
    let line = pasted.trim_end_matches(['\r', '\n']);
    if cleaning != Cleaning::RemoveWhitespace {
        return cleaned(line, line, false);
    }
    let (inner, quotes) = unquoted(line.trim_matches(is_space));
    let text: Zeroizing<String> = Zeroizing::new(inner.chars().filter(|&c| !is_space(c)).collect());
    cleaned(line, &text, quotes)
}

/// Returns the text without surrounding white space and quotes, if there are any and some text remains. This is only
/// offered, never done automatically.
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

/// What is unusual about a secret. It can still be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// An invisible character.
    Hidden,
    /// White space at the start or the end.
    Space,
    /// Greek, Cyrillic or full-width letters, which come from another language's keyboard.
    Alphabet,
    /// Quotation marks around it.
    Quotes,
    /// Another character that some servers can't read.
    NotAscii,
}

/// Returns what is unusual about a secret, the worst first, so that people check that before they decide the secret
/// is wrong.
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
