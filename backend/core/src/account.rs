//! A person's own account: the password, and where they are signed in.

use shared::{
    base32,
    link::Token,
    wire::{self, EndRequest, Me, Password, PasswordRequest, Proof},
};

use super::{Error, Result, factor, guard::Guard, limits, password, session, tries::CodeFrom};
use crate::{
    random,
    store::{Credential, Ending, NewActivity, Person, Renewal, Session, Store},
};

/// Somebody who has proven who they are goes on under another token.
#[derive(Debug)]
pub struct Renewed {
    /// Who.
    pub me: Me,
    /// What their session opens with from now on.
    pub token: Token,
}

/// What a person sees of their account.
pub async fn account(store: &dyn Store, person: &Person, token: &Token, now: i64) -> Result<wire::Account> {
    let current = token.hash();
    let shown = |session: Session| wire::Session {
        id: id_of(session.token_hash),
        current: session.token_hash == current,
        device: session.device,
        since: session.created_at,
        used_at: session.seen_at,
    };
    Ok(wire::Account {
        factor_since: person.factor_since,
        recovery_left: store.recovery_left(&person.id).await?,
        sessions: session::all_of(store, &person.id, now).await?.into_iter().map(shown).collect(),
    })
}

/// Names a session. A start of the hash of 256 random bits leads nowhere back.
fn id_of(token_hash: [u8; 32]) -> String {
    base32::encode(&token_hash[..10])
}

/// Changes the password, and ends every other session.
pub async fn change_password(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    request: &PasswordRequest,
    now: i64,
) -> Result<Renewed> {
    let was = prove_password(store, guard, person, token, &request.current, "current", now).await?;
    let words = password::words(&guard.agency, &person.name, &person.email);
    let hash = guard.passwords.hash(&request.password, words).await?;
    let sentence = format!("{} changed their password.", person.name);
    let entry = NewActivity { at: now, who: &person.name, code: "password.changed", sentence: &sentence };
    change(store, person, token, Credential::Password { was: &was, hash: &hash }, &entry).await
}

/// Ends one session, or all others.
pub async fn end_sessions(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    request: &EndRequest,
    now: i64,
) -> Result<Renewed> {
    prove_password(store, guard, person, token, &request.password, "password", now).await?;
    let current = token.hash();
    let (ending, words) = match &request.id {
        None => (Ending::Others(current), "everywhere else".to_owned()),
        Some(id) => {
            let all = session::all_of(store, &person.id, now).await?;
            let mut others = all.into_iter().filter(|session| session.token_hash != current);
            let session = others.find(|session| id_of(session.token_hash) == *id).ok_or(Error::NoSession)?;
            (Ending::One(session.token_hash), format!("on another device ({})", session.device))
        }
    };
    let sentence = format!("{} signed out {words}.", person.name);
    let entry = NewActivity { at: now, who: &person.name, code: "sessions.ended", sentence: &sentence };
    store.end_sessions(&person.id, ending, Some(&entry)).await?;
    let new = random::token()?;
    let renewal = Renewal { old: current, new: new.hash() };
    if !store.renew_session(renewal, now).await? {
        return Err(Error::SignedOut);
    }
    Ok(Renewed { me: session::me(person.clone()), token: new })
}

/// That it is really this person: the password, and a code where they have a code app.
pub(super) async fn prove(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    proof: &Proof,
    now: i64,
) -> Result<()> {
    let detail = "Please type your password: this changes how your account opens.";
    let missing = Error::Field { field: "password", code: "password-needed", detail };
    let password = proof.password.as_ref().ok_or(missing)?;
    prove_password(store, guard, person, token, password, "password", now).await?;
    factor::check(store, guard, person, proof.code.as_ref(), CodeFrom::Session, now).await.map(drop)
}

/// That it is this person's password. Returns the hash that it belongs to.
async fn prove_password(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    password: &Password,
    field: &'static str,
    now: i64,
) -> Result<String> {
    limits::count_proof(store, &id_of(token.hash()), now).await?;
    let hash = person.password_hash.clone().ok_or(Error::SignedOut)?;
    if guard.passwords.verify(password, Some(hash.clone())).await? {
        return Ok(hash);
    }
    let detail = "This is not your password as it is now.";
    Err(Error::Field { field, code: "wrong-password", detail })
}

/// Changes what opens the account. Every other session ends, and this one goes on under another token.
pub(super) async fn change(
    store: &dyn Store,
    person: &Person,
    token: &Token,
    change: Credential<'_>,
    entry: &NewActivity<'_>,
) -> Result<Renewed> {
    let new = random::token()?;
    let renewal = Renewal { old: token.hash(), new: new.hash() };
    if !store.change_credential(&person.id, change, renewal, entry).await? {
        return Err(Error::EnrolmentOver);
    }
    let person = store.person(&person.id).await?.ok_or(Error::SignedOut)?;
    Ok(Renewed { me: session::me(person), token: new })
}
