//! Proving a key: this tab opens the server's challenge and answers it.

use shared::{
    open::Identities,
    proof,
    recipients::Recipient,
    wire::{KeyProof, KeyRequest, Problem, Proof},
};

use crate::{
    api, say,
    staff::{problem, session::Session},
};

/// Offers the public half of the first identity and proves it. `proof` shows that it's really this person, if the key
/// replaces another one.
///
/// # Errors
/// If the server refuses the key, or asks to open something that isn't a challenge for this person and this key: nothing
/// in it is sent back.
pub(super) async fn prove(session: &Session, identities: &Identities, proof: Proof) -> Result<(), Problem> {
    let unusable = |detail: &str| problem("key-not-proven", say::account().key_unverified(), detail);
    let key = identities.public_keys().into_iter().next().unwrap_or_default();
    let recipient = Recipient::new(&session.me.name, &key)
        .map_err(|error| unusable(say::technician().recipient_error(&error)))?;
    let offer = KeyRequest { key: recipient.key().to_owned(), proof };
    let challenge = api::staff::offer_key(&offer).await?;
    let answer = proof::answer(identities, &session.me.id, &recipient, &challenge.sealed)
        .map_err(|error| unusable(say::technician().open_error(error)))?;
    session.changed.emit(api::staff::prove_key(&KeyProof { answer }).await?);
    Ok(())
}
