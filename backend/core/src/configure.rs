//! A technician marks a site as configured, or confirms that the settings are saved elsewhere.

use shared::{
    retention::{Days, DeletionRule},
    status::{Event, Status},
    wire::BoardRow,
};

use super::{Error, NotNow, Result, board};
use crate::event::OnboardingEvent;
use crate::store::{Change, Effect, NewActivity, Onboarding, Person, Store};

const NOT_OPENED: Error = Error::NotNow(NotNow::NotOpened);

/// Marks the site as configured, and sets the date on which the sealed file is deleted, or deletes it at once if the
/// client was promised that. Doing it again changes nothing.
pub async fn configured(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        if matches!(was.status, Status::Configured | Status::Cleared) {
            return board::row(store, id, now).await;
        }
        let mut status = was.status.after(Event::Configure).map_err(|_| NOT_OPENED)?;
        let mut effect = Effect::Configure { delete_at: was.keep.after(now) };
        let deleted = was.keep == Days::NONE;
        if deleted {
            status = status.after(Event::EndRetention).map_err(|_| NOT_OPENED)?;
            effect = Effect::Delete(DeletionRule::AfterSetup);
        }
        let happened = OnboardingEvent::Configured { by: who.name.clone(), site: was.site.clone(), deleted };
        if change(store, &was, status, effect, happened.at(now).as_new()).await? {
            return board::row(store, id, now).await;
        }
    }
}

/// Marks the site as configured and deletes the sealed file now, because the settings are saved elsewhere. Doing it
/// again changes nothing.
pub async fn saved_elsewhere(store: &dyn Store, who: &Person, id: &str, now: i64) -> Result<BoardRow> {
    loop {
        let was = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
        if was.status == Status::Cleared {
            return board::row(store, id, now).await;
        }
        let status = was.status.after(Event::SaveElsewhere).map_err(|_| NOT_OPENED)?;
        let happened = OnboardingEvent::SavedElsewhere { by: who.name.clone(), site: was.site.clone() };
        let effect = Effect::Delete(DeletionRule::SavedElsewhere);
        if change(store, &was, status, effect, happened.at(now).as_new()).await? {
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
