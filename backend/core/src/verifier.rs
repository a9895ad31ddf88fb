//! The verifier key, to which browsers encrypt a login for one check. It exists only in this process's memory.
//!
//! If a check uses two plain requests, the second one can reach a different server. That's why each server announces
//! its public key to the others, a browser encrypts to all of these keys, and any of the servers can decrypt.
//! Announcements are authenticated with the key file that the servers share, so that write access to the database
//! isn't enough to announce a key.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use shared::{
    details::Answers,
    open::{Identities, OpenError, open_check},
    secret::Secret,
    wire::CheckKey,
};

use crate::{Error, Result, factor_key::FactorKey, store::Store};

/// How long a key is offered.
const LIFE: i64 = 3600;

/// How long a key still decrypts after it was replaced: longer than a page takes from one request to the next.
const GRACE: i64 = 120;

/// How the names of announced keys start.
const ANNOUNCED: &str = "verifier:";

/// How many other servers' keys a login is encrypted to at most. The newest come first, because some servers may be
/// gone.
const MOST: usize = 32;

/// The key that is offered now, and the previous one.
pub struct Verifier(Mutex<Keys>);

struct Keys {
    current: Made,
    before: Option<Made>,
}

#[derive(Clone)]
struct Made {
    at: i64,
    identities: Arc<Identities>,
    is_announced: bool,
}

impl Made {
    fn new(at: i64) -> Self {
        Self { at, identities: Arc::new(Identities::generate()), is_announced: false }
    }

    fn end(&self) -> i64 {
        self.at + LIFE + GRACE
    }

    fn public(&self) -> Result<String> {
        self.identities.public_keys().into_iter().next().ok_or(Error::System("no verifier key"))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Verifier {
    /// Creates the first key.
    pub fn new(now: i64) -> Self {
        Self(Mutex::new(Keys { current: Made::new(now), before: None }))
    }

    /// Returns the current key.
    pub fn key(&self, now: i64) -> Arc<Identities> {
        self.current(now).identities
    }

    /// Returns the keys to encrypt a login to for a check over plain requests: this server's and the others'.
    pub async fn offer(&self, store: &dyn Store, shared: &FactorKey, now: i64) -> Result<CheckKey> {
        let key = self.announce(store, shared, now).await?;
        let announced = store.announced(ANNOUNCED, now).await?;
        let others =
            announced.iter().filter_map(|name| authentic(shared, name)).filter(|other| **other != key);
        Ok(CheckKey { others: others.take(MOST).map(str::to_owned).collect(), key })
    }

    /// Announces this server's key to the others, unless they know it. This happens at the start and every minute, so that
    /// the others know the key before anyone uses it here. Returns the key.
    pub async fn announce(&self, store: &dyn Store, shared: &FactorKey, now: i64) -> Result<String> {
        let current = self.current(now);
        let key = current.public()?;
        if !current.is_announced {
            let name = format!("{ANNOUNCED}{key}:{}", shared.vouch(&key));
            store.announce(&name, now, current.end()).await?;
            self.set_announced(current.at);
        }
        Ok(key)
    }

    /// Decrypts a login that was encrypted to the offered keys.
    ///
    /// # Errors
    /// [`Error::CheckKeyGone`] if it wasn't encrypted to any of this server's keys; [`Error::Unreadable`] if it is damaged.
    pub fn open(&self, sealed: &[u8], now: i64) -> Result<(Answers, Secret)> {
        let current = self.current(now);
        let before = self.lock().before.clone().filter(|before| now < before.end());
        for made in [Some(current), before].into_iter().flatten() {
            match open_check(&made.identities, sealed) {
                Err(OpenError::WrongIdentity) => {}
                opened => return opened.map_err(|_| Error::Unreadable),
            }
        }
        Err(Error::CheckKeyGone)
    }

    fn current(&self, now: i64) -> Made {
        let mut keys = self.lock();
        if now.saturating_sub(keys.current.at) >= LIFE {
            keys.before = Some(std::mem::replace(&mut keys.current, Made::new(now)));
        }
        keys.current.clone()
    }

    fn set_announced(&self, at: i64) {
        let mut keys = self.lock();
        if keys.current.at == at {
            keys.current.is_announced = true;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Keys> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the key in an announcement, if one of our servers made it.
fn authentic<'a>(shared: &FactorKey, name: &'a str) -> Option<&'a str> {
    let (key, proof) = name.strip_prefix(ANNOUNCED)?.split_once(':')?;
    shared.vouched(key, proof).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_changes_every_hour() {
        let verifier = Verifier::new(0);
        let first = verifier.key(LIFE - 1).public_keys();
        assert_eq!(first, verifier.key(0).public_keys());
        assert_ne!(first, verifier.key(LIFE).public_keys());
        assert_eq!(format!("{verifier:?}"), "[redacted]");
    }
}
