//! The link with which a client hands one step over to someone else: an administrator, or the person who manages the
//! domain.
//!
//! Its secret is derived from the client's link, the step and a random salt, which the server stores. So any device with
//! the client's link can follow the step, and the holder of this link can't find out the client's. After the `#` comes
//! Crockford base32 of the version (1 byte), the secret (16) and a checksum (4). The server gets the same things as for
//! a client's link: a locator and the hash of a token.

#[cfg(test)]
mod tests;

use bech32::{Bech32, Hrp, encode_upper_to_fmt};
use hkdf::Hkdf;
use hmac::Mac;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{LinkError, LinkSecret, Locator, Token, found};
use crate::base32;

const VERSION: u8 = 1;
const BYTES: usize = 1 + 16 + 4;

/// What the secret is derived with. The step's code and the salt follow it, both of a fixed length.
const LABEL: &[u8] = b"sealpost hand-over v1";

/// What the key that authenticates an answer derives from.
const ANSWER: &str = "sealpost hand-over v1 answer";

/// How an age secret key begins.
const IDENTITY: Hrp = Hrp::parse_unchecked("AGE-SECRET-KEY-");

/// The length of an age secret key, in characters.
const IDENTITY_LENGTH: usize = 74;

/// The page that this link opens.
struct HelperPage;

impl found::Page for HelperPage {
    const PATH: &'static str = "/h";
}

/// A step that can be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HandedStep {
    /// Setting up an app that signs in without a password.
    App,
}

impl HandedStep {
    /// Returns the number that links are derived with. It never changes.
    const fn code(self) -> u8 {
        match self {
            Self::App => 1,
        }
    }
}

/// Random bytes that tell the links of one client apart. They aren't secret, and have 13 characters as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Salt([u8; 8]);

impl Salt {
    /// Creates a salt with randomness from `fill`.
    pub fn new(fill: impl FnOnce(&mut [u8])) -> Self {
        let mut bytes = [0; 8];
        fill(&mut bytes);
        Self(bytes)
    }
}

impl TryFrom<String> for Salt {
    type Error = LinkError;

    fn try_from(text: String) -> Result<Self, LinkError> {
        base32::decode(&text).map(Self).ok_or(LinkError::Incomplete)
    }
}

impl From<Salt> for String {
    fn from(salt: Salt) -> Self {
        base32::encode(&salt.0)
    }
}

/// A link to one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverLink {
    secret: LinkSecret,
}

impl HandOverLink {
    /// Derives the link to this step from the secret of the client's link.
    pub(super) fn of(link: &LinkSecret, step: HandedStep, salt: Salt) -> Self {
        let mut secret = LinkSecret([0; 16]);
        Hkdf::<Sha256>::new(None, &link.0)
            .expand_multi_info(&[LABEL, &[step.code()], &salt.0], &mut secret.0)
            .expect("HKDF gives up to 8,160 bytes");
        Self { secret }
    }

    /// Returns the part after the `#`.
    pub fn fragment(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0u8; BYTES]);
        bytes[0] = VERSION;
        bytes[1..17].copy_from_slice(&self.secret.0);
        let sum = Sha256::digest(&bytes[..17]);
        bytes[17..].copy_from_slice(&sum[..4]);
        Zeroizing::new(base32::encode(&bytes[..]))
    }

    /// Returns the link as it is sent, on the server's public URL (`https://host`, with or without a final slash).
    pub fn url(&self, public_url: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{}/h#{}", public_url.trim_end_matches('/'), self.fragment().as_str()))
    }

    /// Finds a link in a text, or only the part after its `#`.
    ///
    /// # Errors
    /// [`LinkError`] if there isn't exactly one whole link.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let found::Found { bytes, .. } = found::find::<HelperPage, BYTES>(text)?;
        if bytes[0] != VERSION {
            return Err(LinkError::Version);
        }
        let mut secret = LinkSecret([0; 16]);
        secret.0.copy_from_slice(&bytes[1..17]);
        Ok(Self { secret })
    }

    /// Returns the public id of this link on the server.
    pub fn locator(&self) -> Locator {
        let mut id = [0; 16];
        self.secret.derive("sealpost hand-over v1 locator", &mut id);
        Locator(base32::encode(&id))
    }

    /// Returns the token that the holder shows to the server. The server stores only its [`Token::hash`].
    pub fn token(&self) -> Token {
        let mut bytes = Zeroizing::new([0; 32]);
        self.secret.derive("sealpost hand-over v1 token", &mut bytes[..]);
        Token(base32::encode(&bytes[..]))
    }

    /// Returns the key that opens what the holder of this link sends. Both ends derive it, and the server can't.
    pub(crate) fn identity(&self) -> age::x25519::Identity {
        let mut bytes = Zeroizing::new([0; 32]);
        self.secret.derive("sealpost hand-over v1 identity", &mut bytes[..]);
        // Enough room from the start, because a growing text would leave copies of the key behind.
        let mut text = Zeroizing::new(String::with_capacity(IDENTITY_LENGTH));
        encode_upper_to_fmt::<Bech32, String>(&mut text, IDENTITY, &bytes[..])
            .expect("Bech32 takes 32 bytes");
        text.parse().expect("any 32 bytes are an X25519 key")
    }

    /// Returns the HMAC-SHA256 of the locator and the ciphertext, with a key that only holders of this link and of the
    /// client's link have.
    pub(crate) fn authenticate(&self, ciphertext: &[u8]) -> [u8; 32] {
        self.secret.mac(ANSWER, &self.locator(), ciphertext).finalize().into_bytes().into()
    }

    /// Returns true if [`HandOverLink::authenticate`] returned `tag` for this ciphertext. Takes constant time.
    pub(crate) fn is_authentic(&self, ciphertext: &[u8], tag: &[u8]) -> bool {
        self.secret.mac(ANSWER, &self.locator(), ciphertext).verify_slice(tag).is_ok()
    }
}
