//! Lets a manager vouch for a link: a signature (Ed25519, RFC 8032) over the link and its site, encrypted to the
//! technicians together with the link. Without it, a server could forge both the link and the submission, because it
//! knows the technicians' public keys as well as any browser does.
//!
//! The key is generated in the manager's browser, or on their machine, and never leaves it. Technicians see its
//! public half with the first submission, and compare it with the manager once, just as managers compare technicians'
//! keys.

#[cfg(test)]
mod tests;

use std::fmt;

use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::{
    base32,
    link::Link,
    recipients::{fingerprint, is_name},
    rules::Domain,
};

/// The start of every signed text, so that signatures for other purposes don't count.
const LABEL: &[u8] = b"sealpost v1 voucher";

/// A manager's secret key.
#[derive(Clone, ZeroizeOnDrop)]
pub struct VouchingKey(SigningKey);

impl fmt::Debug for VouchingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl VouchingKey {
    /// Creates a key with randomness from `fill`, which must be cryptographically secure.
    pub fn new(fill: impl FnOnce(&mut [u8])) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        fill(&mut seed[..]);
        Self(SigningKey::from_bytes(&seed))
    }

    /// Parses what [`VouchingKey::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let seed = Zeroizing::new(base32::decode::<32>(text)?);
        Some(Self(SigningKey::from_bytes(&seed)))
    }

    /// Returns the key in the form in which it is stored on its device.
    pub fn text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(self.0.to_bytes());
        Zeroizing::new(base32::encode(&seed[..]))
    }

    /// Returns the public part, for other people.
    pub fn manager(&self, name: &str) -> Manager {
        Manager { name: name.to_owned(), key: Text(self.0.verifying_key().to_bytes()) }
    }

    /// Vouches that the manager with this name created this link for this site.
    pub fn vouch(&self, name: &str, link: &Link, site: &Domain) -> Voucher {
        let signature = ed25519_dalek::Signer::sign(&self.0, &words(name, link, site));
        Voucher { by: self.manager(name), signature: Text(signature.to_bytes()) }
    }
}

/// Bytes in Crockford's base32: a key has 52 characters, a signature 103.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Text<const N: usize>([u8; N]);

impl<const N: usize> TryFrom<String> for Text<N> {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        base32::decode(&text).map(Self).ok_or("no base32 of the right length")
    }
}

impl<const N: usize> From<Text<N>> for String {
    fn from(text: Text<N>) -> Self {
        base32::encode(&text.0)
    }
}

/// A manager, as technicians know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manager {
    #[serde(deserialize_with = "name")]
    name: String,
    key: Text<32>,
}

/// Reads a name that can be shown. Strangers could have written it.
fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if is_name(&name) { Ok(name) } else { Err(D::Error::custom("no name")) }
}

impl Manager {
    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns a short form of the key for people to compare, the same as for a technician's key.
    pub fn fingerprint(&self) -> String {
        fingerprint(&base32::encode(&self.key.0))
    }
}

/// A manager's signature for a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// The manager, according to the voucher. The key is only trusted after someone has compared it.
    by: Manager,
    signature: Text<64>,
}

impl Voucher {
    /// Returns true if the key signed this link for this site, with this name.
    fn is_for(&self, link: &Link, site: &Domain) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(&self.by.key.0) else { return false };
        key.verify_strict(&words(&self.by.name, link, site), &Signature::from_bytes(&self.signature.0))
            .is_ok()
    }
}

/// Returns the signed text. Each part comes after its length, so that parts can't run into each other.
fn words(name: &str, link: &Link, site: &Domain) -> Vec<u8> {
    let locator = link.locator();
    let parts =
        [LABEL, name.as_bytes(), locator.as_str().as_bytes(), &link.pin().0, site.as_str().as_bytes()];
    parts.iter().flat_map(|part| [&(part.len() as u64).to_be_bytes()[..], part].concat()).collect()
}

/// The managers whose keys were compared, on this machine or in this browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Managers(Vec<Manager>);

impl Managers {
    /// Accepts this key as the manager's, in addition to earlier ones, because each browser and each machine has its
    /// own.
    pub fn meet(&mut self, manager: Manager) {
        if !self.0.contains(&manager) {
            self.0.push(manager);
        }
    }

    /// Returns who vouches for a link to this site. Returns `None` if the voucher is for another link or site, or was
    /// changed.
    pub fn vouching(&self, voucher: Option<&Voucher>, link: &Link, site: &Domain) -> Option<Vouching> {
        let Some(voucher) = voucher else { return Some(Vouching::Nobody) };
        if !voucher.is_for(link, site) {
            return None;
        }
        let by = voucher.by.clone();
        let known: Vec<Manager> = self.0.iter().filter(|known| known.name == by.name).cloned().collect();
        Some(if known.contains(&by) {
            Vouching::Known(by)
        } else if known.is_empty() {
            Vouching::New(by)
        } else {
            Vouching::Another { by, known }
        })
    }
}

/// Who vouches for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vouching {
    /// A manager whose key was compared.
    Known(Manager),
    /// Someone whose key wasn't compared yet.
    New(Manager),
    /// Someone with the name of a known manager, but with another key.
    Another {
        /// The person who vouches.
        by: Manager,
        /// The known managers with this name, and their keys.
        known: Vec<Manager>,
    },
    /// Nobody: the link was created before managers could vouch, or by a server.
    Nobody,
}
