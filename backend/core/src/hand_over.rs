//! A client hands one step over to someone else, who answers with a link of their own. The server stores the answer, and
//! can't read it. The client's page fetches it.

use shared::{
    hand_over::{ANSWER_MAX, HandedStep},
    link::{Locator, Token},
    rules::Address,
    status::Status,
    wire::{HandOver as Shown, HandOverAnswer, HandOverRequest, HandOverView},
};
use subtle::ConstantTimeEq;

use super::{Error, Fault, Result, access, limits, submit};
use crate::{
    event::OnboardingEvent,
    store::{HandOver, Onboarding, Store},
};

/// How long a link to a step works, at most.
const VALID: i64 = 7 * 24 * 3600;

/// Stores the link to a step that the client's page derived. It never works longer than the client's own link. Storing
/// the same link again returns it.
///
/// # Errors
/// [`Error::AlreadySubmitted`] if the client has sent the settings; [`Error::NoAddress`] if the page would have no
/// mailbox to name.
pub async fn create(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    request: &HandOverRequest,
    now: i64,
) -> Result<Shown> {
    let hash = request.token_hash.as_slice().try_into();
    let token_hash: [u8; 32] = hash.map_err(|_| Fault::NotAHash.at("token_hash"))?;
    let onboarding = access::enter(store, locator, token, now).await?;
    if !takes_answers(&onboarding) {
        return Err(Error::AlreadySubmitted);
    }
    mailbox(&onboarding)?;
    limits::count_hand_over(store, locator, now).await?;
    // The page repeats a request if only the answer was lost.
    if let Some(kept) = store.hand_over(&request.locator).await?
        && kept.link == onboarding.locator
        && (kept.step, kept.salt, kept.token_hash) == (request.step, request.salt, token_hash)
        && !kept.is_over
    {
        return Ok(shown(kept));
    }
    let new = HandOver {
        locator: request.locator.clone(),
        onboarding_id: onboarding.id,
        link: onboarding.locator,
        step: request.step,
        salt: request.salt,
        token_hash,
        expires_at: onboarding.expires_at.min(now + VALID),
        opened_at: None,
        done_at: None,
        sealed: None,
        is_over: false,
    };
    let happened = OnboardingEvent::HandedOver { step: request.step };
    if !store.add_hand_over(&new, &happened.at(now).as_new()).await? {
        return Err(Error::LinkUsed);
    }
    Ok(shown(new))
}

/// Returns the steps that are handed over, with the answers that have arrived. Changes nothing.
pub async fn list(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<Vec<Shown>> {
    access::enter(store, locator, token, now).await?;
    Ok(store.hand_overs(locator, now).await?.into_iter().map(shown).collect())
}

/// Ends the link to a step. Doing it again isn't an error.
pub async fn revoke(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    step: HandedStep,
    now: i64,
) -> Result<()> {
    access::enter(store, locator, token, now).await?;
    let happened = OnboardingEvent::HandOverRevoked { step };
    store.revoke_hand_over(locator, step, &happened.at(now).as_new()).await?;
    Ok(())
}

/// Returns what the holder of the link to a step sees. Changes nothing.
pub async fn view(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<HandOverView> {
    let (hand_over, onboarding) = find(store, locator, token, now).await?;
    Ok(HandOverView {
        step: hand_over.step,
        mailbox: mailbox(&onboarding)?,
        client: onboarding.client,
        site: onboarding.site,
        expires_at: hand_over.expires_at,
        done_at: hand_over.done_at,
    })
}

/// Records that someone did something on the page, once. Opening it records nothing, because mail scanners open links
/// too.
pub async fn opened(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<()> {
    let (hand_over, _) = find(store, locator, token, now).await?;
    limits::count_answer(store, locator, now).await?;
    let happened = OnboardingEvent::HandOverOpened { step: hand_over.step };
    store.open_hand_over(locator, &happened.at(now).as_new()).await?;
    Ok(())
}

/// Stores the answer, once. Sending the same answer again isn't an error.
///
/// # Errors
/// [`Error::HandOverDone`] if there is another answer.
pub async fn answer(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    request: &HandOverAnswer,
    now: i64,
) -> Result<()> {
    submit::well_formed(&request.sealed)?;
    if request.sealed.file.len() > ANSWER_MAX {
        return Err(Fault::AnswerTooLarge.at("sealed"));
    }
    find(store, locator, token, now).await?;
    limits::count_answer(store, locator, now).await?;
    // If another answer comes between reading and writing, this reads again.
    loop {
        let (hand_over, _) = find(store, locator, token, now).await?;
        if let Some(kept) = &hand_over.sealed {
            return if *kept == request.sealed { Ok(()) } else { Err(Error::HandOverDone) };
        }
        let happened = OnboardingEvent::HandOverDone { step: hand_over.step };
        if store.answer_hand_over(locator, &request.sealed, &happened.at(now).as_new()).await? {
            return Ok(());
        }
    }
}

/// Records all links to steps that have expired, and deletes their answers. Returns how many.
pub async fn expire(store: &dyn Store, now: i64) -> Result<u64> {
    Ok(store.end_expired_hand_overs(now).await?)
}

/// Accepts the holder of a link to a step, while the client can still use the answer.
async fn find(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    now: i64,
) -> Result<(HandOver, Onboarding)> {
    let hand_over = store.hand_over(locator).await?;
    let shown = token.hash();
    // An unknown locator runs the same comparison, so that the time reveals nothing.
    let kept = hand_over.as_ref().map_or([0; 32], |hand_over| hand_over.token_hash);
    let is_right: bool = shown.ct_eq(&kept).into();
    let hand_over = hand_over.filter(|_| is_right).ok_or(Error::LinkUnknown)?;
    if hand_over.expires_at <= now {
        return Err(Error::LinkExpired);
    }
    let onboarding = store.onboarding(&hand_over.onboarding_id).await?.ok_or(Error::LinkUnknown)?;
    let is_over = hand_over.is_over || onboarding.locator != hand_over.link || !takes_answers(&onboarding);
    if is_over { Err(Error::HandOverEnded) } else { Ok((hand_over, onboarding)) }
}

/// Returns true until the client has sent the settings, or the link is closed.
fn takes_answers(onboarding: &Onboarding) -> bool {
    matches!(onboarding.status, Status::Waiting | Status::Started)
}

/// Returns the mailbox that the site will send from.
fn mailbox(onboarding: &Onboarding) -> Result<Address> {
    let address = onboarding.progress.address.clone().or_else(|| onboarding.address.clone());
    address.ok_or(Error::NoAddress)
}

fn shown(hand_over: HandOver) -> Shown {
    Shown {
        step: hand_over.step,
        salt: hand_over.salt,
        expires_at: hand_over.expires_at,
        opened_at: hand_over.opened_at,
        sealed: hand_over.sealed,
    }
}
