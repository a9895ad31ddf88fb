//! A DKIM key record (RFC 6376, section 3.6.1; RFC 8301; RFC 8463).

mod material;
#[cfg(test)]
mod tests;

use base64::{Engine, engine::general_purpose::STANDARD};
pub use shared::report::KeyError;

pub use self::material::{KeyMaterial, PublicKey};

/// The hash that receivers verify signatures with (RFC 8301, section 3.1).
pub(super) const HASH: &str = "sha256";

/// A parsed key record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key itself.
    pub strength: Strength,
    /// `t=y`: receivers treat signed mail like unsigned mail.
    pub testing: bool,
    /// A bare RSAPublicKey (PKCS #1), without the SubjectPublicKeyInfo that most verifiers expect.
    pub bare: bool,
}

/// The type and strength of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// RSA with a modulus of this many bits.
    Rsa(u32),
    /// Ed25519.
    Ed25519,
    /// An empty `p=`: the key was revoked.
    Revoked,
}

impl Key {
    /// Parses the text of a TXT record.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let tags = tags(text)?;
        let tag = |name: &str| tags.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        if tags.iter().position(|(name, _)| *name == "v").is_some_and(|at| at > 0)
            || tag("v").is_some_and(|version| version != "DKIM1")
        {
            return Err(KeyError::Version);
        }
        if tag("s")
            .is_some_and(|services| !listed(services).any(|service| service == "*" || service == "email"))
        {
            return Err(KeyError::NotForMail);
        }
        if tag("h").is_some_and(|hashes| !listed(hashes).any(|hash| hash.eq_ignore_ascii_case(HASH))) {
            return Err(KeyError::Hash);
        }
        let testing = tag("t").is_some_and(|flags| listed(flags).any(|flag| flag == "y"));
        let encoded: String = tag("p").ok_or(KeyError::NoKey)?.split_ascii_whitespace().collect();
        if encoded.is_empty() {
            return Ok(Self { strength: Strength::Revoked, testing, bare: false });
        }
        let bytes = STANDARD.decode(encoded).map_err(|_| KeyError::Damaged)?;
        let strength = match tag("k").unwrap_or("rsa") {
            "rsa" => Strength::Rsa(rsa_bits(&bytes).ok_or(KeyError::Damaged)?),
            "ed25519" if bytes.len() == 32 => Strength::Ed25519,
            "ed25519" => return Err(KeyError::Damaged),
            _ => return Err(KeyError::Kind),
        };
        Ok(Self { strength, testing, bare: is_bare_rsa(&bytes) })
    }
}

/// Returns true if a TXT record looks as if it was intended as a key, no matter how damaged it is.
pub(super) fn is_meant_as_key(text: &str) -> bool {
    let packed: String = text.chars().filter(char::is_ascii_graphic).collect::<String>().to_ascii_lowercase();
    let is_named = ["v=dkim", "v:dkim", "dkim1;"].iter().any(|start| packed.contains(start));
    is_named || tags(text).is_ok_and(|tags| tags.iter().any(|(name, _)| *name == "p")) || is_bare(text)
}

/// Returns true if the text is a complete key with nothing around it.
fn is_bare(text: &str) -> bool {
    let encoded: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(encoded).is_ok_and(|bytes| rsa_bits(&bytes).is_some())
}

/// Parses a tag list (RFC 6376, section 3.2).
fn tags(text: &str) -> Result<Vec<(&str, &str)>, KeyError> {
    let mut tags: Vec<(&str, &str)> = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or(KeyError::Tags)?;
        let (name, value) = (name.trim_end(), value.trim_start());
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !is_name {
            return Err(KeyError::Tags);
        }
        if tags.iter().any(|(other, _)| *other == name) {
            return Err(KeyError::DuplicateTag);
        }
        tags.push((name, value));
    }
    Ok(tags)
}

fn listed(value: &str) -> impl Iterator<Item = &str> {
    value.split(':').map(str::trim)
}

const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;
const INTEGER: u8 = 0x02;

/// Returns the length of the modulus, from a SubjectPublicKeyInfo (RFC 5280, section 4.1) or a bare RSAPublicKey (RFC
/// 8017, appendix A.1.1). Both occur in practice.
pub(super) fn rsa_bits(der: &[u8]) -> Option<u32> {
    let (content, rest) = element(der, SEQUENCE)?;
    if !rest.is_empty() {
        return None;
    }
    let key = match element(content, SEQUENCE) {
        Some((_, after)) => {
            let (bits, _) = element(after, BIT_STRING)?;
            element(bits.strip_prefix(&[0])?, SEQUENCE)?.0
        }
        None => content,
    };
    let (modulus, rest) = element(key, INTEGER)?;
    element(rest, INTEGER)?;
    let start = modulus.iter().position(|&byte| byte != 0)?;
    let significant = &modulus[start..];
    Some(u32::try_from(significant.len()).ok()? * 8 - significant[0].leading_zeros())
}

/// Returns true if an RSA key is bare: its first element is the modulus, not an algorithm.
pub(super) fn is_bare_rsa(der: &[u8]) -> bool {
    element(der, SEQUENCE).is_some_and(|(content, _)| element(content, INTEGER).is_some())
}

/// Reads a DER element with this tag at the start. Returns its content and the bytes after it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[own, first], rest) = der.split_first_chunk::<2>()?;
    if own != tag {
        return None;
    }
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => (usize::from(u16::from_be_bytes(*rest.first_chunk::<2>()?)), &rest[2..]),
        _ => return None,
    };
    rest.split_at_checked(length)
}
