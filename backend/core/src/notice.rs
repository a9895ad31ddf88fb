//! Emails the manager when a client has sent the settings, and any person when their account has changed. If an email
//! can't be sent, that is logged, and everything else continues.

use async_trait::async_trait;
use net::mail::MailError;
use shared::{
    report::{Finding, Report},
    rules::{Address, Domain},
    wire::Role,
};

use super::Result;
use crate::store::{Help, Person, Store};

/// A mail, with everything that its text needs.
#[derive(Debug, Clone, Copy)]
pub enum Mail<'a> {
    /// To the manager: the client sent the settings.
    Submitted {
        /// The manager's name.
        manager: &'a str,
        /// The client's name.
        client: &'a str,
        /// The site.
        site: &'a Domain,
        /// The onboarding's id.
        onboarding: &'a str,
    },
    /// To a person: something about their account changed.
    AccountChanged {
        /// The person's name.
        name: &'a str,
        /// What changed.
        notice: Notice,
    },
    /// To another administrator: something about a person's account changed.
    PersonChanged {
        /// The administrator's name.
        admin: &'a str,
        /// The person's name.
        name: &'a str,
        /// What changed.
        notice: Notice,
    },
    /// To a person: their setup link.
    SetupLink {
        /// The person's name.
        name: &'a str,
        /// The link.
        url: &'a str,
    },
    /// To a technician: a sealed file will be deleted soon.
    DeletionSoon {
        /// The technician's name.
        technician: &'a str,
        /// The client's name.
        client: &'a str,
        /// The site.
        site: &'a Domain,
        /// The onboarding's id.
        onboarding: &'a str,
        /// When it will be deleted.
        at: i64,
    },
    /// To a manager: a client secret expires.
    SecretExpires {
        /// The manager's name.
        manager: &'a str,
        /// The client's name.
        client: &'a str,
        /// The site.
        site: &'a Domain,
        /// The onboarding's id.
        onboarding: &'a str,
        /// The midnight of the day, in UTC.
        at: i64,
        /// How far away that day is.
        when: When,
        /// What to do about it.
        next: NextStep,
    },
    /// To a manager: a site's DNS records got worse.
    RecordsDrifted(Drifted<'a>),
    /// To the person who last asked for a proof: it is a month old, or older.
    ProofDue {
        /// The person's name.
        name: &'a str,
        /// The client's name.
        client: &'a str,
        /// The site.
        site: &'a Domain,
        /// The onboarding's id.
        onboarding: &'a str,
        /// When a message last showed that the site's mail arrives.
        at: i64,
    },
    /// To the manager, or to the administrators if the manager has left: a client asks for help.
    HelpAsked(HelpAsked<'a>),
    /// To a client: their sealed file was deleted.
    Deleted {
        /// The client's name.
        client: &'a str,
        /// The site.
        site: &'a Domain,
        /// When it was deleted.
        at: i64,
        /// The number on the receipt.
        number: &'a str,
    },
}

/// A site whose DNS records got worse.
#[derive(Debug, Clone, Copy)]
pub struct Drifted<'a> {
    /// The manager's name.
    pub manager: &'a str,
    /// The client's name.
    pub client: &'a str,
    /// The site.
    pub site: &'a Domain,
    /// The onboarding's id.
    pub onboarding: &'a str,
    /// The new report.
    pub report: &'a Report,
    /// What got worse.
    pub worse: &'a [&'a Finding],
}

/// A client who asks for help.
#[derive(Debug, Clone, Copy)]
pub struct HelpAsked<'a> {
    /// The name of the person who gets the email.
    pub name: &'a str,
    /// The client's name.
    pub client: &'a str,
    /// The site.
    pub site: &'a Domain,
    /// The onboarding's id.
    pub onboarding: &'a str,
    /// The request.
    pub help: &'a Help,
    /// The explanation of the last sign-in test, if it failed.
    pub meaning: Option<&'a str>,
}

/// How far away a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It's later than today.
    Ahead,
    /// It's today, in UTC.
    Today,
    /// It's over.
    Over,
}

/// What a manager does next about a client secret that expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Create a new link, so that the client can send a newer one.
    NewLink,
    /// Remind the client, who has a new link and hasn't sent a newer one yet.
    Remind,
    /// Have the site configured with it, or ask for a newer one, because no site uses it yet.
    Configure,
}

/// Writes emails and sends them.
#[async_trait]
pub trait Post: Send + Sync {
    /// Sends one email.
    async fn send(&self, to: &Address, mail: Mail<'_>) -> std::result::Result<(), MailError>;
}

/// A change to an account that its person should know about, because it might have been someone else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A password was set by a one-time link.
    PasswordSet,
    /// The password was changed.
    PasswordChanged,
    /// An authenticator app was added or changed.
    FactorSet,
    /// The authenticator app was removed.
    FactorRemoved,
    /// New recovery codes were created.
    RecoveryMade,
    /// Someone signed in with a recovery code.
    RecoveryUsed,
    /// An administrator created a one-time link.
    LinkMade,
    /// A technician's key was replaced.
    KeyReplaced,
    /// The phone number that clients see was changed, or whether they see the email address.
    ContactChanged,
}

/// Mails the manager of the onboarding, if they are still there.
pub async fn submitted(store: &dyn Store, post: &dyn Post, onboarding_id: &str) -> Result<()> {
    let Some(onboarding) = store.onboarding(onboarding_id).await? else { return Ok(()) };
    let people = store.people().await?;
    let Some(manager) = people.iter().find(|person: &&Person| person.id == onboarding.manager_id) else {
        return Ok(());
    };
    let mail = Mail::Submitted {
        manager: &manager.name,
        client: &onboarding.client,
        site: &onboarding.site,
        onboarding: &onboarding.id,
    };
    match post.send(&manager.email, mail).await {
        Ok(()) => tracing::info!(onboarding = onboarding.id, "the manager was notified"),
        Err(error) => tracing::warn!(onboarding = onboarding.id, %error, "can't notify the manager"),
    }
    Ok(())
}

/// Mails every other administrator what changed about a person's account, so that a takeover doesn't go unnoticed.
pub async fn administrators_told(
    store: &dyn Store,
    post: &dyn Post,
    id: &str,
    name: &str,
    notice: Notice,
) -> Result<()> {
    let people = store.people().await?;
    let others = people.iter().filter(|person| {
        person.id != id
            && person.is_active
            && person.password_hash.is_some()
            && person.roles.contains(&Role::Admin)
    });
    for admin in others {
        let mail = Mail::PersonChanged { admin: &admin.name, name, notice };
        match post.send(&admin.email, mail).await {
            Ok(()) => tracing::info!(?notice, "an administrator was notified"),
            Err(error) => tracing::warn!(?notice, %error, "can't notify an administrator"),
        }
    }
    Ok(())
}

/// Mails a setup link to its person. Returns true if it was sent.
pub async fn setup_link(post: &dyn Post, name: &str, email: &Address, url: &str) -> bool {
    match post.send(email, Mail::SetupLink { name, url }).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "a setup link could not be mailed");
            false
        }
    }
}

/// Mails a person what changed about their account.
pub async fn account_changed(post: &dyn Post, name: &str, email: &Address, notice: Notice) {
    match post.send(email, Mail::AccountChanged { name, notice }).await {
        Ok(()) => tracing::info!(?notice, "a person was notified"),
        Err(error) => tracing::warn!(?notice, %error, "can't notify a person"),
    }
}
