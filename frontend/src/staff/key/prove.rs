//! Proves that the user has a private key, by opening the server's challenge in this tab.

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

/// Offers the first identity's public key, and proves that this user has the private key. `proof` confirms the user's
/// identity if the key replaces another one.
///
/// # Errors
/// Fails if the server refuses the key, or if its challenge isn't for this user and this key. In that case, nothing
/// from it is sent back.
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
