//! Tells the manager that a client has submitted, and a person that something about their account has changed. A mail
//! that fails is logged, and never in anyone's way.

use shared::rules::Address;

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

/// What somebody should hear of, because it may not have been them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A password was set by a one-time link.
    PasswordSet,
    /// The password was changed.
    PasswordChanged,
    /// A code app was added or changed.
    FactorSet,
    /// The code app was taken away.
    FactorRemoved,
    /// New recovery codes.
    RecoveryMade,
    /// A recovery code let somebody in.
    RecoveryUsed,
    /// An administrator made a one-time link.
    LinkMade,
}

impl Notice {
    /// What happened, as the end of a sentence that begins with "Your account: ".
    fn words(self) -> &'static str {
        match self {
            Self::PasswordSet => "a password was set with a set-up link",
            Self::PasswordChanged => "your password was changed",
            Self::FactorSet => "a code app was added or changed",
            Self::FactorRemoved => "the code app was taken away",
            Self::RecoveryMade => "new recovery codes were made, and the old ones work no more",
            Self::RecoveryUsed => "a recovery code was used to sign in",
            Self::LinkMade => "an administrator made a link to set a new password",
        }
    }
}

/// Mails a person what has changed about their account.
pub async fn account_changed(mailer: &Mailer, name: &str, email: &Address, notice: Notice) {
    let what = notice.words();
    let subject = format!("Your account: {what}");
    let text = format!(
        "Hello {name},\n\nin your account {what}.\n\nIf that was you, there is nothing to do. If it was not, tell an \
         administrator of your agency at once: they can end your sessions and send you a new set-up link.\n"
    );
    match mailer.send(email, &subject, text).await {
        Ok(()) => tracing::info!(?notice, "a person was told"),
        Err(error) => tracing::warn!(?notice, %error, "a person could not be told"),
    }
}
