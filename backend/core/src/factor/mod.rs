//! The second factor: an authenticator app, and recovery codes in case it is lost.

mod clock;
pub(crate) mod recovery;
pub(crate) mod totp;

use shared::wire::Code;
use zeroize::Zeroizing;

pub use clock::Off;
#[cfg(any(test, feature = "testing"))]
pub use totp::shown;

use super::{Error, Result, caller::CodeFrom, guard::Guard, limits};
use crate::{
    event::PersonEvent,
    store::{Person, Store},
};

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

/// Says if the person's authenticator app shows a code now, at another time, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Now,
    /// At another time. Such a code is refused, no matter what the phone's clock says.
    AtAnotherTime(Off),
    Never,
}

async fn of_app(store: &dyn Store, guard: &Guard, person: &Person, code: &Code, now: i64) -> Result<Shown> {
    let Some(seed) = store.seed(&person.id).await? else { return Ok(Shown::Never) };
    let Some(opened) = guard.key.open(&person.id, &seed.sealed) else {
        tracing::error!(
            person = person.id,
            "the key in the data folder can't decrypt this person's authenticator secret"
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
pub(crate) fn digits(code: &Code) -> Zeroizing<String> {
    Zeroizing::new(code.0.chars().filter(|c| !c.is_whitespace()).collect())
}
