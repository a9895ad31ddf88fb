//! Adding, changing and removing an authenticator app, and its recovery codes.

use data_encoding::BASE32_NOPAD;
use shared::{
    link::Token,
    wire::{Code, Enrollment, Proof, RecoveryCodes, SecondFactor},
};
use zeroize::Zeroizing;

use super::{
    Error, Result,
    account::{self, Renewed},
    caller::CodeFrom,
    factor::{Off, digits, recovery, totp},
    guard::Guard,
    limits, session,
};
use crate::{
    event::PersonEvent,
    random,
    store::{Credential, Person, Store},
};

/// How long a seed can be confirmed after it was shown. Also how long after signing in a person can add their first
/// authenticator app without entering their password.
const FRESH: i64 = 15 * 60;

/// Begins to add an authenticator app, or to change to another one. Nothing changes until it is confirmed.
pub async fn begin(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    proof: &Proof,
    now: i64,
) -> Result<Enrollment> {
    let hash = token.hash();
    let sessions = session::all_of(store, &person.id, now).await?;
    let is_fresh =
        sessions.iter().any(|session| session.token_hash == hash && session.created_at > now - FRESH);
    if person.factor_since.is_some() || !is_fresh {
        account::prove(store, guard, person, token, proof, now).await?;
    }
    let mut seed = Zeroizing::new([0; totp::SEED]);
    random::fill(&mut seed[..])?;
    let sealed = guard.key.seal(&person.id, &seed[..])?;
    store.keep_pending(&person.id, &sealed, now + FRESH).await?;
    Ok(Enrollment { key: Code(BASE32_NOPAD.encode(&seed[..])) })
}

/// Confirms the app with its first code, ends every other session and creates recovery codes.
pub async fn confirm(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    code: &Code,
    now: i64,
) -> Result<(RecoveryCodes, Token)> {
    // Counts only after an enrollment has begun, which needs a proof of identity. So a session alone can't use up its
    // owner's attempts.
    let pending = store.pending(&person.id, now).await?.ok_or(Error::EnrollmentOver)?;
    limits::count_code(store, &person.id, CodeFrom::Session, now).await?;
    let seed = guard.key.open(&person.id, &pending).ok_or(Error::EnrollmentOver)?;
    let digits = digits(code);
    let step = totp::step_of(&seed, &digits, now).ok_or_else(|| {
        // This person has seen the seed, so they can know all of its codes.
        let off = totp::step_of_another_time(&seed, &digits, now);
        off.map_or(Error::WrongCode, |step| Error::ClockOff(Off::by(step - now / totp::STEP)))
    })?;
    let (codes, hashes) = recovery::generate()?;
    let happened =
        PersonEvent::FactorSet { name: person.name.clone(), changed: person.factor_since.is_some() };
    let change = Credential::Factor { pending: &pending, step, codes: &hashes };
    let renewed = account::change(store, person, token, change, &happened.at(now).as_new()).await?;
    Ok((RecoveryCodes { me: renewed.me, codes }, renewed.token))
}

/// Removes the authenticator app, if the agency doesn't require one.
pub async fn remove(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    proof: &Proof,
    now: i64,
) -> Result<Renewed> {
    if guard.second_factor == SecondFactor::Required {
        return Err(Error::FactorRequired);
    }
    person.factor_since.ok_or(Error::NoFactor)?;
    account::prove(store, guard, person, token, proof, now).await?;
    let happened = PersonEvent::FactorRemoved { name: person.name.clone() };
    account::change(store, person, token, Credential::NoFactor, &happened.at(now).as_new()).await
}

/// Replaces all recovery codes with new ones.
pub async fn recover(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    proof: &Proof,
    now: i64,
) -> Result<(RecoveryCodes, Token)> {
    person.factor_since.ok_or(Error::NoFactor)?;
    account::prove(store, guard, person, token, proof, now).await?;
    let (codes, hashes) = recovery::generate()?;
    let happened = PersonEvent::RecoveryMade { name: person.name.clone() };
    let change = Credential::Recovery(&hashes);
    let renewed = account::change(store, person, token, change, &happened.at(now).as_new()).await?;
    Ok((RecoveryCodes { me: renewed.me, codes }, renewed.token))
}
