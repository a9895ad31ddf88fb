//! A technician fetches the sealed file, and marks it as opened.

use shared::{
    status::{Event, Status},
    wire::{BoardRow, SealedSubmission},
};

use super::{Error, NotNow, Result, board};
use crate::{
    event::OnboardingEvent,
    store::{Change, Effect, Person, Store},
};

/// Returns what a technician needs to open the file. Changes nothing: fetching isn't opening.
pub async fn sealed(store: &dyn Store, id: &str) -> Result<SealedSubmission> {
    if let Some(sealed) = store.sealed(id).await? {
        return Ok(sealed);
    }
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let is_deleted = onboarding.status == Status::Cleared;
    Err(Error::NotNow(if is_deleted { NotNow::Deleted } else { NotNow::NothingSent }))
}

/// Marks the file as opened by a technician. Doing it again changes nothing.
pub async fn collected(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        let status = was.status.after(Event::Collect).map_err(|_| Error::NotNow(NotNow::NothingSent))?;
        if was.status != Status::Submitted {
            return board::row(store, id, now).await;
        }
        let happened = OnboardingEvent::Opened { by: who.name.clone() };
        let entry = happened.at(now);
        let (effect, activity) = (Effect::Collect, Some(entry.as_new()));
        let change = Change { was: &was, status, step: was.step, at: now, effect, activity };
        if store.change(&change).await? {
            return board::row(store, id, now).await;
        }
    }
}
