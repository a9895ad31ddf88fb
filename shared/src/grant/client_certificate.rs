//! A certificate with which an app in Microsoft Entra proves who it is, in place of a client secret, and its private key.

use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use crate::{certificate as x509, details::SecretText, rules::RuleError};

/// Longest text that is read, in bytes. A certificate and a key of 4096 bits have about 5,200.
const LONGEST: usize = 64 * 1024;
/// Longest certificate, in base64. One for a key of 4096 bits that signs itself has about 1,800.
const CERTIFICATE_MAX: usize = 4096;
/// A client secret has about 40 characters. A longer text in the base64 of DER is a private key.
const CLIENT_SECRET_MAX: usize = 400;
/// The lengths that a key can have, in bits.
const KEY_BITS: [usize; 3] = [2048, 3072, 4096];
/// Characters in a line of PEM (RFC 7468, section 2).
const LINE: usize = 64;

/// A certificate and the private key that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCertificate {
    certificate: String,
    key: SecretText,
    expires_at: i64,
}

/// Why a text isn't a certificate with its private key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACertificate {
    /// There is no certificate.
    #[error("no certificate")]
    NoCertificate,
    /// There is no private key.
    #[error("no private key")]
    NoKey,
    /// There is more than one private key.
    #[error("more than one private key")]
    SeveralKeys,
    /// The private key is encrypted with a passphrase.
    #[error("an encrypted private key")]
    Encrypted,
    /// The private key is in the form of one program, and not in PKCS #8.
    #[error("a private key that isn't in PKCS #8")]
    OtherForm,
    /// It isn't an RSA key, and Microsoft accepts no other.
    #[error("not an RSA key")]
    NotRsa,
    /// The key has another length than 2048, 3072 or 4096 bits.
    #[error("a key with another length")]
    KeyLength,
    /// The private key belongs to another certificate.
    #[error("the key of another certificate")]
    OtherKey,
    /// The certificate or the key is damaged or incomplete.
    #[error("damaged")]
    Damaged,
    /// The text or the certificate is too long.
    #[error("too long")]
    TooLong,
}

impl ClientCertificate {
    /// Takes the certificate as DER in base64, and its key as PKCS #8 in base64.
    ///
    /// # Errors
    /// [`NotACertificate`] if one of them can't be used, or if they don't belong together.
    pub fn new(certificate: &str, key: SecretText) -> Result<Self, NotACertificate> {
        let damaged = NotACertificate::Damaged;
        if certificate.len() > CERTIFICATE_MAX {
            return Err(NotACertificate::TooLong);
        }
        let der = STANDARD.decode(certificate).map_err(|_| damaged)?;
        let key_der = STANDARD.decode(key.expose()).map(Zeroizing::new).map_err(|_| damaged)?;
        let read = x509::read(&der).filter(|_| x509::is_whole(&der)).ok_or(damaged)?;
        if !x509::is_whole(&key_der) {
            return Err(damaged);
        }
        let not_rsa = NotACertificate::NotRsa;
        let of_key = x509::modulus_of_key(&key_der).ok_or(not_rsa)?;
        let (modulus, bits) = read.modulus.zip(read.rsa_bits).ok_or(not_rsa)?;
        if modulus != of_key {
            return Err(NotACertificate::OtherKey);
        }
        if !KEY_BITS.contains(&bits) {
            return Err(NotACertificate::KeyLength);
        }
        let expires_at = read.certificate.not_after;
        Ok(Self { certificate: certificate.to_owned(), key, expires_at })
    }

    /// Reads a certificate and its private key from PEM (RFC 7468), in any order, with or without text and line breaks
    /// between them. If there is more than one certificate, such as its issuer's, it takes the one for the key.
    ///
    /// # Errors
    /// [`NotACertificate`] for the first thing that is wrong.
    pub fn parse(pem: &str) -> Result<Self, NotACertificate> {
        if pem.len() > LONGEST {
            return Err(NotACertificate::TooLong);
        }
        let text = without_white_space(pem);
        let (mut certificates, mut key) = (Vec::new(), None);
        for (label, body) in blocks(&text) {
            match label {
                "CERTIFICATE" => certificates.push(body),
                "PRIVATEKEY" if key.is_some() => return Err(NotACertificate::SeveralKeys),
                "PRIVATEKEY" => key = Some(body),
                "ENCRYPTEDPRIVATEKEY" => return Err(NotACertificate::Encrypted),
                "ECPRIVATEKEY" | "DSAPRIVATEKEY" => return Err(NotACertificate::NotRsa),
                // OpenSSL's older form says in its first line whether it is encrypted.
                "RSAPRIVATEKEY" if body.contains("ENCRYPTED") => return Err(NotACertificate::Encrypted),
                "RSAPRIVATEKEY" | "OPENSSHPRIVATEKEY" => return Err(NotACertificate::OtherForm),
                _ => {}
            }
        }
        if certificates.is_empty() {
            return Err(NotACertificate::NoCertificate);
        }
        let key = SecretText::new(key.ok_or(NotACertificate::NoKey)?.to_owned());
        let key = key.map_err(|error| match error {
            RuleError::TooLong => NotACertificate::KeyLength,
            _ => NotACertificate::Damaged,
        })?;
        let mut tried = certificates.into_iter().map(|certificate| Self::new(certificate, key.clone()));
        let first = tried.next().ok_or(NotACertificate::NoCertificate)?;
        first.or_else(|error| tried.find_map(Result::ok).ok_or(error))
    }

    /// Returns true if a text is a private key without the lines around it, and not a client secret.
    pub fn is_bare_key(text: &str) -> bool {
        text.len() > CLIENT_SECRET_MAX && text.starts_with("MII")
    }

    /// Returns true if a text is meant as PEM, complete or not.
    pub fn is_pem(text: &str) -> bool {
        text.contains("-----BEGIN")
    }

    /// Returns the certificate: DER in base64, in one line.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// Returns when the certificate expires, in Unix seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// Returns the private key: PKCS #8 in base64, in one line.
    pub fn key(&self) -> &SecretText {
        &self.key
    }

    /// Returns the same certificate with this text as its key.
    pub(crate) fn with_key(&self, key: SecretText) -> Self {
        Self { certificate: self.certificate.clone(), key, expires_at: self.expires_at }
    }

    /// Returns the certificate and its key in the form that [`ClientCertificate::parse`] reads.
    pub fn to_pem(&self) -> Zeroizing<String> {
        let blocks = [("CERTIFICATE", self.certificate.as_str()), ("PRIVATE KEY", self.key.expose())];
        // A growing text would leave copies of the key behind.
        let room =
            |(label, body): &(&str, &str)| 2 * label.len() + 40 + body.len() + body.len().div_ceil(LINE);
        let mut text = Zeroizing::new(String::with_capacity(blocks.iter().map(room).sum()));
        for (label, mut body) in blocks {
            for part in ["-----BEGIN ", label, "-----\n"] {
                text.push_str(part);
            }
            while !body.is_empty() {
                let (line, rest) = body.split_at(body.len().min(LINE));
                text.push_str(line);
                text.push('\n');
                body = rest;
            }
            for part in ["-----END ", label, "-----\n"] {
                text.push_str(part);
            }
        }
        text
    }
}

/// Returns the text without its white space, which a browser's field and a mail program change.
fn without_white_space(text: &str) -> Zeroizing<String> {
    let mut rest = Zeroizing::new(String::with_capacity(text.len()));
    for part in text.split_whitespace() {
        rest.push_str(part);
    }
    rest
}

/// Returns the label and the content of each block in a PEM text without white space. A block without an end has no
/// content.
fn blocks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once("-----BEGIN")?;
        let (label, after) = after.split_once("-----")?;
        rest = after;
        Some((label, after.split_once("-----END").map_or("", |(body, _)| body)))
    })
}

#[cfg(test)]
mod tests;
