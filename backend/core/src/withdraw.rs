//! The client withdraws the submission, and the sealed file is deleted: in every status, and after the link has expired.

use shared::{
    link::{Locator, Token},
    retention::DeletionRule,
    status::Event,
};

use super::{Error, Result, access};
use crate::{
    event::OnboardingEvent,
    store::{Change, Effect, Store},
};

/// Withdraws the submission. Doing it again isn't an error.
pub async fn withdraw(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<()> {
    loop {
        let was = access::recognize(store, locator, token).await?;
        let status = was.status.after(Event::Withdraw).map_err(|_| Error::LinkRevoked)?;
        if status == was.status {
            return Ok(());
        }
        let happened = OnboardingEvent::Withdrawn { was: was.status };
        let entry = happened.at(now);
        let step = was.step;
        let effect = Effect::Delete(DeletionRule::Withdrawn);
        let change = Change { was: &was, status, step, at: now, effect, activity: Some(entry.as_new()) };
        if store.change(&change).await? {
            return Ok(());
        }
    }
}
