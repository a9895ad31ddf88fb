//! Tells the manager that a client has submitted. A mail that fails is logged, and never in anyone's way.

use super::Result;
use crate::{
    mail::Mailer,
    store::{Person, Store},
};

/// Mails the manager of the onboarding, where they still are among the people.
pub async fn submitted(store: &dyn Store, mailer: &Mailer, onboarding_id: &str) -> Result<()> {
    let Some(onboarding) = store.onboarding(onboarding_id).await? else { return Ok(()) };
    let people = store.people().await?;
    let Some(manager) = people.iter().find(|person: &&Person| person.id == onboarding.manager_id) else {
        return Ok(());
    };
    let subject = format!("{} has sent the e-mail settings", onboarding.client);
    let text = format!(
        "Hello {},\n\n{} has sent the e-mail settings for {}.\nThey are sealed: a technician can open them \
         on the board.\n\nOnboarding {}\n",
        manager.name, onboarding.client, onboarding.site, onboarding.id
    );
    match mailer.send(&manager.email, &subject, text).await {
        Ok(()) => tracing::info!(onboarding = onboarding.id, "the manager was told"),
        Err(error) => tracing::warn!(onboarding = onboarding.id, %error, "the manager could not be told"),
    }
    Ok(())
}
