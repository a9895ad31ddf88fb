//! The second factor: an authenticator app, and recovery codes in case it is lost.

mod clock;
mod key;
mod recovery;
mod totp;

use data_encoding::BASE32_NOPAD;
use shared::{
    link::Token,
    wire::{Code, Enrolment, Proof, RecoveryCodes, SecondFactor},
};
use zeroize::Zeroizing;

pub use clock::Off;
pub use key::FactorKey;
#[cfg(any(test, feature = "testing"))]
pub use totp::shown;

use super::{
    Error, Result,
    account::{self, Renewed},
    guard::Guard,
    limits, session,
    tries::CodeFrom,
};
use crate::{
    event::PersonEvent,
    random,
    store::{Credential, Person, Store},
};

/// How long a seed that was shown can be confirmed, and how long after signing in a person can add their first
/// authenticator app without their password.
const FRESH: i64 = 15 * 60;

/// What a person used in addition to their password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// Nothing: they have no authenticator app.
    Nothing,
    /// A code of their app.
    App,
    /// A recovery code, which is used up now.
    Recovery,
}

/// Returns the hash of what was typed, if it has the form of a recovery code.
pub(super) fn recovery_hash(code: &Code) -> Option<[u8; 32]> {
    recovery::hash(&code.0)
}

/// Checks a code, if the person has an authenticator app. The password was already checked.
///
/// A correct recovery code isn't counted against the limit: it can't be guessed, and someone else who has the password
/// can't use up its owner's attempts.
pub(super) async fn check(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    code: Option<&Code>,
    from: CodeFrom<'_>,
    now: i64,
) -> Result<Used> {
    if person.factor_since.is_none() {
        return Ok(Used::Nothing);
    }
    let code = code.filter(|code| !code.0.trim().is_empty()).ok_or(Error::CodeNeeded)?;
    let used = PersonEvent::RecoveryUsed { name: person.name.clone() };
    if let Some(hash) = recovery::hash(&code.0)
        && store.take_recovery_code(&person.id, hash, &used.at(now).as_new()).await?
    {
        return Ok(Used::Recovery);
    }
    limits::count_code(store, &person.id, from, now).await?;
    let shown = of_app(store, guard, person, code, now).await?;
    if shown == Shown::Now {
        return Ok(Used::App);
    }
    let refused = PersonEvent::CodeRefused { name: person.name.clone() };
    store.log(None, &refused.at(now).as_new()).await?;
    match shown {
        Shown::AtAnotherTime(off) => Err(Error::ClockOff(off)),
        Shown::Now | Shown::Never => Err(Error::WrongCode),
    }
}

/// When a person's authenticator app shows a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Now,
    /// It doesn't count, no matter what the phone's clock says.
    AtAnotherTime(Off),
    Never,
}

async fn of_app(store: &dyn Store, guard: &Guard, person: &Person, code: &Code, now: i64) -> Result<Shown> {
    let Some(seed) = store.seed(&person.id).await? else { return Ok(Shown::Never) };
    let Some(opened) = guard.key.open(&person.id, &seed.sealed) else {
        tracing::error!(
            person = person.id,
            "the key in the data folder does not open this person's code app"
        );
        return Ok(Shown::Never);
    };
    let digits = digits(code);
    if let Some(step) = totp::step_of(&opened, &digits, now) {
        let counts = !clock::was_told(store, &person.id, step, now).await?
            && store.take_step(&person.id, step).await?;
        return Ok(if counts { Shown::Now } else { Shown::Never });
    }
    Ok(match totp::step_of_another_time(&opened, &digits, now) {
        Some(step) => {
            clock::tell(store, &person.id, step, now).await?;
            Shown::AtAnotherTime(Off::by(step - now / totp::STEP))
        }
        None => Shown::Never,
    })
}

/// Apps show a code in two halves.
fn digits(code: &Code) -> Zeroizing<String> {
    Zeroizing::new(code.0.chars().filter(|c| !c.is_whitespace()).collect())
}

/// Begins to add an authenticator app, or to change to another one. Nothing changes until it is confirmed.
pub async fn begin(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    proof: &Proof,
    now: i64,
) -> Result<Enrolment> {
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
    Ok(Enrolment { key: Code(BASE32_NOPAD.encode(&seed[..])) })
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
    // Counted only after an enrollment began, which took a proof, so that a session alone can't use up its owner's attempts.
    let pending = store.pending(&person.id, now).await?.ok_or(Error::EnrolmentOver)?;
    limits::count_code(store, &person.id, CodeFrom::Session, now).await?;
    let seed = guard.key.open(&person.id, &pending).ok_or(Error::EnrolmentOver)?;
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
