//! A technician has sealed a submission anew, to the current recipients, without the client.

use shared::{
    recipients::RecipientSet,
    seal::Sealed,
    status::Event,
    wire::{BoardRow, ResealRequest},
};
use subtle::ConstantTimeEq;

use super::{Error, Result, board, link, readers::Readers, submit};
use crate::store::{Change, Effect, NewActivity, Onboarding, Person, Resealed, Store, Submission};

/// Puts the new file in the place of the one that was opened, which is gone then.
///
/// # Errors
/// [`Error::SealedChanged`] where another file is stored by now; [`Error::RecipientsChanged`] where it was sealed to
/// another set than the current one; [`Error::NotNow`] where there is nothing to seal anew, or it is not sealed to them.
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
        let kept = store.submission(&was.locator).await?.ok_or(Error::NotNow(NOTHING))?;
        if !is_same(&kept.sealed, &request.opened) {
            return Err(Error::SealedChanged);
        }
        if !can_open(&submit::sealed_to(store, &was).await?, who) {
            return Err(Error::NotNow(NOT_YOURS));
        }
        let set = store.recipients().await?.ok_or(Error::NoRecipients)?;
        if set.pin() != request.recipients {
            return Err(Error::RecipientsChanged);
        }
        let sentence = sentence(store, who, &was, &set.names()).await?;
        let activity =
            NewActivity { at: now, who: &who.name, code: "submission.resealed", sentence: &sentence };
        let resealed = Resealed {
            recipients: set.version(),
            by: who.name.clone(),
            at: now,
            sent: submit::digest_sent(&kept),
        };
        if replace(store, &was, &kept, request, &resealed, activity).await? {
            return board::row(store, id, now).await;
        }
    }
}

const NOTHING: &str = "nothing is stored that could be sealed anew.";
const NOT_YOURS: &str =
    "it is not sealed to your key, so you cannot have opened it. Ask a technician to whom it is.";

/// Whether somebody is one of those that a file is sealed to, with this key or one that they had then: nobody else
/// replaces it.
fn can_open(set: &RecipientSet, who: &Person) -> bool {
    let Some(key) = &who.key else { return false };
    set.recipients().iter().any(|recipient| recipient.key() == key || recipient.name() == who.name)
}

/// Whether the stored file is the one with this digest; in constant time.
fn is_same(kept: &Sealed, digest: &[u8]) -> bool {
    kept.digest()[..].ct_eq(digest).into()
}

async fn sentence(store: &dyn Store, who: &Person, was: &Onboarding, names: &str) -> Result<String> {
    let readers = Readers::of(store, std::slice::from_ref(was)).await?;
    let former = readers.still(was, was.status);
    let anew = format!("{} sealed the e-mail settings anew, for {names}.", who.name);
    Ok(match former.iter().map(|reader| reader.name.as_str()).collect::<Vec<_>>()[..] {
        [] => anew,
        ref former => {
            format!("{anew} What was kept for {} until now is deleted.", shared::recipients::in_a_row(former))
        }
    })
}

async fn replace(
    store: &dyn Store,
    was: &Onboarding,
    kept: &Submission,
    request: &ResealRequest,
    resealed: &Resealed,
    activity: NewActivity<'_>,
) -> Result<bool> {
    let status = was.status.after(Event::Reseal).map_err(|_| Error::NotNow(NOTHING))?;
    let ResealRequest { sealed, sealed_link, .. } = request;
    let effect = Effect::Reseal { opened: &kept.sealed, sealed, sealed_link, resealed };
    let (at, step) = (activity.at, was.step);
    Ok(store.change(&Change { was, status, step, at, effect, activity: Some(activity) }).await?)
}
