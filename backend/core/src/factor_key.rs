//! The key that encrypts the seeds of authenticator apps at rest.
//!
//! A seed can't be hashed, because it is needed to compute the next code. It is encrypted with a key that is in the
//! data folder and not in the database, so that a dump, a backup or an injected query reveals no seed. Anyone who can
//! read the whole folder has both; nothing on the same machine could prevent that.

#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{Error, Result, random};

const NONCE: usize = 24;

/// Encrypts and decrypts seeds (XChaCha20-Poly1305). Wipes itself, and prints as `[redacted]`.
#[derive(Clone)]
pub struct FactorKey(Arc<Zeroizing<[u8; Self::LENGTH]>>);

impl fmt::Debug for FactorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl FactorKey {
    /// Its bytes.
    pub const LENGTH: usize = 32;

    /// Returns a new key.
    pub fn generate() -> Result<Self> {
        let mut bytes = Zeroizing::new([0; Self::LENGTH]);
        random::fill(&mut bytes[..])?;
        Ok(Self(Arc::new(bytes)))
    }

    /// Returns the key with these bytes, if their number is correct.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Zeroizing::new([0; Self::LENGTH]);
        (bytes.len() == Self::LENGTH).then(|| key.copy_from_slice(bytes))?;
        Some(Self(Arc::new(key)))
    }

    /// Returns the bytes, to be stored.
    pub fn expose(&self) -> &[u8] {
        &self.0[..]
    }

    /// Returns the key's SHA-256, so that two servers can tell if they have the same key.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.0[..]).into()
    }

    /// Returns a proof that this text comes from a server with this key.
    pub(crate) fn vouch(&self, text: &str) -> String {
        HEXLOWER.encode(&self.mac(text).finalize().into_bytes())
    }

    /// Returns true if [`FactorKey::vouch`] created this proof for the text.
    pub(crate) fn vouched(&self, text: &str, proof: &str) -> bool {
        self.vouch(text).as_bytes().ct_eq(proof.as_bytes()).into()
    }

    /// Returns a MAC of the text under a derived key, so that a proof can't be used for anything else.
    fn mac(&self, text: &str) -> Hmac<Sha256> {
        let derived = keyed(&self.0[..]).chain_update(b"sealpost: what servers tell each other").finalize();
        keyed(&derived.into_bytes()).chain_update(text)
    }

    /// Encrypts a person's seed, bound to that person.
    pub(crate) fn seal(&self, person_id: &str, seed: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        random::fill(&mut nonce)?;
        let payload = Payload { msg: seed, aad: person_id.as_bytes() };
        let sealed = self.cipher().encrypt(XNonce::from_slice(&nonce), payload);
        let sealed = sealed.map_err(|_| Error::System("a seed could not be sealed"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Decrypts a person's seed.
    pub(crate) fn open(&self, person_id: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
        let payload = Payload { msg: sealed, aad: person_id.as_bytes() };
        self.cipher().decrypt(XNonce::from_slice(nonce), payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.as_slice().into())
    }
}

/// Returns an HMAC with this key. HMAC accepts keys of any length, so this can't fail.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as Mac>::new_from_slice(key)
        .unwrap_or_else(|_| unreachable!("HMAC accepts keys of any length"))
}
