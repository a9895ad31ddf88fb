//! The client takes the submission back, and the sealed file is deleted: from every status, and after the link has expired.

use shared::{
    link::{Locator, Token},
    retention::DeletionRule,
    status::{Event, Status},
};

use super::{Error, Result, access};
use crate::store::{Change, Effect, NewActivity, Store};

/// Takes it back. Once more is no error: the client wanted it gone, and it is.
pub async fn withdraw(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<()> {
    loop {
        let was = access::recognise(store, locator, token).await?;
        let status = was.status.after(Event::Withdraw).map_err(|_| Error::LinkRevoked)?;
        if status == was.status {
            return Ok(());
        }
        let sentence = sentence(was.status);
        let activity = NewActivity { at: now, who: "client", code: "submission.withdrawn", sentence };
        let step = was.step;
        let effect = Effect::Delete(DeletionRule::Withdrawn);
        let change = Change { was: &was, status, step, at: now, effect, activity: Some(activity) };
        if store.change(&change).await? {
            return Ok(());
        }
    }
}

fn sentence(was: Status) -> &'static str {
    match was {
        Status::Submitted => {
            "The client took the email settings back. They were deleted before anyone opened them."
        }
        Status::Collected => {
            "The client took the email settings back after a technician had opened them. The sealed file here is \
             deleted."
        }
        Status::Configured => {
            "The client took the email settings back after the site was configured with them. The sealed file here is \
             deleted."
        }
        Status::Cleared => "The client closed the link. The sealed file was deleted before.",
        Status::Waiting | Status::Started | Status::Expired | Status::Revoked | Status::Withdrawn => {
            "The client closed the link. Nothing was sent through it."
        }
    }
}
