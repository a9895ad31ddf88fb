//! The sealed file comes in: exactly once, and durable before it is acknowledged.

use sha2::{Digest, Sha256};
use shared::{
    base32,
    link::{Locator, Token},
    recipients::RecipientSet,
    status::{Event, Step},
    wire::{Receipt, SubmitRequest},
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
    let detail = "This is not a sealed file. Please load the page again, then send it once more.";
    if !is_age(&request.sealed.file) || request.sealed.tag.len() != 32 {
        return Err(Error::Field { field: "sealed", code: "not-sealed", detail });
    }
    loop {
        let was = access::enter(store, locator, token, now).await?;
        let set = recipients(store, &was).await?;
        if let Some(kept) = store.submission(locator).await? {
            let is_same = kept.sealed == request.sealed;
            return if is_same { Ok(again(&kept, &set)) } else { Err(Error::AlreadySubmitted) };
        }
        if request.recipients != set.pin() {
            return Err(Error::RecipientsDiffer);
        }
        if claim(store, &was, &set, request, now).await? {
            let receipt = receipt_of(&request.sealed.file, now, None, &set);
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

fn again(kept: &Submission, set: &RecipientSet) -> Submitted {
    Submitted { receipt: receipt(kept, set), fresh: None }
}

/// The receipt of what is kept.
pub(super) fn receipt(kept: &Submission, set: &RecipientSet) -> Receipt {
    receipt_of(&kept.sealed.file, kept.submitted_at, kept.collected_at, set)
}

fn receipt_of(file: &[u8], submitted_at: i64, collected_at: Option<i64>, set: &RecipientSet) -> Receipt {
    Receipt {
        submitted_at,
        recipients: set.recipients().iter().map(|recipient| recipient.name().to_owned()).collect(),
        digest: base32::encode(&Sha256::digest(file)[..10]),
        collected_at,
    }
}

/// The set that the onboarding's current link pins.
pub(super) async fn recipients(store: &dyn Store, onboarding: &Onboarding) -> Result<RecipientSet> {
    store.recipient_set(onboarding.recipients).await?.ok_or(Error::System("a recipient set is missing"))
}

/// Whether this begins as a binary age file does. More than that only its recipients can tell.
pub(super) fn is_age(file: &[u8]) -> bool {
    file.starts_with(b"age-encryption.org/v1\n")
}
