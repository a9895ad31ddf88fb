//! Proving a key: the server's challenge is opened in this tab and answered.

use shared::{
    open::Identities,
    proof,
    recipients::Recipient,
    wire::{KeyProof, KeyRequest, Problem, Proof},
};

use crate::{
    api,
    staff::{problem, session::Session},
};

/// Offers the public half of the first identity, and proves it. `proof` shows that it is really this person, if the key
/// replaces another one.
///
/// # Errors
/// Where the server refuses the key; and where what it wants opened is no challenge for this person and this key:
/// nothing of that is sent back.
pub(super) async fn prove(session: &Session, identities: &Identities, proof: Proof) -> Result<(), Problem> {
    let unusable = |detail: &str| problem("key-not-proven", "The key is not proven", detail);
    let key = identities.public_keys().into_iter().next().unwrap_or_default();
    let recipient = Recipient::new(&session.me.name, &key).map_err(|error| unusable(&error.to_string()))?;
    let offer = KeyRequest { key: recipient.key().to_owned(), proof };
    let challenge = api::staff::offer_key(&offer).await?;
    let answer = proof::answer(identities, &session.me.id, &recipient, &challenge.sealed)
        .map_err(|error| unusable(&error.to_string()))?;
    session.changed.emit(api::staff::prove_key(&KeyProof { answer }).await?);
    Ok(())
}
