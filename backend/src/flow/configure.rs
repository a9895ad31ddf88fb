//! The technician says that the site sends with these settings.

use shared::{
    status::{Event, Status},
    wire::BoardRow,
};

use super::{Error, Result, board};
use crate::store::{Change, Effect, NewActivity, Person, Store};

/// Marks the site as configured. Once more changes nothing.
pub async fn configured(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        if was.status == Status::Configured {
            return board::row(store, id, now).await;
        }
        let refused = Error::NotNow("open the e-mail settings first.");
        let status = was.status.after(Event::Configure).map_err(|_| refused)?;
        let sentence = format!("{} configured {}.", who.name, was.site);
        let code = "site.configured";
        let activity = Some(NewActivity { at: now, who: &who.name, code, sentence: &sentence });
        let change = Change { was: &was, status, step: was.step, at: now, effect: Effect::None, activity };
        if store.change(&change).await? {
            return board::row(store, id, now).await;
        }
    }
}
