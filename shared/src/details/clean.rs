//! What a paste leaves on a secret, and what is unusual about one.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

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
