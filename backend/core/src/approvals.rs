//! The recipients that a technician accepted, stored for their other devices. The server can't read the list: it is
//! encrypted for the technician and authenticated with their key (`shared::approval`).

use sha2::{Digest, Sha256};
use shared::wire::{APPROVALS_MAX, Base64, KeepApprovals, StoredApprovals};

use super::{Error, Fault, Result};
use crate::store::{Person, Store};

/// Returns what is stored for this person.
pub async fn stored(store: &dyn Store, who: &Person) -> Result<StoredApprovals> {
    Ok(StoredApprovals { sealed: store.approvals(&who.id).await?.map(Base64) })
}

/// Replaces the list that the new one was made from.
///
/// # Errors
/// [`Error::ApprovalsChanged`] if another list has been stored since.
pub async fn keep(store: &dyn Store, who: &Person, request: &KeepApprovals, now: i64) -> Result<()> {
    let Base64(sealed) = &request.sealed;
    if sealed.is_empty() || sealed.len() > APPROVALS_MAX {
        return Err(Fault::NotApprovals.at("sealed"));
    }
    let was = store.approvals(&who.id).await?;
    let digest = was.as_deref().map(Sha256::digest);
    let is_known = digest.as_ref().map(|digest| &digest[..]) == request.was.as_ref().map(|was| &was.0[..]);
    if !is_known || !store.keep_approvals(&who.id, was.as_deref(), sealed, now).await? {
        return Err(Error::ApprovalsChanged);
    }
    Ok(())
}
