//! Technicians' keys: proven before anybody seals to them, and taken away again.

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
    random,
    store::{Challenge, NewActivity, Person, Store},
};

/// How long a challenge can be answered: long enough to fetch a key file, or a device.
const PATIENCE: i64 = 10 * 60;

/// Challenges a technician who offers a key in the place of one that they have: only after they have shown that it is
/// really them. Clients seal to whatever key this ends with, so that a session alone may not change it.
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

/// Challenges a technician who offers a key: what is sealed to it can be opened only with its secret half. One
/// challenge at a time; a new one replaces the one before.
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
        made.map_err(|_| Error::System("a key that cannot be sealed to"))?;
    let expires_at = now + PATIENCE;
    let kept = Challenge { key: recipient.key().to_owned(), answer_hash: answer.hash(), expires_at };
    store.set_challenge(&who.id, &kept).await?;
    Ok(KeyChallenge { sealed, expires_at })
}

/// Somebody whose key is proven.
#[derive(Debug)]
pub struct Proven {
    /// Who, with the key.
    pub me: Me,
    /// Whether it took another one's place.
    pub replaced: bool,
}

/// Takes a key whose challenge was answered: from now on, clients seal to it.
///
/// # Errors
/// [`Error::NotProven`] for a wrong answer, one that was used, and one that comes too late.
pub async fn prove(store: &dyn Store, who: &Person, request: &KeyProof, now: i64) -> Result<Proven> {
    let challenge = store.challenge(&who.id).await?;
    let shown = Token::hash(&request.answer);
    // No challenge is compared too: the time tells nothing.
    let kept = challenge.as_ref().map_or([0; 32], |challenge| challenge.answer_hash);
    let is_right: bool = shown.ct_eq(&kept).into();
    let challenge = challenge.filter(|challenge| is_right && challenge.expires_at > now);
    let challenge = challenge.ok_or(Error::NotProven)?;
    let recipient = Recipient::new(&who.name, &challenge.key)?;
    let before = who.key.as_deref().filter(|key| *key != recipient.key());
    let before = before.map(|key| Recipient::new(&who.name, key)).transpose()?;
    let (code, sentence) = match &before {
        Some(before) => {
            let (old, new) = (before.fingerprint(), recipient.fingerprint());
            ("key.replaced", format!("{} replaced their key {old} with {new}.", who.name))
        }
        None => ("key.proven", format!("{} proved to have the key {}.", who.name, recipient.fingerprint())),
    };
    let entry = NewActivity { at: now, who: &who.name, code, sentence: &sentence };
    store.prove_key(&who.id, challenge.answer_hash, &entry).await?.ok_or(Error::NotProven)??;
    let me = session::me(Person { key: Some(challenge.key), ..who.clone() });
    Ok(Proven { me, replaced: before.is_some() })
}

/// Takes a technician out of the recipient set. What was sealed to them before, they can still read.
pub async fn remove(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<()> {
    let people = store.people().await?;
    let person = people.iter().find(|person| person.id == id).ok_or(Error::NoPerson)?;
    let Some(sentence) = removal(who, person)? else { return Ok(()) };
    // Whether this call did it or another: the key is out.
    store.remove_key(id, &removed(&who.name, &sentence, now)).await?;
    Ok(())
}

/// What the log says where somebody's key is taken out; nothing where they have none.
pub(super) fn removal(who: &Person, person: &Person) -> Result<Option<String>> {
    let Some(key) = &person.key else { return Ok(None) };
    let fingerprint = Recipient::new(&person.name, key)?.fingerprint();
    Ok(Some(format!("{} took the key {fingerprint} of {} out.", who.name, person.name)))
}

/// The entry with that sentence.
pub(super) fn removed<'a>(who: &'a str, sentence: &'a str, at: i64) -> NewActivity<'a> {
    NewActivity { at, who, code: "key.removed", sentence }
}

/// The current recipient set.
pub async fn recipients(store: &dyn Store) -> Result<RecipientSet> {
    store.recipients().await?.ok_or(Error::NoRecipients)
}
