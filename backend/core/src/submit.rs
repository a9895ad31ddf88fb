//! Stores the sealed file: exactly once, and durably before it is acknowledged.

use shared::{
    expiry,
    link::{Locator, Token},
    recipients::RecipientSet,
    seal::{Sealed, number},
    status::{Event, Status, Step},
    wire::{Deletion, Receipt, ResealedBy, SubmitRequest},
};

use super::{Error, Fault, Result, access};
use crate::{
    event::OnboardingEvent,
    store::{Change, Deleted, Effect, Onboarding, SecretExpiry, Store, Submission},
};

/// One day, in seconds.
const DAY: i64 = 24 * 3600;

/// The result of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The client's receipt.
    pub receipt: Receipt,
    /// The onboarding's id if this call stored it; `None` if it was stored before.
    pub fresh: Option<String>,
}

/// Stores a sealed file. Sending the same file again returns the first receipt, and updates the reminder until a
/// technician opens the file.
///
/// # Errors
/// [`Error::AlreadySubmitted`] if another file is stored; [`Error::RecipientsDiffer`] if it isn't encrypted for
/// exactly the people that the link names; [`Error::Field`] for a client secret that expires on an impossible day.
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
            if !is_same {
                return Err(Error::AlreadySubmitted);
            }
            // Read again, because another request may have stored the file after the first read.
            let current = access::enter(store, locator, token, now).await?;
            if remind(store, &current, request, now).await? {
                return again(store, &current, &kept).await;
            }
            continue;
        }
        if request.recipients != set.pin() {
            return Err(Error::RecipientsDiffer);
        }
        // Checked only here, so that sending the same submission again returns its receipt on any later day.
        let secret_expiry = expiry_of(request, now)?;
        if claim(store, &was, &set, &request.sealed, secret_expiry, now).await? {
            let sealed = request.sealed.clone();
            let fresh = Submission { sealed, submitted_at: now, collected_at: None, resealed: None };
            let receipt = receipt(&fresh, &set, None);
            return Ok(Submitted { receipt, fresh: Some(was.id) });
        }
    }
}

/// Stores one of several simultaneous submissions, with one conditional UPDATE. Returns false for the others.
async fn claim(
    store: &dyn Store,
    was: &Onboarding,
    set: &RecipientSet,
    sealed: &Sealed,
    secret_expiry: Option<SecretExpiry>,
    now: i64,
) -> Result<bool> {
    let Ok(status) = was.status.after(Event::Submit) else { return Err(Error::AlreadySubmitted) };
    let happened = OnboardingEvent::Submitted { readers: names(set) };
    let entry = happened.at(now);
    let effect = Effect::Submit { sealed, secret_expiry };
    let step = was.step.max(Step::Receipt);
    Ok(store.change(&Change { was, status, step, at: now, effect, activity: Some(entry.as_new()) }).await?)
}

/// Returns when the client secret expires, and when the manager is told first.
fn expiry_of(request: &SubmitRequest, now: i64) -> Result<Option<SecretExpiry>> {
    let Some(at) = request.secret_expires_at else { return Ok(None) };
    let wrong = |error| Fault::SecretExpiry(error).at("secret_expires_at");
    let day = expiry::at_midnight(at, now).map_err(wrong)?;
    Ok(Some(SecretExpiry::of(day)))
}

/// Stores the client's choice about the reminder if it has changed since the file was stored. Returns false if the
/// onboarding has changed in the meantime.
async fn remind(store: &dyn Store, was: &Onboarding, request: &SubmitRequest, now: i64) -> Result<bool> {
    // The same day isn't checked or stored again: it may be over by now, and the manager may know about it.
    let is_known = was.secret_expiry.map(|expiry| expiry.at) == request.secret_expires_at;
    if is_known || was.status != Status::Submitted {
        return Ok(true);
    }
    // Whoever has the link can change the day often, but gets at most one email a day out of it.
    let tomorrow =
        |expiry: SecretExpiry| SecretExpiry { tell_at: expiry.tell_at.map(|at| at.max(now + DAY)), ..expiry };
    let effect = Effect::Remind(expiry_of(request, now)?.map(tomorrow));
    let (status, step) = (was.status, was.step);
    Ok(store.change(&Change { was, status, step, at: now, effect, activity: None }).await?)
}

async fn again(store: &dyn Store, was: &Onboarding, kept: &Submission) -> Result<Submitted> {
    let set = sealed_to(store, was).await?;
    Ok(Submitted { receipt: receipt(kept, &set, was.delete_at), fresh: None })
}

/// Returns the receipt of the file that was sent through the current link, even if the file was deleted.
pub(super) async fn last_receipt(store: &dyn Store, onboarding: &Onboarding) -> Result<Option<Receipt>> {
    if let Some(kept) = store.submission(&onboarding.locator).await? {
        let set = sealed_to(store, onboarding).await?;
        return Ok(Some(receipt(&kept, &set, onboarding.delete_at)));
    }
    let Some(deleted) = store.deleted(&onboarding.locator).await? else { return Ok(None) };
    let set = version(store, deleted.recipients).await?;
    Ok(Some(receipt_of_deleted(&deleted, &set)))
}

/// Returns the receipt of a stored file that is encrypted for `set`.
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

pub(super) fn names(set: &RecipientSet) -> Vec<String> {
    set.recipients().iter().map(|recipient| recipient.name().to_owned()).collect()
}

/// Returns SHA-256 of what the client sent, no matter how often it was re-encrypted since.
pub(super) fn digest_sent(kept: &Submission) -> [u8; 32] {
    kept.resealed.as_ref().map_or_else(|| kept.sealed.digest(), |resealed| resealed.sent)
}

/// Returns the set that the onboarding's current link pins.
pub(super) async fn recipients(store: &dyn Store, onboarding: &Onboarding) -> Result<RecipientSet> {
    version(store, onboarding.recipients).await
}

/// Returns the set that the stored file is encrypted for, or that the next one will be encrypted for.
pub(super) async fn sealed_to(store: &dyn Store, onboarding: &Onboarding) -> Result<RecipientSet> {
    version(store, onboarding.resealed_to.unwrap_or(onboarding.recipients)).await
}

async fn version(store: &dyn Store, version: u32) -> Result<RecipientSet> {
    store.recipient_set(version).await?.ok_or(Error::System("a recipient set is missing"))
}

/// Checks that this has the form of a sealed file.
pub(super) fn well_formed(sealed: &Sealed) -> Result<()> {
    if is_age(&sealed.file) && sealed.tag.len() == 32 { Ok(()) } else { Err(Fault::NotSealed.at("sealed")) }
}

/// Returns true if this begins like a binary age file. Only its recipients can check more.
pub(super) fn is_age(file: &[u8]) -> bool {
    file.starts_with(b"age-encryption.org/v1\n")
}
