//! The client takes the submission back, and the sealed file is deleted.

use shared::{
    link::{Locator, Token},
    status::{Event, Status},
};

use super::{Error, Result, access};
use crate::store::{Change, Effect, NewActivity, Store};

/// Takes it back. Once more is no error: the client wanted it gone, and it is.
pub async fn withdraw(store: &dyn Store, locator: &Locator, token: &Token, now: i64) -> Result<()> {
    loop {
        let was = access::recognise(store, locator, token).await?;
        if was.status == Status::Withdrawn {
            return Ok(());
        }
        let was = access::enter(store, locator, token, now).await?;
        let status = was.status.after(Event::Withdraw).map_err(|_| Error::NotNow(refusal(was.status)))?;
        let sentence = match was.status {
            Status::Collected => {
                "The client took the e-mail settings back, after a technician had opened them. The sealed \
                 copy here is deleted."
            }
            _ => "The client took the e-mail settings back. They were deleted before anyone opened them.",
        };
        let activity = NewActivity { at: now, who: "client", code: "submission.withdrawn", sentence };
        let step = was.step;
        let effect = Effect::Withdraw;
        let change = Change { was: &was, status, step, at: now, effect, activity: Some(activity) };
        if store.change(&change).await? {
            return Ok(());
        }
    }
}

fn refusal(status: Status) -> &'static str {
    match status {
        Status::Configured => {
            "the site uses these settings already. Make the app password invalid at your provider, and call \
             the agency."
        }
        _ => "nothing was sent yet.",
    }
}
