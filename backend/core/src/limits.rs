//! How often something can be done.

use sha2::{Digest, Sha256};
use shared::{base32, link::Locator, rules::Address};

use crate::{
    Error, Result, Wait,
    caller::{Caller, CodeFrom},
    network::{Network, Width},
    store::{Limit, Store},
};

const HOUR: i64 = 3600;

/// Live sign-ins for one link. More could lock the client's account.
pub const CHECKS: Limit = Limit { times: 5, seconds: HOUR };

/// DNS reports for one link. Each one queries other people's nameservers.
pub const REPORTS: Limit = Limit { times: 60, seconds: HOUR };

/// Discoveries for one link. Fewer than reports, because each one connects to hosts that the domain's records name (at
/// most fifteen, and two for autoconfig), and a stranger's records can name anyone's hosts.
pub const DISCOVERIES: Limit = Limit { times: 20, seconds: HOUR };

/// Alarms for one link. Each one adds an entry to the log.
pub const ALARMS: Limit = Limit { times: 5, seconds: HOUR };

/// Addresses that wait for a site's message, and messages that are pasted, for one onboarding. Each message queries
/// other people's nameservers.
pub const DELIVERIES: Limit = Limit { times: 20, seconds: HOUR };

/// Keys that one technician offers. Each one is challenged.
pub const CHALLENGES: Limit = Limit { times: 20, seconds: HOUR };

/// Progress reports from one client. A page sends a few for each of its seven steps.
pub const PROGRESS: Limit = Limit { times: 300, seconds: HOUR };

/// Steps that a client hands over. Each one adds an entry to the log.
pub const HAND_OVERS: Limit = Limit { times: 10, seconds: HOUR };

/// What the holder of a hand-over's link does: open its page, and send the answer.
pub const ANSWERS: Limit = Limit { times: 30, seconds: HOUR };

/// Requests for help with one link, in a day. Each one sends an email.
pub const HELPS: Limit = Limit { times: 5, seconds: 24 * HOUR };

/// Changes of how clients can reach a person. Each one emails the person and all administrators.
pub const CONTACTS: Limit = Limit { times: 10, seconds: HOUR };

/// How long a sign-in counts toward its limits.
const QUARTER: i64 = 15 * 60;

/// Sign-ins to one account from one household, or on a browser that its owner has signed in on.
pub const SIGN_INS: Limit = Limit { times: 10, seconds: QUARTER };

/// Sign-ins to one account from the networks around an address, from near to far ([`Width`]), so that a person with a
/// whole /56 or /48 doesn't get many more attempts.
pub const SIGN_INS_AROUND: [Limit; 3] =
    [SIGN_INS, Limit { times: 20, seconds: QUARTER }, Limit { times: 40, seconds: QUARTER }];

/// Sign-ins from the networks around an address, to any account.
pub const SIGN_INS_FROM: [Limit; 3] = [
    Limit { times: 50, seconds: QUARTER },
    Limit { times: 100, seconds: QUARTER },
    Limit { times: 200, seconds: QUARTER },
];

/// Sign-ins to one account by all strangers together. Its owner has other ways in: see `tries`.
const SIGN_INS_TO: Limit = Limit { times: 200, seconds: QUARTER };

/// Passwords that are tried with one correct recovery code.
const RECOVERIES: Limit = Limit { times: 10, seconds: QUARTER };

/// Codes that are tried for one account by all strangers together, on one known browser, in the account's sessions, or
/// with one setup link. At any time, three of a million codes are correct. No one can try a code without the password.
pub const CODES: Limit = Limit { times: 10, seconds: HOUR };

/// Codes that are tried in a day, from each of these sources. Guessing for a year finds a code in one of twenty
/// accounts.
pub const CODES_A_DAY: Limit = Limit { times: 50, seconds: 24 * HOUR };

/// Passwords that are tried inside one session, to prove who is using it. Someone with a stolen session uses up the attempts
/// of that session, not those of its owner's other sessions.
pub const PROOFS: Limit = Limit { times: 10, seconds: 15 * 60 };

/// A lookup that sends a client's query to other people's servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// The provider behind an address.
    Discover,
    /// The DNS report.
    Report,
}

/// Returns how many checks a link has left in this hour.
pub async fn checks_left(store: &dyn Store, locator: &Locator, now: i64) -> Result<u32> {
    Ok(store.attempts_left(&checks(locator), CHECKS, now).await?)
}

/// Counts a check. Returns how many are left after it.
pub(super) async fn count_check(store: &dyn Store, locator: &Locator, now: i64) -> Result<u32> {
    let bucket = checks(locator);
    if let Some(left) = store.attempt(&bucket, CHECKS, now).await? {
        return Ok(left);
    }
    let wait = Wait(store.wait(&[(bucket, CHECKS)], now).await?);
    Err(Error::ChecksUsedUp { times: CHECKS.times, wait })
}

/// Returns how long until a link can have its next check.
pub async fn check_wait(store: &dyn Store, locator: &Locator, now: i64) -> Result<Wait> {
    Ok(Wait(store.wait(&[(checks(locator), CHECKS)], now).await?))
}

/// Counts a lookup that queries other people's servers.
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

/// Counts an address that waits for a message, or a pasted message.
pub(super) async fn count_delivery(store: &dyn Store, onboarding_id: &str, now: i64) -> Result<()> {
    count(store, &format!("delivery:{onboarding_id}"), DELIVERIES, now).await
}

pub(super) async fn count_challenge(store: &dyn Store, person_id: &str, now: i64) -> Result<()> {
    count(store, &format!("challenge:{person_id}"), CHALLENGES, now).await
}

/// Counts a sign-in before its password is checked.
pub async fn count_sign_in(store: &dyn Store, email: &Address, caller: &Caller, now: i64) -> Result<()> {
    let account = digest(&email.as_str().to_ascii_lowercase());
    let buckets = match caller {
        Caller::Device(device) => vec![(format!("sign-in-on:{device}:{account}"), SIGN_INS)],
        Caller::Stranger(network) => {
            let mut buckets = around("sign-in-from", "", *network, SIGN_INS_FROM);
            buckets.extend(around("sign-in", &account, *network, SIGN_INS_AROUND));
            buckets.push((format!("sign-in-to:{account}"), SIGN_INS_TO));
            buckets
        }
    };
    count_all(store, &buckets, now).await
}

/// Counts a sign-in with a correct recovery code, after strangers used up all other attempts.
pub(super) async fn count_recovery(store: &dyn Store, code: &str, now: i64) -> Result<()> {
    count(store, &format!("recovery:{code}"), RECOVERIES, now).await
}

/// Counts the use of a setup link, which costs a password hash.
pub(super) async fn count_setup(store: &dyn Store, network: Network, now: i64) -> Result<()> {
    count_all(store, &around("setup-from", "", network, SIGN_INS_FROM), now).await
}

/// Counts a code before it is checked.
pub async fn count_code(store: &dyn Store, person_id: &str, from: CodeFrom<'_>, now: i64) -> Result<()> {
    let by = match from {
        CodeFrom::SignIn(Caller::Stranger(_)) => "strangers".to_owned(),
        CodeFrom::SignIn(Caller::Device(device)) => format!("on:{device}"),
        CodeFrom::Session => "session".to_owned(),
        CodeFrom::SetupLink(link) => format!("link:{link}"),
    };
    let bucket = |name: &str| format!("{name}:{person_id}:{by}");
    count_all(store, &[(bucket("code"), CODES), (bucket("code-a-day"), CODES_A_DAY)], now).await
}

/// Returns a bucket for each network around an address.
fn around(what: &str, whose: &str, network: Network, limits: [Limit; 3]) -> Vec<(String, Limit)> {
    let bucket =
        |(width, limit): (Width, Limit)| (format!("{what}:{width:?}:{}:{whose}", network.name(width)), limit);
    Width::ALL.into_iter().zip(limits).map(bucket).collect()
}

/// Counts a client's progress report.
pub(super) async fn count_progress(store: &dyn Store, locator: &Locator, now: i64) -> Result<()> {
    count(store, &format!("progress:{locator}"), PROGRESS, now).await
}

/// Counts a step that a client hands over.
pub(super) async fn count_hand_over(store: &dyn Store, locator: &Locator, now: i64) -> Result<()> {
    count(store, &format!("hand-over:{locator}"), HAND_OVERS, now).await
}

/// Counts what the holder of a hand-over's link does.
pub(super) async fn count_answer(store: &dyn Store, locator: &Locator, now: i64) -> Result<()> {
    count(store, &format!("answer:{locator}"), ANSWERS, now).await
}

/// Counts a client's request for help. Returns how long to wait if there were too many.
pub(super) async fn count_help(store: &dyn Store, locator: &Locator, now: i64) -> Result<Option<Wait>> {
    let bucket = format!("help:{locator}");
    if store.attempt(&bucket, HELPS, now).await?.is_some() {
        return Ok(None);
    }
    Ok(Some(Wait(store.wait(&[(bucket, HELPS)], now).await?)))
}

/// Counts a change of how clients can reach a person.
pub(super) async fn count_contact(store: &dyn Store, person_id: &str, now: i64) -> Result<()> {
    count(store, &format!("contact:{person_id}"), CONTACTS, now).await
}

/// Counts a password inside a session before it is checked.
pub(super) async fn count_proof(store: &dyn Store, session_id: &str, now: i64) -> Result<()> {
    count(store, &format!("proof:{session_id}"), PROOFS, now).await
}

async fn count_all(store: &dyn Store, buckets: &[(String, Limit)], now: i64) -> Result<()> {
    if store.attempt_all(buckets, now).await? {
        return Ok(());
    }
    Err(Error::TooOften(Wait(store.wait(buckets, now).await?)))
}

async fn count(store: &dyn Store, bucket: &str, limit: Limit, now: i64) -> Result<()> {
    count_all(store, &[(bucket.to_owned(), limit)], now).await
}

fn checks(locator: &Locator) -> String {
    format!("check:{locator}")
}

fn digest(text: &str) -> String {
    base32::encode(&Sha256::digest(text.as_bytes())[..10])
}
