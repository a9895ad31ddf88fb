//! The client moves from step to step.

use shared::{
    link::{Locator, Token},
    recipients::Pin,
    status::{Event, Status, Step},
    wire::Progress,
};

use super::{Error, Fault, NotNow, Result, access, limits, text};
use crate::{
    event::OnboardingEvent,
    store::{Change, Effect, Onboarding, Store},
};

/// The longest form of a user name, in bytes. A user name has at most 320.
const FORM_MAX: usize = 330;

/// Stores what the client entered, and the furthest step.
pub async fn progress(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    progress: &Progress,
    now: i64,
) -> Result<()> {
    if let Some(provider) = &progress.provider
        && !provider.is_empty()
        && shared::facts::provider(provider).is_none()
    {
        return Err(Fault::UnknownProvider.at("provider"));
    }
    if progress.server.as_ref().is_some_and(|server| server.username_form.len() > FORM_MAX) {
        return Err(Fault::UsernameFormTooLong.at("server"));
    }
    if let Some(server) = &progress.server {
        text::visible("server", &server.username_form)?;
    }
    access::enter(store, locator, token, now).await?;
    limits::count_progress(store, locator, now).await?;
    loop {
        let was = access::enter(store, locator, token, now).await?;
        if advance(store, &was, progress, now).await? {
            return Ok(());
        }
    }
}

/// Returns false if another change came first.
async fn advance(store: &dyn Store, was: &Onboarding, progress: &Progress, now: i64) -> Result<bool> {
    let closed = Error::NotNow(NotNow::LinkClosed);
    let status = was.status.after(Event::Progress).map_err(|_| closed)?;
    let merged = merge(was, progress);
    let step = merged.step.map_or(was.step, |step| step.min(furthest(status))).max(was.step);
    let happened = OnboardingEvent::Reached { step };
    let entry = happened.at(now);
    let is_news = step != was.step || status != was.status;
    let effect = Effect::Progress(&merged);
    let activity = is_news.then(|| entry.as_new());
    Ok(store.change(&Change { was, status, step, at: now, effect, activity }).await?)
}

/// Returns what the client has entered by now. After the submission, only the step changes: the site's messages are
/// compared with the address and the provider, so the link's holder must not be able to replace them.
fn merge(was: &Onboarding, news: &Progress) -> Progress {
    let (status, was) = (was.status, &was.progress);
    let step = news.step.or(was.step);
    if has_submission(status) {
        return Progress { step, ..was.clone() };
    }
    Progress {
        step,
        address: news.address.clone().or_else(|| was.address.clone()),
        provider: news.provider.clone().or_else(|| was.provider.clone()),
        // The server belongs to the provider that was chosen with it.
        server: if news.provider.is_some() { &news.server } else { &was.server }.clone(),
    }
}

/// Returns the furthest step that a client can be on. Later steps need a submission.
fn furthest(status: Status) -> Step {
    if has_submission(status) { Step::Report } else { Step::Check }
}

fn has_submission(status: Status) -> bool {
    matches!(status, Status::Submitted | Status::Collected | Status::Configured | Status::Cleared)
}

/// Logs that the client's page refused the recipient set that it got. Someone has to look into this at once.
pub async fn alarm(store: &dyn Store, locator: &Locator, token: &Token, seen: Pin, now: i64) -> Result<()> {
    let onboarding = access::enter(store, locator, token, now).await?;
    limits::count_alarm(store, locator, now).await?;
    tracing::warn!(onboarding = onboarding.id, "a client's page refused its recipient set");
    let happened = OnboardingEvent::RecipientsRefused { seen: seen.to_string() };
    Ok(store.log(Some(&onboarding.id), &happened.at(now).as_new()).await?)
}
