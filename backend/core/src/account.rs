//! A person's own account: their password, and the devices they are signed in on.

use shared::{
    base32,
    link::Token,
    wire::{self, ContactSettings, EndRequest, Me, Password, PasswordRequest, Proof},
};

use super::{Error, Fault, Result, brand, caller::CodeFrom, factor, guard::Guard, limits, password, session};
use crate::{
    event::PersonEvent,
    random,
    store::{Credential, Ending, NewActivity, Person, Renewal, Session, Store},
};

/// The session of a person who proved who they are, under its new token.
#[derive(Debug)]
pub struct Renewed {
    /// The person.
    pub me: Me,
    /// The session's token from now on.
    pub token: Token,
}

/// Returns what a person sees about their account.
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
        contact: person.contact.clone(),
    })
}

/// Returns the id of a session: the start of a hash of 256 random bits, which doesn't reveal the token.
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
    let agency = brand::name(store, &guard.agency).await?;
    let words = password::words(&agency, &person.name, &person.email);
    let hash = guard.passwords.hash(&request.password, words).await?;
    let happened = PersonEvent::PasswordChanged { name: person.name.clone() };
    let change_to = Credential::Password { was: &was, hash: &hash };
    change(store, person, token, change_to, &happened.at(now).as_new()).await
}

/// Stores how clients can reach a person. Returns false if that changes nothing.
pub async fn set_contact(
    store: &dyn Store,
    person: &Person,
    contact: &ContactSettings,
    now: i64,
) -> Result<bool> {
    if person.contact == *contact {
        return Ok(false);
    }
    limits::count_contact(store, &person.id, now).await?;
    let happened = PersonEvent::ContactChanged { name: person.name.clone() };
    if !store.set_contact(&person.id, contact, &happened.at(now).as_new()).await? {
        return Err(Error::SignedOut);
    }
    Ok(true)
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
    let (ending, device) = match &request.id {
        None => (Ending::Others(current), None),
        Some(id) => {
            let all = session::all_of(store, &person.id, now).await?;
            let mut others = all.into_iter().filter(|session| session.token_hash != current);
            let session = others.find(|session| id_of(session.token_hash) == *id).ok_or(Error::NoSession)?;
            (Ending::One(session.token_hash), Some(session.device))
        }
    };
    let happened = PersonEvent::SignedOut { name: person.name.clone(), device };
    store.end_sessions(&person.id, ending, Some(&happened.at(now).as_new())).await?;
    let new = random::token()?;
    let renewal = Renewal { old: current, new: new.hash() };
    if !store.renew_session(renewal, now).await? {
        return Err(Error::SignedOut);
    }
    Ok(Renewed { me: session::me(person.clone()), token: new })
}

/// Checks that the person is who they claim to be: by password, and by code if they have an authenticator app.
pub(super) async fn prove(
    store: &dyn Store,
    guard: &Guard,
    person: &Person,
    token: &Token,
    proof: &Proof,
    now: i64,
) -> Result<()> {
    let password = proof.password.as_ref().ok_or(Fault::PasswordNeeded.at("password"))?;
    prove_password(store, guard, person, token, password, "password", now).await?;
    factor::check(store, guard, person, proof.code.as_ref(), CodeFrom::Session, now).await.map(drop)
}

/// Checks this person's password. Returns its hash.
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
    Err(Fault::PasswordWrong.at(field))
}

/// Changes what a person signs in with. Every other session ends, and this one continues under a new token.
pub(super) async fn change(
    store: &dyn Store,
    person: &Person,
    token: &Token,
    change: Credential<'_>,
    entry: &NewActivity<'_>,
) -> Result<Renewed> {
    let new = random::token()?;
    let renewal = Renewal { old: token.hash(), new: new.hash() };
    // If something else was quicker, this session has ended, or the app that was being added isn't anymore.
    let lost =
        if matches!(change, Credential::Factor { .. }) { Error::EnrollmentOver } else { Error::SignedOut };
    if !store.change_credential(&person.id, change, renewal, entry).await? {
        return Err(lost);
    }
    let person = store.person(&person.id).await?.ok_or(Error::SignedOut)?;
    Ok(Renewed { me: session::me(person), token: new })
}
