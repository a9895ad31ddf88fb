//! Tells the manager that a client has submitted, and a person that something about their account has changed. A mail
//! that fails is logged, and never in anyone's way.

use net::mail::Mailer;
use shared::{rules::Address, wire::Role};

use super::Result;
use crate::store::{Person, Store};

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
    /// A technician's key took the place of another one.
    KeyReplaced,
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
            Self::KeyReplaced => "the key that clients seal to was replaced",
        }
    }

    /// What happened to somebody else, for an administrator.
    fn about(self, name: &str) -> String {
        match self {
            Self::PasswordSet => format!("{name} set a new password with a set-up link"),
            Self::LinkMade => format!("{name} gets a set-up link to set a new password"),
            Self::KeyReplaced => format!("{name} replaced the key that clients seal to"),
            Self::PasswordChanged => format!("{name} changed their password"),
            Self::FactorSet => format!("{name} added or changed a code app"),
            Self::FactorRemoved => format!("{name} removed their code app"),
            Self::RecoveryMade => format!("{name} made new recovery codes"),
            Self::RecoveryUsed => format!("{name} signed in with a recovery code"),
        }
    }
}

/// Mails every other administrator what has changed about somebody's account: whoever takes over an account would like
/// nobody to notice.
pub async fn administrators_told(
    store: &dyn Store,
    mailer: &Mailer,
    id: &str,
    name: &str,
    notice: Notice,
) -> Result<()> {
    let what = notice.about(name);
    let people = store.people().await?;
    let others = people.iter().filter(|person| {
        person.id != id
            && person.is_active
            && person.password_hash.is_some()
            && person.roles.contains(&Role::Admin)
    });
    for admin in others {
        let text = format!(
            "Hello {},\n\n{what}.\n\nIf you expected that, there is nothing to do. If not, call {name}. In “Activity” you \
             see who did what.\n",
            admin.name
        );
        match mailer.send(&admin.email, &format!("Accounts: {what}"), text).await {
            Ok(()) => tracing::info!(?notice, "an administrator was told"),
            Err(error) => tracing::warn!(?notice, %error, "an administrator could not be told"),
        }
    }
    Ok(())
}

/// Mails a set-up link to the person whose it is. Whether it went out.
pub async fn setup_link(mailer: &Mailer, name: &str, email: &Address, url: &str) -> bool {
    let text = format!(
        "Hello {name},\n\nopen this link to set your password. It works once, for seven days, and is for you alone:\n\n\
         {url}\n\nIf you didn't expect it, tell an administrator of your agency.\n"
    );
    match mailer.send(email, "Set up your account", text).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "a set-up link could not be mailed");
            false
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
