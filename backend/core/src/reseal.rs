//! A technician re-encrypts a submission for the current recipients, without the client.

use shared::{
    recipients::RecipientSet,
    seal::Sealed,
    status::Event,
    wire::{BoardRow, ResealRequest},
};
use subtle::ConstantTimeEq;

use super::{Error, NotNow, Result, board, link, readers::Readers, submit};
use crate::{
    event::OnboardingEvent,
    store::{Change, Effect, NewActivity, Onboarding, Person, Resealed, Store, Submission},
};

/// Replaces the file that was opened with the new one.
///
/// # Errors
/// [`Error::SealedChanged`] if another file has been stored since; [`Error::RecipientsChanged`] if the new file isn't
/// encrypted for the current set; [`Error::NotNow`] if there is no file, or it isn't encrypted for this technician.
pub async fn reseal(
    store: &dyn Store,
    who: &Person,
    id: &str,
    request: &ResealRequest,
    now: i64,
) -> Result<BoardRow> {
    submit::well_formed(&request.sealed)?;
    link::well_formed(&request.sealed_link, "sealed_link")?;
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        let kept = store.submission(&was.locator).await?.ok_or(Error::NotNow(NotNow::NothingStored))?;
        if !is_same(&kept.sealed, &request.opened) {
            return Err(Error::SealedChanged);
        }
        if !can_open(&submit::sealed_to(store, &was).await?, who) {
            return Err(Error::NotNow(NotNow::NotYours));
        }
        let set = store.recipients().await?.ok_or(Error::NoRecipients)?;
        if set.pin() != request.recipients {
            return Err(Error::RecipientsChanged);
        }
        let happened = happened(store, who, &was, &set).await?;
        let resealed = Resealed {
            recipients: set.version(),
            by: who.name.clone(),
            at: now,
            sent: submit::digest_sent(&kept),
        };
        if replace(store, &was, &kept, request, &resealed, happened.at(now).as_new()).await? {
            return board::row(store, id, now).await;
        }
    }
}

/// Returns true if a file is encrypted for this technician, with their current key or an earlier one. No one else can replace
/// it.
fn can_open(set: &RecipientSet, who: &Person) -> bool {
    let Some(key) = &who.key else { return false };
    set.recipients().iter().any(|recipient| recipient.key() == key || recipient.name() == who.name)
}

/// Returns true if the stored file has this digest. Takes constant time.
fn is_same(kept: &Sealed, digest: &[u8]) -> bool {
    kept.digest()[..].ct_eq(digest).into()
}

async fn happened(
    store: &dyn Store,
    who: &Person,
    was: &Onboarding,
    set: &RecipientSet,
) -> Result<OnboardingEvent> {
    let readers = Readers::of(store, std::slice::from_ref(was)).await?;
    let former = readers.still(was, was.status).into_iter().map(|reader| reader.name).collect();
    Ok(OnboardingEvent::Resealed { by: who.name.clone(), readers: submit::names(set), former })
}

async fn replace(
    store: &dyn Store,
    was: &Onboarding,
    kept: &Submission,
    request: &ResealRequest,
    resealed: &Resealed,
    activity: NewActivity<'_>,
) -> Result<bool> {
    let status = was.status.after(Event::Reseal).map_err(|_| Error::NotNow(NotNow::NothingStored))?;
    let ResealRequest { sealed, sealed_link, .. } = request;
    let effect = Effect::Reseal { opened: &kept.sealed, sealed, sealed_link, resealed };
    let (at, step) = (activity.at, was.step);
    Ok(store.change(&Change { was, status, step, at, effect, activity: Some(activity) }).await?)
}
