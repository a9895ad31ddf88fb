//! A key in the form that verifies signatures.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{BIT_STRING, Key, KeyError, SEQUENCE, Strength, element, is_bare_rsa, listed, tags};

/// A key and what it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMaterial {
    /// The key itself.
    pub public: PublicKey,
    /// `t=s`: the identity in `i=` has to be in the signing domain itself, not below it.
    pub strict_identity: bool,
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA.
    Rsa {
        /// The length of the modulus, in bits.
        bits: u32,
        /// The RSAPublicKey (RFC 8017, appendix A.1.1), in DER.
        der: Vec<u8>,
    },
    /// Ed25519 (RFC 8032), in 32 bytes.
    Ed25519(Vec<u8>),
    /// The key was revoked.
    Revoked,
}

impl KeyMaterial {
    /// Parses the text of a TXT record.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let key = Key::parse(text)?;
        let tags = tags(text)?;
        let tag = |name: &str| tags.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| *value);
        let encoded: String = tag("p").split_ascii_whitespace().collect();
        let bytes = STANDARD.decode(encoded).map_err(|_| KeyError::Damaged)?;
        let public = match key.strength {
            Strength::Revoked => PublicKey::Revoked,
            Strength::Ed25519 => PublicKey::Ed25519(bytes),
            Strength::Rsa(bits) => PublicKey::Rsa { bits, der: bare(bytes).ok_or(KeyError::Damaged)? },
        };
        Ok(Self { public, strict_identity: listed(tag("t")).any(|flag| flag == "s") })
    }
}

/// Returns the RSAPublicKey, which most keys have in a SubjectPublicKeyInfo.
fn bare(der: Vec<u8>) -> Option<Vec<u8>> {
    if is_bare_rsa(&der) {
        return Some(der);
    }
    let (content, _) = element(&der, SEQUENCE)?;
    let (_, after) = element(content, SEQUENCE)?;
    let (bits, _) = element(after, BIT_STRING)?;
    Some(bits.strip_prefix(&[0])?.to_vec())
}
