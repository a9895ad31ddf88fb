//! The technician fetches what was sealed, and says that it was opened.

use shared::{
    status::{Event, Status},
    wire::{BoardRow, SealedSubmission},
};

use super::{Error, Result, status, submit};
use crate::store::{Change, Effect, NewActivity, Person, Store};

/// How often it is read where somebody seals it anew at the same time.
const READINGS: u32 = 3;

/// What a technician needs to open. Changes nothing: fetching is not opening.
pub async fn sealed(store: &dyn Store, id: &str) -> Result<SealedSubmission> {
    for _ in 0..READINGS {
        let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        let file = async || store.submission(&onboarding.locator).await?.ok_or(Error::NotNow(NOTHING));
        let before = file().await?;
        let link = store.link(&onboarding.locator).await?.ok_or(Error::System("a link is missing"))?;
        let recipients = submit::sealed_to(store, &onboarding).await?;
        // File, link and readers change together. Of two times they would look like a forgery.
        let after = (file().await?.sealed, store.onboarding(id).await?.and_then(|now| now.resealed_to));
        if after == (before.sealed.clone(), onboarding.resealed_to) {
            return Ok(SealedSubmission {
                sealed: before.sealed,
                sealed_link: link.sealed_link,
                recipients,
                site: onboarding.site,
                client: onboarding.client,
            });
        }
    }
    Err(Error::SealedChanged)
}

const NOTHING: &str = "the client has not sent anything that could be opened.";

/// A technician has opened it. Once more changes nothing.
pub async fn collected(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        let status = was.status.after(Event::Collect).map_err(|_| Error::NotNow(NOTHING))?;
        if was.status != Status::Submitted {
            return status::row(store, id, now).await;
        }
        let sentence = format!("{} opened the e-mail settings.", who.name);
        let code = "submission.collected";
        let activity = Some(NewActivity { at: now, who: &who.name, code, sentence: &sentence });
        let change = Change { was: &was, status, step: was.step, at: now, effect: Effect::Collect, activity };
        if store.change(&change).await? {
            return status::row(store, id, now).await;
        }
    }
}
