//! Passwords, as Argon2id hashes (RFC 9106).

mod choice;
#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version,
    password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString},
};
use shared::wire::Password;
use tokio::sync::Semaphore;

use super::{Error, Fault, Result};
use crate::random;
pub use choice::words;

/// Shortest password, in characters.
const MIN: usize = 12;

/// Longest password, in bytes: hashing reads all of it.
const MAX: usize = 1024;

/// 12 MiB, three passes, one lane: one of the equivalent choices in OWASP's Password Storage Cheat Sheet, and
/// a small one for small machines.
const MEMORY_KIB: u32 = 12 * 1024;
const PASSES: u32 = 3;
const VERSION: Version = Version::V0x13;

/// More than glibc's largest threshold for memory that it maps and unmaps separately (`M_MMAP_THRESHOLD`).
const GIVEN_BACK: usize = 33 * 1024 * 1024;

/// How many passwords are hashed at once. Strangers can make us use the memory of this many allocations ([`blocks`]), all of
/// which is touched when it is wiped.
const AT_ONCE: usize = 2;

/// Hashes and verifies passwords, outside the threads that serve requests.
#[derive(Debug, Clone)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Passwords {
    /// Returns the PHC string of a new password. `words` are the names that it can't just repeat.
    pub async fn hash(&self, password: &Password, words: Vec<String>) -> Result<String> {
        let length = password.0.chars().count();
        let fault = match length {
            0..MIN => Fault::PasswordTooShort,
            _ if password.0.len() > MAX => Fault::PasswordTooLong,
            _ => {
                let chosen = move |password: &Password| {
                    choice::check(password, &words)?;
                    hash(password)
                };
                return self.run(password, chosen).await?;
            }
        };
        Err(fault.at("password"))
    }

    /// Returns true if the password belongs to the hash. Without a hash it returns false after the same work, so that
    /// the time doesn't reveal if the account exists.
    pub async fn verify(&self, password: &Password, hash: Option<String>) -> Result<bool> {
        if password.0.len() > MAX {
            return Ok(false);
        }
        self.run(password, move |password| {
            let is_known = hash.is_some();
            let hash = hash.as_deref().unwrap_or(&NOBODY);
            is_known && is_of(password, hash)
        })
        .await
    }

    /// Returns a new hash of the same password, or `None` if the old one was made with today's parameters.
    pub async fn rehashed(&self, password: &Password, was: &str) -> Result<Option<String>> {
        if is_of_today(was) {
            return Ok(None);
        }
        self.run(password, hash).await?.map(Some)
    }

    async fn run<T: Send + 'static>(
        &self,
        password: &Password,
        work: impl FnOnce(&Password) -> T + Send + 'static,
    ) -> Result<T> {
        let permit = self.0.clone().acquire_owned().await.map_err(|_| Error::System("stopping"))?;
        let password = password.clone();
        let done = tokio::task::spawn_blocking(move || {
            let result = work(&password);
            drop(permit);
            result
        });
        done.await.map_err(|_| Error::System("hashing stopped"))
    }
}

/// The hash of a password that no one knows.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let token = random::token().map_err(Error::from);
    token.and_then(|token| hash(&Password(token.expose().to_owned()))).unwrap_or_default()
});

fn hash(password: &Password) -> Result<String> {
    let mut bytes = [0; 16];
    random::fill(&mut bytes)?;
    let made = params().and_then(|params| make(password, &bytes, VERSION, params));
    made.map_err(|_| Error::System("Argon2 failed"))
}

/// Returns a very cheap hash, for people in tests.
#[cfg(any(test, feature = "testing"))]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub fn cheap(password: &str) -> String {
    let params = Params::new(Params::MIN_M_COST, 1, 1, Some(Params::DEFAULT_OUTPUT_LEN)).unwrap();
    make(&Password(password.to_owned()), &[7; 16], VERSION, params).unwrap()
}

fn params() -> argon2::password_hash::Result<Params> {
    Ok(Params::new(MEMORY_KIB, PASSES, 1, Some(Params::DEFAULT_OUTPUT_LEN))?)
}

fn make(
    password: &Password,
    salt: &[u8],
    version: Version,
    params: Params,
) -> argon2::password_hash::Result<String> {
    let salt = SaltString::encode_b64(salt)?;
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(version.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(salt.as_salt()),
        hash: Some(digest(password, salt.as_salt(), version, params)?),
    };
    Ok(hash.to_string())
}

/// Returns true if a hash was made with today's parameters. Hashes nothing.
fn is_of_today(hash: &str) -> bool {
    let is_so = |hash: PasswordHash<'_>| {
        let is_same = hash.algorithm == ARGON2ID_IDENT && hash.version == Some(VERSION.into());
        Some(is_same && Params::try_from(&hash).ok()? == params().ok()?)
    };
    PasswordHash::new(hash).ok().and_then(is_so).unwrap_or(false)
}

/// Returns true if a hash belongs to this password. False for anything that isn't an Argon2id hash.
fn is_of(password: &Password, hash: &str) -> bool {
    let compare = || {
        let hash = PasswordHash::new(hash).ok().filter(|hash| hash.algorithm == ARGON2ID_IDENT)?;
        let version = Version::try_from(hash.version?).ok()?;
        let made = digest(password, hash.salt?, version, Params::try_from(&hash).ok()?).ok()?;
        // `Output` compares in constant time.
        Some(hash.hash? == made)
    };
    compare().unwrap_or(false)
}

fn digest(
    password: &Password,
    salt: Salt<'_>,
    version: Version,
    params: Params,
) -> argon2::password_hash::Result<Output> {
    let mut bytes = [0; 64];
    let salt = salt.decode_b64(&mut bytes)?;
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    let mut blocks = blocks(params.block_count());
    let argon2 = Argon2::new(Algorithm::Argon2id, version, params);
    argon2.hash_password_into_with_memory(password.0.as_bytes(), salt, &mut out, &mut blocks)?;
    Output::new(&out)
}

/// Allocates the memory for one hash. It goes back to the system as soon as it is dropped. glibc does that only for blocks
/// larger than 32 MiB, and keeps smaller ones in an arena for each thread. So this allocates more than the hash uses.
fn blocks(count: usize) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(count.max(GIVEN_BACK / Block::SIZE));
    blocks.resize(count, Block::default());
    blocks
}

/// Hashes that could have been created earlier: with an older version, and with less work.
#[cfg(any(test, feature = "testing"))]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub fn older(password: &Password) -> [String; 2] {
    let weaker = Params::new(64, 1, 1, Some(Params::DEFAULT_OUTPUT_LEN)).unwrap();
    [(Version::V0x10, params().unwrap()), (VERSION, weaker)]
        .map(|(version, params)| make(password, b"salt of sixteen.", version, params).unwrap())
}
