//! The technician says that the site sends with these settings, and, if so, that they are saved elsewhere.

use shared::{
    retention::{Days, DeletionRule},
    status::{Event, Status},
    wire::BoardRow,
};

use super::{Error, Result, board};
use crate::store::{Change, Effect, NewActivity, Onboarding, Person, Store};

const NOT_OPENED: Error = Error::NotNow("open the email settings first.");

/// Marks the site as configured, and sets the date at which the sealed file is deleted; at once, if the client was told so.
/// Once more changes nothing.
pub async fn configured(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        if matches!(was.status, Status::Configured | Status::Cleared) {
            return board::row(store, id, now).await;
        }
        let mut status = was.status.after(Event::Configure).map_err(|_| NOT_OPENED)?;
        let mut effect = Effect::Configure { delete_at: was.keep.after(now) };
        let mut sentence = format!("{} configured {}.", who.name, was.site);
        if was.keep == Days::NONE {
            status = status.after(Event::EndRetention).map_err(|_| NOT_OPENED)?;
            effect = Effect::Delete(DeletionRule::AfterSetup);
            sentence.push_str(" The sealed file was deleted at once, as the client was told.");
        }
        let activity = NewActivity { at: now, who: &who.name, code: "site.configured", sentence: &sentence };
        if change(store, &was, status, effect, activity).await? {
            return board::row(store, id, now).await;
        }
    }
}

/// Marks the site as configured and deletes the sealed file now, since the settings are saved elsewhere. Once more changes
/// nothing.
pub async fn saved_elsewhere(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        if was.status == Status::Cleared {
            return board::row(store, id, now).await;
        }
        let status = was.status.after(Event::SaveElsewhere).map_err(|_| NOT_OPENED)?;
        let sentence = format!(
            "{} configured {} and saved the email settings elsewhere. The sealed file here is deleted.",
            who.name, was.site
        );
        let activity =
            NewActivity { at: now, who: &who.name, code: "submission.deleted", sentence: &sentence };
        let effect = Effect::Delete(DeletionRule::SavedElsewhere);
        if change(store, &was, status, effect, activity).await? {
            return board::row(store, id, now).await;
        }
    }
}

async fn change(
    store: &dyn Store,
    was: &Onboarding,
    status: Status,
    effect: Effect<'_>,
    activity: NewActivity<'_>,
) -> Result<bool> {
    let (at, step) = (activity.at, was.step);
    Ok(store.change(&Change { was, status, step, at, effect, activity: Some(activity) }).await?)
}
