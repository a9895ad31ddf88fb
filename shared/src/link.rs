//! The link that a manager sends: parse, print, derive. It fails closed.
//!
//! After the `#`: Crockford base32 of version (1 byte), link secret (16), recipients pin (16) and
//! checksum (4, the start of SHA-256 over what stands before it). Nothing of it reaches a server;
//! what a server needs is derived with HKDF-SHA256 (RFC 5869), one label each.

mod found;
#[cfg(test)]
mod tests;

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{base32, recipients::Pin};

const VERSION: u8 = 1;
const BYTES: usize = 1 + 16 + 16 + 4;

/// Why a text isn't a link. `words` has a sentence for the person who opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Cut, altered, or not a link of ours at all.
    #[error("incomplete link")]
    Incomplete,
    /// Complete, but sent to another website, which should not know it: a mail filter or a newsletter service changed it.
    #[error("rewritten link")]
    Rewritten,
    /// More than one link.
    #[error("several links")]
    Several,
    /// Complete, but of a version that this program doesn't know.
    #[error("link of another version")]
    Version,
}

/// 16 random bytes from which everything else about a link derives.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct LinkSecret([u8; 16]);

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A whole link: its secret, and the pin of the recipients that it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    secret: LinkSecret,
    pin: Pin,
}

impl Link {
    /// Makes a link with randomness from `fill`, which must be cryptographically secure.
    pub fn new(pin: Pin, fill: impl FnOnce(&mut [u8])) -> Self {
        let mut secret = LinkSecret([0; 16]);
        fill(&mut secret.0);
        Self { secret, pin }
    }

    /// The recipient set that this link was made for.
    pub fn pin(&self) -> Pin {
        self.pin
    }

    /// What stands after the `#`.
    pub fn fragment(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0u8; BYTES]);
        bytes[0] = VERSION;
        bytes[1..17].copy_from_slice(&self.secret.0);
        bytes[17..33].copy_from_slice(&self.pin.0);
        let sum = Sha256::digest(&bytes[..33]);
        bytes[33..].copy_from_slice(&sum[..4]);
        Zeroizing::new(base32::encode(&bytes[..]))
    }

    /// The link as it is sent, under the server's public address (`https://host`, with or without
    /// a final slash).
    pub fn url(&self, public_url: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{}/o#{}", public_url.trim_end_matches('/'), self.fragment().as_str()))
    }

    /// Reads a link, or only what is after its `#`, among whatever surrounds it.
    ///
    /// # Errors
    /// [`LinkError`], by what is there instead of one whole link.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        Self::parse_with_server(text).map(|(link, _)| link)
    }

    /// The same, with the server's address that is in front of it, if one is: `https://host`.
    ///
    /// # Errors
    /// As [`Link::parse`].
    pub fn parse_with_server(text: &str) -> Result<(Self, Option<String>), LinkError> {
        let found::Found { bytes, server } = found::find(text)?;
        if bytes[0] != VERSION {
            return Err(LinkError::Version);
        }
        let mut link = Self { secret: LinkSecret([0; 16]), pin: Pin([0; 16]) };
        link.secret.0.copy_from_slice(&bytes[1..17]);
        link.pin.0.copy_from_slice(&bytes[17..33]);
        Ok((link, server))
    }

    /// The public id under which the server knows this link.
    pub fn locator(&self) -> Locator {
        let mut id = [0; 16];
        self.derive("sealpost v1 locator", &mut id);
        Locator(base32::encode(&id))
    }

    /// What the client shows to the server to be let in. The server keeps only its [`Token::hash`].
    pub fn token(&self) -> Token {
        let mut bytes = Zeroizing::new([0; 32]);
        self.derive("sealpost v1 token", &mut bytes[..]);
        Token(base32::encode(&bytes[..]))
    }

    /// HMAC-SHA256 over locator and ciphertext, with the key that only holders of the link have.
    pub fn authenticate(&self, ciphertext: &[u8]) -> [u8; 32] {
        self.mac(ciphertext).finalize().into_bytes().into()
    }

    /// Whether `tag` was made by [`Link::authenticate`] over this ciphertext; in constant time.
    pub fn is_authentic(&self, ciphertext: &[u8], tag: &[u8]) -> bool {
        self.mac(ciphertext).verify_slice(tag).is_ok()
    }

    fn mac(&self, ciphertext: &[u8]) -> Hmac<Sha256> {
        let mut key = Zeroizing::new([0; 32]);
        self.derive("sealpost v1 submission", &mut key[..]);
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(&key[..]).expect("HMAC takes a key of any length");
        mac.update(self.locator().as_str().as_bytes());
        mac.update(ciphertext);
        mac
    }

    fn derive(&self, label: &str, out: &mut [u8]) {
        Hkdf::<Sha256>::new(None, &self.secret.0)
            .expand(label.as_bytes(), out)
            .expect("HKDF gives up to 8,160 bytes");
    }
}

/// The public id of a link, 26 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Locator(String);

impl Locator {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Locator {
    type Error = LinkError;

    fn try_from(text: String) -> Result<Self, LinkError> {
        match base32::decode::<16>(&text) {
            Some(bytes) => Ok(Self(base32::encode(&bytes))),
            None => Err(LinkError::Incomplete),
        }
    }
}

impl From<Locator> for String {
    fn from(locator: Locator) -> String {
        locator.0
    }
}

/// The bearer token of a link, 52 characters. It travels in a header or a first message, never in an address.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// A token as it was received.
    pub fn received(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What a server keeps to recognise it: SHA-256 of the text. The token has 256 random bits, so
    /// that no slow hash is needed.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
