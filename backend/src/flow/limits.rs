//! How often things may be done.

use sha2::{Digest, Sha256};
use shared::{base32, link::Locator, rules::Address};

use super::{Error, Result};
use crate::store::{Limit, Store};

const HOUR: i64 = 3600;

/// Live sign-ins under one link: more could lock the client's account.
pub const CHECKS: Limit = Limit { times: 5, seconds: HOUR };

/// DNS reports under one link: each asks other people's name servers.
const REPORTS: Limit = Limit { times: 60, seconds: HOUR };

/// Discoveries under one link. Fewer, since each knocks at ports of hosts that the domain's own records name (at most
/// fifteen, and two for autoconfig), and so at those of anybody whom a stranger's records point to.
const DISCOVERIES: Limit = Limit { times: 20, seconds: HOUR };

/// Alarms under one link: each is an entry in the log.
const ALARMS: Limit = Limit { times: 5, seconds: HOUR };

/// Keys that one technician offers: each is challenged.
const CHALLENGES: Limit = Limit { times: 20, seconds: HOUR };

/// Sign-ins to one account from one network.
const SIGN_INS: Limit = Limit { times: 10, seconds: 15 * 60 };

/// Sign-ins from one network, to whatever account.
const SIGN_INS_FROM: Limit = Limit { times: 50, seconds: 15 * 60 };

/// Sign-ins to one account from anywhere. High, so that a stranger cannot lock its owner out in passing.
const SIGN_INS_TO: Limit = Limit { times: 200, seconds: 15 * 60 };

/// Codes that are tried for one account, from anywhere. Three of a million are right at any time. Nobody gets here
/// without the password, so that no stranger can use them up.
const CODES: Limit = Limit { times: 10, seconds: HOUR };

/// The same in a day: guessing for a year finds a code in one of twenty accounts.
const CODES_A_DAY: Limit = Limit { times: 50, seconds: 24 * HOUR };

/// Passwords that are tried inside one session, to prove who sits there. Whoever has stolen a session uses up its own
/// tries, and not those of its owner in another one.
const PROOFS: Limit = Limit { times: 10, seconds: 15 * 60 };

/// What one link's client may ask of other people's servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// The provider behind an address.
    Discover,
    /// The DNS report.
    Report,
}

/// How many checks a link has left in this hour.
pub async fn checks_left(store: &dyn Store, locator: &Locator, now: i64) -> Result<u32> {
    Ok(store.attempts_left(&checks(locator), CHECKS, now).await?)
}

/// Counts a check. Returns how many are left after it.
pub(super) async fn count_check(store: &dyn Store, locator: &Locator, now: i64) -> Result<u32> {
    store.attempt(&checks(locator), CHECKS, now).await?.ok_or(Error::ChecksUsedUp)
}

/// Counts a question to other people's servers.
pub async fn count_lookup(store: &dyn Store, locator: &Locator, lookup: Lookup, now: i64) -> Result<()> {
    let (kind, limit) = match lookup {
        Lookup::Discover => ("discover", DISCOVERIES),
        Lookup::Report => ("report", REPORTS),
    };
    count(store, &format!("{kind}:{locator}"), limit, now).await
}

pub(super) async fn count_alarm(store: &dyn Store, locator: &Locator, now: i64) -> Result<()> {
    count(store, &format!("alarm:{locator}"), ALARMS, now).await
}

pub(super) async fn count_challenge(store: &dyn Store, person_id: &str, now: i64) -> Result<()> {
    count(store, &format!("challenge:{person_id}"), CHALLENGES, now).await
}

/// Counts a sign-in before its password is looked at. `network` says where it comes from.
pub(super) async fn count_sign_in(store: &dyn Store, email: &Address, network: &str, now: i64) -> Result<()> {
    let account = digest(&email.as_str().to_ascii_lowercase());
    // The network first: what a stranger can make us remember is bounded by it.
    count(store, &format!("sign-in-from:{network}"), SIGN_INS_FROM, now).await?;
    count(store, &format!("sign-in:{network}:{account}"), SIGN_INS, now).await?;
    count(store, &format!("sign-in-to:{account}"), SIGN_INS_TO, now).await
}

/// Counts the use of a set-up link, which costs a password hash.
pub(super) async fn count_setup(store: &dyn Store, network: &str, now: i64) -> Result<()> {
    count(store, &format!("setup-from:{network}"), SIGN_INS_FROM, now).await
}

/// Counts a code before it is looked at.
pub(super) async fn count_code(store: &dyn Store, person_id: &str, now: i64) -> Result<()> {
    count(store, &format!("code:{person_id}"), CODES, now).await?;
    count(store, &format!("code-a-day:{person_id}"), CODES_A_DAY, now).await
}

/// Counts a password inside a session before it is looked at.
pub(super) async fn count_proof(store: &dyn Store, session_id: &str, now: i64) -> Result<()> {
    count(store, &format!("proof:{session_id}"), PROOFS, now).await
}

async fn count(store: &dyn Store, bucket: &str, limit: Limit, now: i64) -> Result<()> {
    store.attempt(bucket, limit, now).await?.map(drop).ok_or(Error::TooOften)
}

fn checks(locator: &Locator) -> String {
    format!("check:{locator}")
}

fn digest(text: &str) -> String {
    base32::encode(&Sha256::digest(text.as_bytes())[..10])
}
