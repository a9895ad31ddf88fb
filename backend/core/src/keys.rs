//! Adds and removes technicians' keys. A key must be proven before anyone encrypts for it.

use shared::{
    link::Token,
    proof,
    recipients::{Recipient, RecipientError, RecipientSet},
    wire::{KeyChallenge, KeyProof, KeyRequest, Me},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{Error, Result, account, guard::Guard, limits, session};
use crate::{
    event::PersonEvent,
    random,
    store::{Challenge, Person, Store},
};

/// How long a challenge can be answered: long enough to fetch a key file or a hardware key.
const PATIENCE: i64 = 10 * 60;

/// Challenges a technician who offers a new key. A technician who already has a key first proves who they are: clients
/// encrypt for this key, so a session alone must not be able to replace it.
pub async fn offer(
    store: &dyn Store,
    guard: &Guard,
    who: &Person,
    token: &Token,
    request: &KeyRequest,
    now: i64,
) -> Result<KeyChallenge> {
    let recipient = Recipient::new(&who.name, &request.key)?;
    if who.key.as_deref().is_some_and(|key| key != recipient.key()) {
        account::prove(store, guard, who, token, &request.proof, now).await?;
    }
    challenge(store, who, request, now).await
}

/// Challenges a technician who offers a key: only its private key can decrypt the challenge. A person has one
/// challenge at a time, and a new one replaces it.
pub async fn challenge(
    store: &dyn Store,
    who: &Person,
    request: &KeyRequest,
    now: i64,
) -> Result<KeyChallenge> {
    let recipient = Recipient::new(&who.name, &request.key)?;
    limits::count_challenge(store, &who.id, now).await?;
    let taken = |person: &Person| person.id != who.id && person.key.as_deref() == Some(recipient.key());
    if store.people().await?.iter().any(taken) {
        return Err(RecipientError::Twice.into());
    }
    let mut random = Zeroizing::new([0; 32]);
    random::fill(&mut random[..])?;
    let made = proof::challenge(&who.id, &recipient, &random);
    let proof::Challenge { sealed, answer } =
        made.map_err(|_| Error::System("a key that nothing can be encrypted to"))?;
    let expires_at = now + PATIENCE;
    let kept = Challenge { key: recipient.key().to_owned(), answer_hash: answer.hash(), expires_at };
    store.set_challenge(&who.id, &kept).await?;
    Ok(KeyChallenge { sealed, expires_at })
}

/// A person whose key is proven.
#[derive(Debug)]
pub struct Proven {
    /// The person, with the key.
    pub me: Me,
    /// True if it replaced another key.
    pub replaced: bool,
}

/// Accepts a key whose challenge was answered. From now on, clients encrypt for it.
///
/// # Errors
/// [`Error::NotProven`] for an answer that is wrong, already used, or too late.
pub async fn prove(store: &dyn Store, who: &Person, request: &KeyProof, now: i64) -> Result<Proven> {
    let challenge = store.challenge(&who.id).await?;
    let shown = Token::hash(&request.answer);
    // Without a challenge, the same comparison runs, so that its time reveals nothing.
    let kept = challenge.as_ref().map_or([0; 32], |challenge| challenge.answer_hash);
    let is_right: bool = shown.ct_eq(&kept).into();
    let challenge = challenge.filter(|challenge| is_right && challenge.expires_at > now);
    let challenge = challenge.ok_or(Error::NotProven)?;
    let recipient = Recipient::new(&who.name, &challenge.key)?;
    let before = who.key.as_deref().filter(|key| *key != recipient.key());
    let before = before.map(|key| Recipient::new(&who.name, key)).transpose()?;
    let (by, new) = (who.name.clone(), recipient.fingerprint());
    let happened = match &before {
        Some(before) => PersonEvent::KeyReplaced { by, old: before.fingerprint(), new },
        None => PersonEvent::KeyProven { by, fingerprint: new },
    };
    let proven = store.prove_key(&who.id, challenge.answer_hash, &happened.at(now).as_new()).await?;
    proven.ok_or(Error::NotProven)??;
    let me = session::me(Person { key: Some(challenge.key), ..who.clone() });
    Ok(Proven { me, replaced: before.is_some() })
}

/// Removes a technician from the recipient set. They can still read what was encrypted for them before.
pub async fn remove(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<()> {
    let people = store.people().await?;
    let person = people.iter().find(|person| person.id == id).ok_or(Error::NoPerson)?;
    let Some(happened) = removal(who, person)? else { return Ok(()) };
    // The key is removed now, by this call or another one.
    store.remove_key(id, &happened.at(now).as_new()).await?;
    Ok(())
}

/// Returns the log entry for removing a person's key, or `None` if they have no key.
pub(super) fn removal(who: &Person, person: &Person) -> Result<Option<PersonEvent>> {
    let Some(key) = &person.key else { return Ok(None) };
    let fingerprint = Recipient::new(&person.name, key)?.fingerprint();
    Ok(Some(PersonEvent::KeyRemoved { by: who.name.clone(), name: person.name.clone(), fingerprint }))
}

/// Returns the current recipient set.
pub async fn recipients(store: &dyn Store) -> Result<RecipientSet> {
    store.recipients().await?.ok_or(Error::NoRecipients)
}
