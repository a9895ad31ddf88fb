//! The verifier key: browsers seal a login to it for one check. It lives in this process's memory alone.
//!
//! Over two plain requests, the second one may reach another server than the first. So each server announces its public key
//! to the others, a browser seals to all of them, and any of them opens it. What is announced is authenticated with the key
//! file that the servers share: somebody who can write to the database can announce nothing.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use shared::{
    details::{Answers, Secret},
    open::{Identities, OpenError, open_check},
    wire::CheckKey,
};

use crate::{Error, Result, factor::FactorKey, store::Store};

/// How long one key is given out.
const LIFE: i64 = 3600;

/// How long a key still opens after another has taken its place: more than a page takes from one request to the next.
const GRACE: i64 = 120;

/// What the names of announced keys begin with.
const ANNOUNCED: &str = "verifier:";

/// To how many other servers' keys a login is sealed, the newest first. Those of servers that are gone are among them.
const MOST: usize = 32;

/// The key that is given out now, and the one before it.
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
    /// Makes the first key.
    pub fn new(now: i64) -> Self {
        Self(Mutex::new(Keys { current: Made::new(now), before: None }))
    }

    /// The key of this hour.
    pub fn key(&self, now: i64) -> Arc<Identities> {
        self.current(now).identities
    }

    /// The keys to seal a login to for a check over plain requests: this server's, and those of the others.
    pub async fn offer(&self, store: &dyn Store, shared: &FactorKey, now: i64) -> Result<CheckKey> {
        let key = self.announce(store, shared, now).await?;
        let announced = store.announced(ANNOUNCED, now).await?;
        let others =
            announced.iter().filter_map(|name| authentic(shared, name)).filter(|other| **other != key);
        Ok(CheckKey { others: others.take(MOST).map(str::to_owned).collect(), key })
    }

    /// Makes this server's key known to the others, unless it is known. It happens at the start and each minute, so that the
    /// others know it before anybody asks here. Returns the key.
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

    /// Opens a login that was sealed to what was offered.
    ///
    /// # Errors
    /// [`Error::CheckKeyGone`] if it was sealed to none of this server's keys; [`Error::Unreadable`] if it is damaged.
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

/// The key in an announcement, if one of our servers has made it.
fn authentic<'a>(shared: &FactorKey, name: &'a str) -> Option<&'a str> {
    let (key, proof) = name.strip_prefix(ANNOUNCED)?.split_once(':')?;
    shared.vouched(key, proof).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_every_hour() {
        let verifier = Verifier::new(0);
        let first = verifier.key(LIFE - 1).public_keys();
        assert_eq!(first, verifier.key(0).public_keys());
        assert_ne!(first, verifier.key(LIFE).public_keys());
        assert_eq!(format!("{verifier:?}"), "[redacted]");
    }
}
