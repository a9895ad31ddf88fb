//! Stores a server's words so that they are short, printable, and free of the secret.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use zeroize::Zeroizing;

use super::DETAIL_MAX;
use crate::{details::SecretText, hidden::is_hidden};

/// Replaces the secret.
const REDACTED: &str = "[redacted]";

/// Removes the secret from texts, in case a server repeats what it received.
#[derive(Clone)]
pub(crate) struct Keeper {
    /// The secret, and its forms inside base64 at each of the three alignments.
    forms: Vec<Zeroizing<String>>,
}

impl Keeper {
    /// Creates a keeper for the part of a check that has no secret.
    pub(crate) fn without_secret() -> Self {
        Self { forms: Vec::new() }
    }

    pub(crate) fn new(secret: &SecretText) -> Self {
        let whole = Zeroizing::new(printable(secret.expose()));
        let encoded = (0..3).map(|before| in_base64(secret.expose(), before));
        // Shorter forms occur in many texts by chance, and reveal nothing.
        let encoded = encoded.filter(|form| form.len() >= 4);
        Self { forms: [whole].into_iter().filter(|form| !form.is_empty()).chain(encoded).collect() }
    }

    /// Also removes this form of the secret.
    #[cfg(feature = "tls")]
    pub(crate) fn and(mut self, form: Zeroizing<String>) -> Self {
        self.forms.push(form);
        self
    }

    /// Returns the text without control characters and without the secret, cut to [`DETAIL_MAX`] characters.
    pub(super) fn keep(&self, text: &str) -> String {
        self.keep_up_to(DETAIL_MAX, text)
    }

    /// Returns the text without control characters and without the secret, cut to this many characters.
    pub(crate) fn keep_up_to(&self, most: usize, text: &str) -> String {
        let mut text = printable(text);
        for form in &self.forms {
            if text.contains(form.as_str()) {
                text = text.replace(form.as_str(), REDACTED);
            }
        }
        text.chars().take(most).collect()
    }
}

/// Returns the text without control characters, and without characters that hide or reorder the text around them.
fn printable(text: &str) -> String {
    text.chars().filter(|&c| !is_hidden(c)).collect()
}

/// Returns the characters of a base64 text that depend only on the secret, if `before` bytes (modulo three) precede
/// it.
fn in_base64(secret: &str, before: usize) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(vec![0; before + secret.len()]);
    bytes[before..].copy_from_slice(secret.as_bytes());
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().div_ceil(3) * 4));
    STANDARD_NO_PAD.encode_string(&*bytes, &mut text);
    let first = (before * 8).div_ceil(6);
    let last = bytes.len() * 8 / 6;
    Zeroizing::new(text.get(first..last).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    #[test]
    fn the_secret_is_removed_in_every_form() {
        let keeper = Keeper::new(&SecretText::new("abcdefghijklmnop".into()).unwrap());
        assert_eq!(keeper.keep("535 no abcdefghijklmnop!"), "535 no [redacted]!");
        assert_eq!(keeper.keep("535 no abcd\0efgh\u{200b}ijklmnop"), "535 no [redacted]");
        for user in ["a", "ab", "abc"] {
            let echo = STANDARD.encode(format!("\0{user}\0abcdefghijklmnop"));
            let kept = keeper.keep(&format!("500 what is AUTH PLAIN {echo}?"));
            assert!(kept.contains(REDACTED), "{kept}");
            assert!(!kept.contains("YWJjZGVmZ2hpamts") && !kept.contains(&echo[echo.len() - 12..]), "{kept}");
        }
    }

    #[test]
    fn short_secrets_and_long_texts() {
        assert_eq!(Keeper::new(&SecretText::new("x".into()).unwrap()).keep("a x"), "a [redacted]");
        let keeper = Keeper::new(&SecretText::new("hunter2".into()).unwrap());
        assert_eq!(keeper.keep(&"é".repeat(600)).chars().count(), DETAIL_MAX);
        assert_eq!(keeper.keep("a\r\n\u{1b}[31mb\u{202e}c"), "a[31mbc");
    }
}
