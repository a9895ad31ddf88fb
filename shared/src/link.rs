//! The link that a manager sends: parsing, printing and deriving values from it. Any doubt makes parsing fail.
//!
//! After the `#` comes Crockford base32 of the version (1 byte), the link secret (16), the pin of the recipients (16)
//! and a checksum (4, the start of the SHA-256 of everything before it). None of this reaches a server. What a server
//! needs is derived with HKDF-SHA256 (RFC 5869), with a separate label for each value.

mod found;
mod hand_over;
#[cfg(test)]
mod tests;

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use hand_over::{HandOverLink, HandedStep, Salt};

use crate::{base32, recipients::Pin};

const VERSION: u8 = 1;
const BYTES: usize = 1 + 16 + 16 + 4;

/// Why a text isn't a link. The `words` crate has a sentence for the person who opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Cut off, changed, or not one of our links.
    #[error("incomplete link")]
    Incomplete,
    /// Complete, but another website received the secret part, because a mail filter or a newsletter service rewrote
    /// the link.
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

impl LinkSecret {
    /// Fills `out` with what derives from the secret for one purpose (RFC 5869).
    fn derive(&self, purpose: &str, out: &mut [u8]) {
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(purpose.as_bytes(), out)
            .expect("HKDF gives up to 8,160 bytes");
    }

    /// Begins the HMAC-SHA256 of the locator and the ciphertext, with the key for this purpose.
    fn mac(&self, purpose: &str, locator: &Locator, ciphertext: &[u8]) -> Hmac<Sha256> {
        let mut key = Zeroizing::new([0; 32]);
        self.derive(purpose, &mut key[..]);
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(&key[..]).expect("HMAC takes a key of any length");
        mac.update(locator.as_str().as_bytes());
        mac.update(ciphertext);
        mac
    }
}

/// What the key that authenticates a submission derives from.
const SUBMISSION: &str = "sealpost v1 submission";

/// The page that a client's link opens.
struct ClientPage;

impl found::Page for ClientPage {
    const PATH: &'static str = "/o";
}

/// A whole link: its secret, and the pin of the recipients that it was created for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    secret: LinkSecret,
    pin: Pin,
}

impl Link {
    /// Creates a link with randomness from `fill`, which must be cryptographically secure.
    pub fn new(pin: Pin, fill: impl FnOnce(&mut [u8])) -> Self {
        let mut secret = LinkSecret([0; 16]);
        fill(&mut secret.0);
        Self { secret, pin }
    }

    /// Returns the pin of the recipient set that this link was created for.
    pub fn pin(&self) -> Pin {
        self.pin
    }

    /// Returns the part after the `#`.
    pub fn fragment(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0u8; BYTES]);
        bytes[0] = VERSION;
        bytes[1..17].copy_from_slice(&self.secret.0);
        bytes[17..33].copy_from_slice(&self.pin.0);
        let sum = Sha256::digest(&bytes[..33]);
        bytes[33..].copy_from_slice(&sum[..4]);
        Zeroizing::new(base32::encode(&bytes[..]))
    }

    /// Returns the link as it is sent, on the server's public URL (`https://host`, with or without a final slash).
    pub fn url(&self, public_url: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{}/o#{}", public_url.trim_end_matches('/'), self.fragment().as_str()))
    }

    /// Finds a link in a text, or only the part after its `#`.
    ///
    /// # Errors
    /// [`LinkError`] if there isn't exactly one whole link.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        Self::parse_with_server(text).map(|(link, _)| link)
    }

    /// Finds a link in a text, and the server's address in front of it, if there is one: `https://host`.
    ///
    /// # Errors
    /// The same as for [`Link::parse`].
    pub fn parse_with_server(text: &str) -> Result<(Self, Option<String>), LinkError> {
        let found::Found { bytes, server } = found::find::<ClientPage, BYTES>(text)?;
        if bytes[0] != VERSION {
            return Err(LinkError::Version);
        }
        let mut link = Self { secret: LinkSecret([0; 16]), pin: Pin([0; 16]) };
        link.secret.0.copy_from_slice(&bytes[1..17]);
        link.pin.0.copy_from_slice(&bytes[17..33]);
        Ok((link, server))
    }

    /// Returns the public id of this link on the server.
    pub fn locator(&self) -> Locator {
        let mut id = [0; 16];
        self.secret.derive("sealpost v1 locator", &mut id);
        Locator(base32::encode(&id))
    }

    /// Returns the token that the client shows to the server to get access. The server stores only its
    /// [`Token::hash`].
    pub fn token(&self) -> Token {
        let mut bytes = Zeroizing::new([0; 32]);
        self.secret.derive("sealpost v1 token", &mut bytes[..]);
        Token(base32::encode(&bytes[..]))
    }

    /// Returns the link with which someone else does this step. It derives from this link, so every device of the
    /// client can create it again. Its holder can't find out anything about this link.
    pub fn hand_over(&self, step: HandedStep, salt: Salt) -> HandOverLink {
        HandOverLink::of(&self.secret, step, salt)
    }

    /// Returns the HMAC-SHA256 of the locator and the ciphertext, with a key that only holders of the link have.
    pub fn authenticate(&self, ciphertext: &[u8]) -> [u8; 32] {
        self.secret.mac(SUBMISSION, &self.locator(), ciphertext).finalize().into_bytes().into()
    }

    /// Returns true if [`Link::authenticate`] returned `tag` for this ciphertext. Takes constant time.
    pub fn is_authentic(&self, ciphertext: &[u8], tag: &[u8]) -> bool {
        self.secret.mac(SUBMISSION, &self.locator(), ciphertext).verify_slice(tag).is_ok()
    }
}

/// The public id of a link, 26 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Locator(String);

impl Locator {
    /// Returns the text.
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

/// The bearer token of a link, 52 characters. It is sent in a header or in a first message, never in a URL.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// Wraps a token that was received.
    pub fn received(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns the text.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns what a server stores to recognize the token: the SHA-256 of its text. The token has 256 random bits,
    /// so no slow hash is needed.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
