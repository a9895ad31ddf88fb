//! Syncs what a person has accepted between their devices. The server stores it, but can't forge it, and can't go
//! back to an older state unnoticed.
//!
//! The state is encrypted with age to the person's own key. It is authenticated with a key derived from the secret
//! half, because the server knows the public half and could encrypt anything to it. Each state has the next number
//! and lists the states before it, so a device that has seen a later or a different state notices.

#[cfg(test)]
mod tests;

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Approved;
use crate::{
    base32,
    identities::Identities,
    sealed::{
        SealError,
        cipher::{decrypt, encrypt},
    },
};

const VERSION: u32 = 1;

/// Length of the tag before the age file, in bytes.
const TAG: usize = 32;

/// How many earlier states a state lists. A device that has missed more of them asks the person again.
const HISTORY: usize = 128;

/// Largest plaintext, in bytes: 20 recipients with long names, and the history.
const LARGEST: usize = 16 * 1024;

/// A state as the server stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried(Vec<u8>);

impl Carried {
    /// Wraps what the server has stored.
    pub fn received(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Returns the bytes that the server stores.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the SHA-256 that tells the server which state a device builds on.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }

    fn name(&self) -> String {
        base32::encode(&self.digest()[..16])
    }
}

/// Why the state isn't synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// A hardware key can't derive a key for authentication.
    #[error(
        "A key in a device can't carry the list of technicians you accepted. This computer keeps a list of its own."
    )]
    NoIdentity,
    /// Forged, changed or older than what this device has seen.
    #[error(
        "The server returned an older or a changed copy of the list of technicians you accepted. Tell your administrator. Only what you accepted on this device counts here."
    )]
    RolledBack,
}

/// What a device learned from the stored state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learned {
    /// Nothing that is authenticated with this key is stored.
    Nothing,
    /// This device already knew the state.
    Known,
    /// Another device has accepted a list since, at this time in Unix seconds.
    Newer(i64),
}

#[derive(Serialize, Deserialize)]
struct Content {
    v: u32,
    number: u64,
    before: Vec<String>,
    approved: Approved,
}

/// The last synced state that a device has seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// The public key that the state is encrypted to.
    key: String,
    number: u64,
    name: String,
    before: Vec<String>,
    approved: Approved,
}

/// What a device knows about the recipients that its person has accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    approved: Option<Approved>,
    #[serde(default)]
    seen: Option<Seen>,
}

impl Notes {
    /// Returns what the person accepted last, as far as this device knows.
    pub fn approved(&self) -> Option<&Approved> {
        self.approved.as_ref()
    }

    /// Records what the person accepts. Accepting the same recipients again changes nothing.
    pub fn approve(&mut self, approved: Approved) {
        let before = self.approved.as_ref().map(Approved::recipients);
        if before != Some(approved.recipients()) {
            self.approved = Some(approved);
        }
    }

    /// Returns true if the last state synced with this key lacks what the person has accepted since.
    pub fn is_ahead(&self, identities: &Identities) -> bool {
        let keys = identities.public_keys();
        let seen = self.seen.as_ref().filter(|seen| keys.first() == Some(&seen.key));
        self.approved.as_ref() != seen.map(|seen| &seen.approved)
    }

    /// Merges what the server has stored for this person. The later acceptance wins.
    ///
    /// # Errors
    /// [`Unusable`]. The notes stay unchanged.
    pub fn learn(
        &mut self,
        identities: &Identities,
        person_id: &str,
        stored: Option<&Carried>,
    ) -> Result<Learned, Unusable> {
        let key = identities.public_keys().into_iter().next().ok_or(Unusable::NoIdentity)?;
        let seen = self.seen.as_ref().filter(|seen| seen.key == key);
        let found = stored.and_then(|stored| Some((stored, open(identities, person_id, stored)?)));
        let Some((stored, content)) = found else {
            // Nothing is stored, or only a state for another of their keys. That is a rollback if this key had a
            // state before.
            return if seen.is_some() { Err(Unusable::RolledBack) } else { Ok(Learned::Nothing) };
        };
        let name = stored.name();
        let follows = seen.is_none_or(|seen| {
            (content.number == seen.number && name == seen.name)
                || (content.number > seen.number && content.before.contains(&seen.name))
        });
        if !follows {
            return Err(Unusable::RolledBack);
        }
        let Content { number, before, approved, .. } = content;
        // If this device accepted a later list that was never stored, that list wins.
        let is_later =
            self.is_ahead(identities) && self.approved.as_ref().is_some_and(|own| own.at() > approved.at());
        let is_news = !is_later && self.approved.as_ref() != Some(&approved);
        let at = approved.at();
        if is_news {
            self.approved = Some(approved.clone());
        }
        self.seen = Some(Seen { key, number, name, before, approved });
        Ok(if is_news { Learned::Newer(at) } else { Learned::Known })
    }

    /// Returns the next state to store for the other devices, or `None` if nothing was accepted yet or the key is a
    /// hardware key.
    ///
    /// # Errors
    /// [`SealError`] if age fails to encrypt.
    pub fn carry(&mut self, identities: &Identities, person_id: &str) -> Result<Option<Carried>, SealError> {
        let Some(approved) = self.approved.clone() else { return Ok(None) };
        let (Some(key), Some(secret)) =
            (identities.public_keys().into_iter().next(), identities.derive(LABEL).into_iter().next())
        else {
            return Ok(None);
        };
        let seen = self.seen.as_ref().filter(|seen| seen.key == key);
        let mut before: Vec<String> = seen.map(|seen| seen.before.clone()).unwrap_or_default();
        before.extend(seen.map(|seen| seen.name.clone()));
        before.drain(..before.len().saturating_sub(HISTORY));
        let number = seen.map_or(0, |seen| seen.number) + 1;
        let content = Content { v: VERSION, number, before, approved };
        let text = serde_json::to_vec(&content).map_err(|error| SealError::Age(error.to_string()))?;
        let file = encrypt(&identities.own_recipients(), &text)?;
        let tag = mac(&secret, person_id, &file).finalize().into_bytes();
        let carried = Carried([&tag[..], &file].concat());
        let Content { before, approved, .. } = content;
        self.seen = Some(Seen { key, number, name: carried.name(), before, approved });
        Ok(Some(carried))
    }
}

const LABEL: &[u8] = b"sealpost v1 approvals";

/// Opens a state that one of the identities has authenticated for this person.
fn open(identities: &Identities, person_id: &str, stored: &Carried) -> Option<Content> {
    let (tag, file) = stored.0.split_at_checked(TAG)?;
    let is_own = |key: &Zeroizing<[u8; 32]>| mac(key, person_id, file).verify_slice(tag).is_ok();
    identities.derive(LABEL).iter().find(|key| is_own(key))?;
    let text = decrypt(identities.age(), file, LARGEST).ok()?;
    serde_json::from_slice(&text).ok().filter(|content: &Content| content.v == VERSION)
}

fn mac(key: &[u8; 32], person_id: &str, file: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(&(person_id.len() as u64).to_be_bytes());
    mac.update(person_id.as_bytes());
    mac.update(file);
    mac
}
