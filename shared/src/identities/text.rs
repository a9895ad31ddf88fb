//! Reads a key file from any program, and finds the keys in its text.

#[cfg(test)]
mod tests;

use zeroize::Zeroizing;

use crate::{recipients::Recipient, sealed::OpenError};

/// How an age secret key begins.
const SECRET: &str = "AGE-SECRET-KEY-1";

/// How a post-quantum secret key begins. The `age` crate doesn't support these yet.
const POST_QUANTUM: &str = "AGE-SECRET-KEY-PQ-1";

/// How a hardware key's identity begins.
const PLUGIN: &str = "AGE-PLUGIN-";

/// How many characters follow [`SECRET`]: 32 bytes and the checksum, with five bits in each character (BIP 173).
const LETTERS: usize = 58;

/// Decodes UTF-8, or the UTF-16 that Windows PowerShell writes, with or without a byte order mark.
///
/// # Errors
/// [`OpenError::NotAnIdentity`] if the bytes are neither.
pub fn text(file: &[u8]) -> Result<Zeroizing<String>, OpenError> {
    // Reserves enough memory from the start, because a growing buffer would leave copies of the key behind.
    let mut text = Zeroizing::new(String::with_capacity(2 * file.len()));
    let ends_in_zero = |at: usize| file.len() >= 2 && file[at] == 0 && file[1 - at] != 0;
    match file {
        [0xff, 0xfe, units @ ..] => utf16(units, u16::from_le_bytes, &mut text)?,
        [0xfe, 0xff, units @ ..] => utf16(units, u16::from_be_bytes, &mut text)?,
        // Without a byte order mark, UTF-16 shows in ASCII text: every second byte is zero.
        units if ends_in_zero(1) => utf16(units, u16::from_le_bytes, &mut text)?,
        units if ends_in_zero(0) => utf16(units, u16::from_be_bytes, &mut text)?,
        bytes => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            text.push_str(std::str::from_utf8(bytes).map_err(|_| OpenError::NotAnIdentity)?);
        }
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, text: &mut String) -> Result<(), OpenError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    // A single last byte is the rest of a line break that was cut off.
    if rest.first().is_some_and(|byte| *byte != 0 && !byte.is_ascii_whitespace()) {
        return Err(OpenError::NotAnIdentity);
    }
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(c.map_err(|_| OpenError::NotAnIdentity)?);
    }
    Ok(())
}

/// The keys in a key file.
#[derive(Default)]
pub(super) struct Found {
    /// age secret keys.
    pub(super) own: Vec<age::x25519::Identity>,
    /// Lines for a plugin.
    pub(super) plugin: Vec<Zeroizing<String>>,
    /// True if there is a post-quantum key.
    post_quantum: bool,
    has_public: bool,
    has_ssh: bool,
}

/// Finds the keys in a file. It ignores comments, and any text around a key in its line, because a key has a fixed
/// length and a checksum.
///
/// # Errors
/// [`OpenError::IncompleteIdentity`] if a key begins, but its checksum is wrong.
pub(super) fn find(text: &str) -> Result<Found, OpenError> {
    let mut found = Found::default();
    let mut rest = text;
    while let Some(line) = rest.lines().next() {
        let (is_comment, upper) =
            (line.trim_start().starts_with('#'), Zeroizing::new(line.to_ascii_uppercase()));
        if !is_comment {
            if let Some(at) = upper.find(SECRET) {
                found.own.push(secret(&rest[at..])?);
            }
            if let Some(at) = upper.find(PLUGIN) {
                let is_part = |c: char| c.is_ascii_alphanumeric() || "-+._".contains(c);
                let end = line[at..].find(|c| !is_part(c)).map_or(line.len(), |length| at + length);
                found.plugin.push(Zeroizing::new(line[at..end].to_owned()));
            }
            found.post_quantum |= upper.contains(POST_QUANTUM);
            found.has_ssh |= upper.contains("PRIVATE KEY-----");
            found.has_public |= has_public(line);
        }
        rest = rest[line.len()..].strip_prefix("\r\n").or_else(|| rest[line.len()..].get(1..)).unwrap_or("");
    }
    Ok(found)
}

/// Reads a secret key at the start of a text. A mail program may have broken its line.
fn secret(text: &str) -> Result<age::x25519::Identity, OpenError> {
    let mut key = Zeroizing::new(String::with_capacity(SECRET.len() + LETTERS));
    let is_filler =
        |c: &char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    let letters = text.chars().filter(|c| !is_filler(c)).take(SECRET.len() + LETTERS);
    key.extend(letters.take_while(|c| c.is_ascii_alphanumeric() || *c == '-'));
    key.parse().map_err(|_| OpenError::IncompleteIdentity)
}

fn has_public(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| word.to_ascii_lowercase().starts_with("age1"))
        .any(|word| !matches!(Recipient::new("a", word), Err(crate::recipients::RecipientError::NotAKey)))
}

impl Found {
    /// Returns the reason why there is no usable key.
    pub(super) fn nothing(&self) -> OpenError {
        if self.post_quantum {
            OpenError::PostQuantum
        } else if self.has_public {
            OpenError::PublicKey
        } else if self.has_ssh {
            OpenError::OtherKey
        } else {
            OpenError::NotAnIdentity
        }
    }
}
