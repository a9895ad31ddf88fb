//! Who tries passwords and codes, and how often they can. All strangers share an account's attempts. A browser on
//! which the account's owner signed in before has separate attempts, so no one else can use them up.

use shared::{base32, link::Token, rules::Address};

use crate::{
    Error, Result,
    caller::Caller,
    limits,
    network::Network,
    random,
    store::{Person, SeenDevice, Store},
};

/// How long a browser is remembered after its owner's last sign-in.
pub const KNOWN_FOR: i64 = 180 * 24 * 3600;

/// How many browsers of one person are remembered.
pub const KNOWN_AT_MOST: u32 = 20;

/// Returns who is signing in to an account, by the device's token if the browser has one.
pub async fn of(
    store: &dyn Store,
    person: Option<&Person>,
    device: Option<&Token>,
    network: Network,
    now: i64,
) -> Result<Caller> {
    if let (Some(person), Some(device)) = (person, device)
        && store.knows_device(&person.id, device.hash(), now - KNOWN_FOR).await?
    {
        return Ok(Caller::Device(name(device.hash())));
    }
    Ok(Caller::Stranger(network))
}

/// Returns a name for a hash of random bits: the start of the hash, which is unique enough.
pub fn name(hash: [u8; 32]) -> String {
    base32::encode(&hash[..10])
}

/// Counts a sign-in before its password is checked.
///
/// A correct recovery code always gets an attempt: it can't be guessed, so strangers who used up the account's attempts
/// can't lock its owner out. The code has separate attempts, and a wrong password doesn't use it up.
pub async fn count_sign_in(
    store: &dyn Store,
    email: &Address,
    person: Option<&Person>,
    recovery: Option<[u8; 32]>,
    caller: &Caller,
    now: i64,
) -> Result<()> {
    let counted = limits::count_sign_in(store, email, caller, now).await;
    match (&counted, person, recovery) {
        (Err(Error::TooOften(_)), Some(person), Some(hash))
            if store.has_recovery_code(&person.id, hash).await? =>
        {
            limits::count_recovery(store, &name(hash), now).await
        }
        _ => counted,
    }
}

/// Remembers a browser on which someone just signed in. Returns its new token; the token that a browser sends is never
/// reused.
pub async fn remember(store: &dyn Store, person: &Person, device: Option<&Token>, now: i64) -> Result<Token> {
    let token = random::token()?;
    let seen = SeenDevice { old: device.map(Token::hash), new: token.hash(), at: now };
    store.remember_device(&person.id, seen, now - KNOWN_FOR, KNOWN_AT_MOST).await?;
    Ok(token)
}

/// Uses up the attempts that all strangers share for an account.
#[cfg(any(test, feature = "testing"))]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub async fn use_up(store: &dyn Store, email: &Address, now: i64) {
    let network = |n: u16| Network::of(std::net::Ipv6Addr::new(0x2001, 0xdb8, n, 0, 0, 0, 0, 1).into());
    for n in 0..=200 {
        let tried = count_sign_in(store, email, None, None, &Caller::Stranger(network(n)), now).await;
        if matches!(tried, Err(Error::TooOften(_))) {
            return;
        }
    }
    panic!("strangers have no limit");
}
