//! SHA-256 (FIPS 180-4) and what SCRAM makes of it (RFC 2104, 8018). Results wipe themselves; what the functions keep in
//! between on the stack is not ours to wipe.

use zeroize::Zeroizing;

/// A hash, which is a key where SCRAM makes it.
pub(super) type Key = Zeroizing<[u8; 32]>;

pub(super) use with::{digest, mac, stretched};

#[cfg(not(all(target_family = "wasm", feature = "tls")))]
mod with {
    use hmac::{Hmac, Mac};
    use sha2::{Digest, Sha256};
    use zeroize::Zeroizing;

    use super::Key;

    /// Of this text.
    pub(in crate::smtp) fn digest(text: &[u8]) -> Key {
        Zeroizing::new(Sha256::digest(text).into())
    }

    /// Of this text under this key.
    pub(in crate::smtp) fn mac(key: &[u8], text: &[u8]) -> Key {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(text);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// A key of this secret that takes so many rounds to make; none of none.
    pub(in crate::smtp) fn stretched(secret: &[u8], salt: &[u8], rounds: u32) -> Option<Key> {
        let mut key = Key::default();
        pbkdf2::pbkdf2::<Hmac<Sha256>>(secret, salt, rounds, &mut *key).ok()?;
        Some(key)
    }
}

/// The same by ring, which a browser's check has loaded for TLS.
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
