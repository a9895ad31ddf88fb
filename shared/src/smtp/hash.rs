//! SHA-256 (FIPS 180-4), and the functions that SCRAM builds on it (RFC 2104, 8018). Results wipe themselves. We
//! can't wipe the intermediate values that these functions keep on the stack.

use zeroize::Zeroizing;

/// A hash, which SCRAM also uses as a key.
pub(super) type Key = Zeroizing<[u8; 32]>;

pub(super) use with::{digest, mac, stretched};

#[cfg(not(all(target_family = "wasm", feature = "tls")))]
mod with {
    use hmac::{Hmac, Mac};
    use sha2::{Digest, Sha256};
    use zeroize::Zeroizing;

    use super::Key;

    /// Returns the hash of this text.
    pub(in crate::smtp) fn digest(text: &[u8]) -> Key {
        Zeroizing::new(Sha256::digest(text).into())
    }

    /// Returns the HMAC of this text with this key.
    pub(in crate::smtp) fn mac(key: &[u8], text: &[u8]) -> Key {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(text);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// Derives a key from this secret with this many rounds of PBKDF2, or returns `None` for zero rounds.
    pub(in crate::smtp) fn stretched(secret: &[u8], salt: &[u8], rounds: u32) -> Option<Key> {
        let mut key = Key::default();
        pbkdf2::pbkdf2::<Hmac<Sha256>>(secret, salt, rounds, &mut *key).ok()?;
        Some(key)
    }
}

/// The same functions from ring, which the browser's check has already loaded for TLS.
#[cfg(all(target_family = "wasm", feature = "tls"))]
mod with {
    use std::num::NonZeroU32;

    use ring::{digest, hmac, pbkdf2};

    use super::Key;

    pub(in crate::smtp) fn digest(text: &[u8]) -> Key {
        key(digest::digest(&digest::SHA256, text).as_ref())
    }

    pub(in crate::smtp) fn mac(secret: &[u8], text: &[u8]) -> Key {
        key(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text).as_ref())
    }

    pub(in crate::smtp) fn stretched(secret: &[u8], salt: &[u8], rounds: u32) -> Option<Key> {
        let mut key = Key::default();
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, NonZeroU32::new(rounds)?, salt, secret, &mut *key);
        Some(key)
    }

    fn key(bytes: &[u8]) -> Key {
        let mut key = Key::default();
        key.copy_from_slice(bytes);
        key
    }
}
