//! The client goes on, or back.

use shared::{
    link::{Locator, Token},
    recipients::Pin,
    status::{Event, Status, Step},
    wire::Progress,
};

use super::{Error, Result, access, limits, text};
use crate::store::{Change, Effect, NewActivity, Onboarding, Store};

/// Longest form of a user name, in bytes: a user name has at most 320.
const FORM_MAX: usize = 330;

/// Remembers what the client told, and the furthest step.
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
        let detail = "This provider is not known here. Please choose one from the list.";
        return Err(Error::Field { field: "provider", code: "provider-unknown", detail });
    }
    if progress.server.as_ref().is_some_and(|server| server.username_form.len() > FORM_MAX) {
        let detail = "The user name's form is longer than any user name. Please look for the server again.";
        return Err(Error::Field { field: "server", code: "too-long", detail });
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

/// `false` where another change came between.
async fn advance(store: &dyn Store, was: &Onboarding, progress: &Progress, now: i64) -> Result<bool> {
    let closed = Error::NotNow("the link is closed.");
    let status = was.status.after(Event::Progress).map_err(|_| closed)?;
    let merged = Progress {
        step: progress.step.or(was.progress.step),
        address: progress.address.clone().or_else(|| was.progress.address.clone()),
        provider: progress.provider.clone().or_else(|| was.progress.provider.clone()),
        // The server belongs to the provider that was chosen with it.
        server: if progress.provider.is_some() { &progress.server } else { &was.progress.server }.clone(),
    };
    let step = merged.step.map_or(was.step, |step| step.min(furthest(status))).max(was.step);
    let sentence = sentence(step);
    let entry = NewActivity { at: now, who: "client", code: "client.step", sentence };
    let is_news = step != was.step || status != was.status;
    let effect = Effect::Progress(&merged);
    let activity = is_news.then_some(entry);
    Ok(store.change(&Change { was, status, step, at: now, effect, activity }).await?)
}

/// Nobody is past the submission before there is one.
fn furthest(status: Status) -> Step {
    match status {
        Status::Submitted | Status::Collected | Status::Configured | Status::Cleared => Step::Report,
        _ => Step::Check,
    }
}

fn sentence(step: Step) -> &'static str {
    match step {
        Step::Welcome => "The client opened the link and began.",
        Step::Provider => "The client is choosing the provider.",
        Step::Guide => "The client is reading how to get an app password.",
        Step::Details => "The client is filling in the e-mail settings.",
        Step::Check => "The client is trying the sign-in.",
        Step::Receipt => "The client has the receipt.",
        Step::Report => "The client is looking at the DNS report.",
    }
}

/// The client's page refuses the recipient set that it was shown: a reason to look at once.
pub async fn alarm(store: &dyn Store, locator: &Locator, token: &Token, seen: Pin, now: i64) -> Result<()> {
    let onboarding = access::enter(store, locator, token, now).await?;
    limits::count_alarm(store, locator, now).await?;
    tracing::warn!(onboarding = onboarding.id, "a client's page refused its recipient set");
    let sentence = format!(
        "The client's page stopped: the people it was told could read this are not the ones that the link \
         was made for. It was shown the set {seen}."
    );
    let activity = NewActivity { at: now, who: "client", code: "recipients.alarm", sentence: &sentence };
    Ok(store.log(Some(&onboarding.id), &activity).await?)
}
