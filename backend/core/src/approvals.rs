//! The recipients whom a technician has accepted, kept for their other devices. What is in it is not for the server: it
//! is sealed to the technician and authenticated with their key (`shared::approval`).

use sha2::{Digest, Sha256};
use shared::wire::{APPROVALS_MAX, Base64, KeepApprovals, StoredApprovals};

use super::{Error, Result};
use crate::store::{Person, Store};

/// What is stored for this person.
pub async fn stored(store: &dyn Store, who: &Person) -> Result<StoredApprovals> {
    Ok(StoredApprovals { sealed: store.approvals(&who.id).await?.map(Base64) })
}

/// Stores it in the place of what it was made from.
///
/// # Errors
/// [`Error::ApprovalsChanged`] where something else is stored by now.
pub async fn keep(store: &dyn Store, who: &Person, request: &KeepApprovals, now: i64) -> Result<()> {
    let Base64(sealed) = &request.sealed;
    if sealed.is_empty() || sealed.len() > APPROVALS_MAX {
        let detail = "This is not a list of approvals.";
        return Err(Error::Field { field: "sealed", code: "too-long", detail });
    }
    let was = store.approvals(&who.id).await?;
    let digest = was.as_deref().map(Sha256::digest);
    let is_known = digest.as_ref().map(|digest| &digest[..]) == request.was.as_ref().map(|was| &was.0[..]);
    if !is_known || !store.keep_approvals(&who.id, was.as_deref(), sealed, now).await? {
        return Err(Error::ApprovalsChanged);
    }
    Ok(())
}
