//! The sealed file comes in: exactly once, and durable before it is acknowledged.

use shared::{
    link::{Locator, Token},
    recipients::RecipientSet,
    seal::{Sealed, number},
    status::{Event, Step},
    wire::{Deletion, Receipt, ResealedBy, SubmitRequest},
};

use super::{Error, Result, access};
use crate::store::{Change, Deleted, Effect, NewActivity, Onboarding, Store, Submission};

/// What came of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// What the client is left with.
    pub receipt: Receipt,
    /// The onboarding's id, where this call stored it; `None` where it was here already.
    pub fresh: Option<String>,
}

/// Stores a sealed file. The same one again is answered with the first receipt.
///
/// # Errors
/// [`Error::AlreadySubmitted`] where another one is here; [`Error::RecipientsDiffer`] where it was sealed to
/// people whom the link was not made for.
pub async fn submit(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    request: &SubmitRequest,
    now: i64,
) -> Result<Submitted> {
    well_formed(&request.sealed)?;
    loop {
        let was = access::enter(store, locator, token, now).await?;
        let set = recipients(store, &was).await?;
        if let Some(kept) = store.submission(locator).await? {
            let is_same = match &kept.resealed {
                None => kept.sealed == request.sealed,
                Some(resealed) => resealed.sent == request.sealed.digest(),
            };
            return if is_same { again(store, &was, &kept).await } else { Err(Error::AlreadySubmitted) };
        }
        if request.recipients != set.pin() {
            return Err(Error::RecipientsDiffer);
        }
        if claim(store, &was, &set, request, now).await? {
            let sealed = request.sealed.clone();
            let fresh = Submission { sealed, submitted_at: now, collected_at: None, resealed: None };
            let receipt = receipt(&fresh, &set, None);
            return Ok(Submitted { receipt, fresh: Some(was.id) });
        }
    }
}

/// One conditional UPDATE decides who of many at once has submitted. `false` for all the others.
async fn claim(
    store: &dyn Store,
    was: &Onboarding,
    set: &RecipientSet,
    request: &SubmitRequest,
    now: i64,
) -> Result<bool> {
    let Ok(status) = was.status.after(Event::Submit) else { return Err(Error::AlreadySubmitted) };
    let sentence = format!("The client sent the sealed e-mail settings. {} can open them.", set.names());
    let activity = NewActivity { at: now, who: "client", code: "submission.stored", sentence: &sentence };
    let effect = Effect::Submit(&request.sealed);
    let step = was.step.max(Step::Receipt);
    Ok(store.change(&Change { was, status, step, at: now, effect, activity: Some(activity) }).await?)
}

async fn again(store: &dyn Store, was: &Onboarding, kept: &Submission) -> Result<Submitted> {
    let set = sealed_to(store, was).await?;
    Ok(Submitted { receipt: receipt(kept, &set, was.delete_at), fresh: None })
}

/// The receipt of what is kept under the current link, or was kept until it was deleted.
pub(super) async fn last_receipt(store: &dyn Store, onboarding: &Onboarding) -> Result<Option<Receipt>> {
    if let Some(kept) = store.submission(&onboarding.locator).await? {
        let set = sealed_to(store, onboarding).await?;
        return Ok(Some(receipt(&kept, &set, onboarding.delete_at)));
    }
    let Some(deleted) = store.deleted(&onboarding.locator).await? else { return Ok(None) };
    let set = version(store, deleted.recipients).await?;
    Ok(Some(receipt_of_deleted(&deleted, &set)))
}

/// The receipt of what is kept, which is sealed to `set`.
fn receipt(kept: &Submission, set: &RecipientSet, delete_at: Option<i64>) -> Receipt {
    Receipt {
        submitted_at: kept.submitted_at,
        recipients: names(set),
        digest: number(&digest_sent(kept)),
        collected_at: kept.collected_at,
        resealed: kept.resealed.as_ref().map(|it| ResealedBy { by: it.by.clone(), at: it.at }),
        delete_at,
        deleted: None,
    }
}

fn receipt_of_deleted(deleted: &Deleted, set: &RecipientSet) -> Receipt {
    Receipt {
        submitted_at: deleted.submitted_at,
        recipients: names(set),
        digest: number(&deleted.sent),
        collected_at: deleted.collected_at,
        resealed: None,
        delete_at: None,
        deleted: Some(Deletion { at: deleted.at, rule: deleted.rule }),
    }
}

fn names(set: &RecipientSet) -> Vec<String> {
    set.recipients().iter().map(|recipient| recipient.name().to_owned()).collect()
}

/// SHA-256 of what the client had sent, through however many times of sealing anew.
pub(super) fn digest_sent(kept: &Submission) -> [u8; 32] {
    kept.resealed.as_ref().map_or_else(|| kept.sealed.digest(), |resealed| resealed.sent)
}

/// The set that the onboarding's current link pins.
pub(super) async fn recipients(store: &dyn Store, onboarding: &Onboarding) -> Result<RecipientSet> {
    version(store, onboarding.recipients).await
}

/// The set that what is kept is sealed to, or what will come.
pub(super) async fn sealed_to(store: &dyn Store, onboarding: &Onboarding) -> Result<RecipientSet> {
    version(store, onboarding.resealed_to.unwrap_or(onboarding.recipients)).await
}

async fn version(store: &dyn Store, version: u32) -> Result<RecipientSet> {
    store.recipient_set(version).await?.ok_or(Error::System("a recipient set is missing"))
}

/// Whether this can be a sealed file at all.
pub(super) fn well_formed(sealed: &Sealed) -> Result<()> {
    let detail = "This is not a sealed file. Please load the page again, then send it once more.";
    if is_age(&sealed.file) && sealed.tag.len() == 32 {
        Ok(())
    } else {
        Err(Error::Field { field: "sealed", code: "not-sealed", detail })
    }
}

/// Whether this begins as a binary age file does. More than that only its recipients can tell.
pub(super) fn is_age(file: &[u8]) -> bool {
    file.starts_with(b"age-encryption.org/v1\n")
}
