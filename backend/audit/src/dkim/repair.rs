//! Repairs a key record with a typo, if there is only one way to read it.

#[cfg(test)]
mod tests;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::key::{HASH, Key, Strength, is_bare_rsa, rsa_bits};
use crate::unwanted::plain;

/// Tags that a key record can have (RFC 6376, section 3.6.1, and `g` from RFC 4871).
const TAGS: [&str; 8] = ["v", "k", "h", "p", "s", "t", "n", "g"];
/// Receivers don't verify signatures with shorter RSA keys (RFC 8301, section 3.2).
pub(super) const RSA_MIN: u32 = 1024;
/// The bytes before an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410, section 4).
const ED25519_INFO: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Returns the intended record, if receivers can use its key and it says nothing that the existing text doesn't.
pub fn repaired(text: &str) -> Option<String> {
    let mended = meant(text)?;
    // If repairing the result changes it again, the text has more than one reading.
    (mended != text && meant(&mended)? == mended).then_some(mended)
}

fn meant(text: &str) -> Option<String> {
    let plain = plain(text);
    let mut tags: Vec<(String, String)> = Vec::new();
    for (name, value) in split(beginning(&plain)) {
        match tags.iter().find(|(own, _)| *own == name) {
            // A tag that is repeated with the same value adds nothing.
            Some((_, own)) if packed(own) == packed(&value) => {}
            Some(_) => return None,
            None => tags.push((name, value)),
        }
    }
    let bytes = key_bytes(tags.iter().find(|(name, _)| name == "p").map(|(_, value)| value.as_str())?)?;
    let (kind, bytes) = kind_of(&bytes)?;
    let mut parts = vec!["v=DKIM1".to_owned(), format!("k={kind}")];
    for (name, value) in tags {
        match name.as_str() {
            "v" | "g" | "k" | "p" => {}
            "h" if !lists(&value, HASH) => {}
            "s" if lists(&value, "tlsrpt") => return None,
            "s" if !lists(&value, "*") && !lists(&value, "email") => {}
            // Any other character in a value could mean several things (RFC 6376, section 3.2).
            _ if !value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic() && byte != b'&') => {
                return None;
            }
            _ => parts.push(format!("{name}={}", value.trim())),
        }
    }
    parts.push(format!("p={}", STANDARD.encode(&bytes)));
    let mended = parts.join("; ");
    is_usable(&mended).then_some(mended)
}

/// Returns true if receivers can use the key.
pub(super) fn is_usable(text: &str) -> bool {
    match Key::parse(text) {
        Ok(Key { strength: Strength::Rsa(bits), .. }) => bits >= RSA_MIN,
        Ok(Key { strength, .. }) => strength == Strength::Ed25519,
        Err(_) => false,
    }
}

/// Returns the record without `t=y`, or `None` if that alone wouldn't make it usable.
pub(super) fn without_testing(text: &str) -> Option<String> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let kept = parts.filter_map(|part| match part.split_once('=') {
        Some((name, flags)) if name.trim() == "t" => {
            let flags: Vec<&str> = flags.split(':').map(str::trim).filter(|flag| *flag != "y").collect();
            (!flags.is_empty()).then(|| format!("t={}", flags.join(":")))
        }
        _ => Some(part.to_owned()),
    });
    let text = kept.collect::<Vec<_>>().join("; ");
    matches!(Key::parse(&text), Ok(Key { testing: false, .. }) if is_usable(&text)).then_some(text)
}

/// Returns the record for a bare RSAPublicKey (PKCS #1) or a SubjectPublicKeyInfo. The record always has the latter,
/// because every verifier can read it.
pub fn record_of(der: &[u8]) -> Option<String> {
    let (kind, bytes) = kind_of(der)?;
    let bytes = if kind == "rsa" { with_info(&bytes) } else { bytes };
    Some(format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(bytes)))
}

/// Cuts off what a DNS panel or a person put in front, such as the name and the type.
fn beginning(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    match lower.find("v=dkim").or_else(|| lower.find("dkim1;")) {
        Some(at) if !text[..at].contains([';', '=']) => &text[at..],
        _ => text,
    }
}

/// Splits a text into tags, whatever is between them. A tag begins at a known name followed by `=` or `:`.
fn split(text: &str) -> Vec<(String, String)> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let starts = starts(part);
        if starts.first().is_none_or(|(at, _)| *at > 0) {
            let end = starts.first().map_or(part.len(), |(at, _)| *at);
            tags.extend(unnamed(&part[..end]));
        }
        for (index, (at, name)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(part.len(), |(next, _)| *next);
            let value = part[*at..end].trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
            let value = value.trim_start_matches(['=', ':']).trim().trim_end_matches([',', ' ']);
            tags.push(((*name).to_owned(), value.to_owned()));
        }
    }
    tags
}

/// Returns where tags begin in a part without `;`.
fn starts(part: &str) -> Vec<(usize, &'static str)> {
    let begins = |at: usize| at == 0 || part[..at].ends_with([' ', ',']);
    let tag = |at: usize| {
        TAGS.into_iter().find(|tag| {
            let rest =
                part[at..].strip_prefix(tag).or_else(|| part[at..].strip_prefix(&tag.to_ascii_uppercase()));
            rest.is_some_and(|rest| rest.trim_start().starts_with(['=', ':']))
        })
    };
    part.char_indices().filter(|(at, _)| begins(*at)).filter_map(|(at, _)| Some((at, tag(at)?))).collect()
}

/// Returns the tag for a value without a name, if the value is recognizable as the version or the key.
fn unnamed(text: &str) -> Option<(String, String)> {
    let text = text.trim().trim_matches(['(', ')', ' ', ',']);
    if text.eq_ignore_ascii_case("dkim1") {
        return Some(("v".into(), text.into()));
    }
    key_bytes(text).filter(|bytes| kind_of(bytes).is_some()).map(|_| ("p".into(), text.into()))
}

/// Returns the bytes of a key in base64: standard or URL-safe, with or without padding, with or without the header and
/// footer lines of a PEM file.
fn key_bytes(value: &str) -> Option<Vec<u8>> {
    let value = value
        .split("-----")
        .find(|part| !part.is_empty() && !part.contains(" KEY") && !part.trim().is_empty())?;
    let encoded = value.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '-' => '+',
        '_' => '/',
        c => c,
    });
    let encoded: String = encoded.collect();
    let encoded = encoded.trim_end_matches(['=', ')', ',']);
    let padding = "=".repeat((4 - encoded.len() % 4) % 4);
    STANDARD.decode(format!("{encoded}{padding}")).ok().filter(|bytes| !bytes.is_empty())
}

/// Returns the type of the key, and its bytes as a record has them.
fn kind_of(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    if rsa_bits(bytes).is_some() {
        return Some(("rsa", bytes.to_vec()));
    }
    let bare = bytes.strip_prefix(&ED25519_INFO[..]).unwrap_or(bytes);
    (bare.len() == 32).then(|| ("ed25519", bare.to_vec()))
}

/// Wraps an RSA key in a SubjectPublicKeyInfo (RFC 5280, section 4.1).
fn with_info(der: &[u8]) -> Vec<u8> {
    const SEQUENCE: u8 = 0x30;
    const BIT_STRING: u8 = 0x03;
    /// The identifier of rsaEncryption, with NULL as its parameters (RFC 8017, appendix A.1).
    const RSA: [u8; 15] = [0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let wrapped = |tag: u8, content: &[u8]| -> Option<Vec<u8>> {
        let length = u16::try_from(content.len()).ok()?.to_be_bytes();
        Some([&[tag, 0x82][..], &length, content].concat())
    };
    let info = || wrapped(SEQUENCE, &[&RSA[..], &wrapped(BIT_STRING, &[&[0][..], der].concat())?].concat());
    if is_bare_rsa(der) { info().unwrap_or_else(|| der.to_vec()) } else { der.to_vec() }
}

fn lists(value: &str, wanted: &str) -> bool {
    value.split([':', ',', ' ']).any(|word| word.trim().eq_ignore_ascii_case(wanted))
}

fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
