//! The technician fetches what was sealed, and says that it was opened.

use shared::{
    status::{Event, Status},
    wire::{BoardRow, SealedSubmission},
};

use super::{Error, Result, board};
use crate::store::{Change, Effect, NewActivity, Person, Store};

/// What a technician needs to open. Changes nothing: fetching is not opening.
pub async fn sealed(store: &dyn Store, id: &str) -> Result<SealedSubmission> {
    if let Some(sealed) = store.sealed(id).await? {
        return Ok(sealed);
    }
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    Err(Error::NotNow(if onboarding.status == Status::Cleared { DELETED } else { NOTHING }))
}

const DELETED: &str = "the sealed file was deleted once the site was configured, as the client was told. To get the \
                       settings again, make a new link.";

const NOTHING: &str = "the client has not sent anything that could be opened.";

/// A technician has opened it. Once more changes nothing.
pub async fn collected(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        let status = was.status.after(Event::Collect).map_err(|_| Error::NotNow(NOTHING))?;
        if was.status != Status::Submitted {
            return board::row(store, id, now).await;
        }
        let sentence = format!("{} opened the e-mail settings.", who.name);
        let code = "submission.collected";
        let activity = Some(NewActivity { at: now, who: &who.name, code, sentence: &sentence });
        let change = Change { was: &was, status, step: was.step, at: now, effect: Effect::Collect, activity };
        if store.change(&change).await? {
            return board::row(store, id, now).await;
        }
    }
}
