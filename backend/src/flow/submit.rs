//! The sealed file comes in: exactly once, and durable before it is acknowledged.

use shared::{
    link::{Locator, Token},
    recipients::RecipientSet,
    seal::{Sealed, number},
    status::{Event, Step},
    wire::{Receipt, ResealedBy, SubmitRequest},
};

use super::{Error, Result, access};
use crate::store::{Change, Effect, NewActivity, Onboarding, Store, Submission};

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
            return if is_same { Ok(again(store, &kept, set).await?) } else { Err(Error::AlreadySubmitted) };
        }
        if request.recipients != set.pin() {
            return Err(Error::RecipientsDiffer);
        }
        if claim(store, &was, &set, request, now).await? {
            let sealed = request.sealed.clone();
            let fresh = Submission { sealed, submitted_at: now, collected_at: None, resealed: None };
            let receipt = receipt(&fresh, &set);
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

async fn again(store: &dyn Store, kept: &Submission, pinned: RecipientSet) -> Result<Submitted> {
    let set = match &kept.resealed {
        Some(resealed) => version(store, resealed.recipients).await?,
        None => pinned,
    };
    Ok(Submitted { receipt: receipt(kept, &set), fresh: None })
}

/// The receipt of what is kept, which is sealed to `set`.
pub(super) fn receipt(kept: &Submission, set: &RecipientSet) -> Receipt {
    Receipt {
        submitted_at: kept.submitted_at,
        recipients: set.recipients().iter().map(|recipient| recipient.name().to_owned()).collect(),
        digest: number(&digest_sent(kept)),
        collected_at: kept.collected_at,
        resealed: kept.resealed.as_ref().map(|it| ResealedBy { by: it.by.clone(), at: it.at }),
    }
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
