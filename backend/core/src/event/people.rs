//! What happens to people, their accounts and their keys, and to the settings.

use serde::{Deserialize, Serialize};
use shared::{
    brand::Brand,
    retention::{Days, Kind},
    wire::Role,
};

use super::Entry;

/// Something that a person did to an account, a key or the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum PersonEvent {
    /// An administrator invited a person.
    Invited { by: String, name: String },
    /// A setup link was mailed to its person.
    LinkMailed { by: String, name: String },
    /// An administrator was shown a person's setup link.
    LinkShown { by: String, name: String },
    /// A person set their first password. `first` for the first administrator.
    Joined { name: String, first: bool },
    /// A person set a new password with a setup link.
    PasswordReset { name: String },
    /// A person changed their password.
    PasswordChanged { name: String },
    /// A person changed how clients can reach them.
    ContactChanged { name: String },
    /// A person ended their session on another device, or all other sessions.
    SignedOut { name: String, device: Option<String> },
    /// An administrator ended a person's sessions.
    SignedOutBy { by: String, name: String },
    /// A person added an authenticator app, or changed to another one.
    FactorSet { name: String, changed: bool },
    /// A person removed their authenticator app.
    FactorRemoved { name: String },
    /// A person created new recovery codes.
    RecoveryMade { name: String },
    /// A recovery code was used.
    RecoveryUsed { name: String },
    /// A wrong code was entered for a person, after the correct password.
    CodeRefused { name: String },
    /// An administrator changed a person's roles.
    RolesChanged { by: String, name: String, roles: Vec<Role> },
    /// An administrator deactivated a person's account.
    Deactivated { by: String, name: String },
    /// An administrator reactivated a person's account.
    Reactivated { by: String, name: String },
    /// An administrator created a setup link for a person. `factor` if it also replaces the authenticator app.
    LinkMade { by: String, name: String, factor: bool },
    /// A technician proved a key.
    KeyProven { by: String, fingerprint: String },
    /// A technician replaced their key.
    KeyReplaced { by: String, old: String, new: String },
    /// An administrator removed a technician's key.
    KeyRemoved { by: String, name: String, fingerprint: String },
    /// A technician's key was removed because their password was reset.
    KeyReset { name: String, fingerprint: String },
    /// An administrator changed how long things are kept.
    RetentionChanged { by: String, kept: Vec<(Kind, Days)> },
    /// An administrator changed how the agency presents itself to its clients.
    BrandChanged { by: String, parts: Vec<BrandPart> },
    /// An administrator replaced the logo.
    LogoChanged { by: String },
    /// An administrator removed the logo.
    LogoRemoved { by: String },
}

/// A part of how the agency presents itself, except for the logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BrandPart {
    /// The agency's name.
    Name,
    /// The color.
    Color,
    /// Whom clients can call or write to.
    Contact,
    /// The sender's name in emails.
    Sender,
}

impl BrandPart {
    /// Returns the parts in which two differ.
    pub(crate) fn differing(one: &Brand, other: &Brand) -> Vec<Self> {
        [
            (Self::Name, one.name != other.name),
            (Self::Color, one.accent != other.accent),
            (Self::Contact, one.contact != other.contact),
            (Self::Sender, one.sender != other.sender),
        ]
        .into_iter()
        .filter_map(|(part, is_other)| is_other.then_some(part))
        .collect()
    }
}

impl PersonEvent {
    /// Returns the stable code. Several events can have the same code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invited { .. } => "person.invited",
            Self::LinkMailed { .. } => "link.mailed",
            Self::LinkShown { .. } => "link.shown",
            Self::Joined { .. } => "person.joined",
            Self::PasswordReset { .. } => "password.reset",
            Self::PasswordChanged { .. } => "password.changed",
            Self::ContactChanged { .. } => "contact.changed",
            Self::SignedOut { .. } | Self::SignedOutBy { .. } => "sessions.ended",
            Self::FactorSet { .. } => "factor.set",
            Self::FactorRemoved { .. } => "factor.removed",
            Self::RecoveryMade { .. } => "recovery.made",
            Self::RecoveryUsed { .. } => "recovery.used",
            Self::CodeRefused { .. } => "code.refused",
            Self::RolesChanged { .. } => "person.roles",
            Self::Deactivated { .. } => "person.deactivated",
            Self::Reactivated { .. } => "person.reactivated",
            Self::LinkMade { .. } => "person.link",
            Self::KeyProven { .. } => "key.proven",
            Self::KeyReplaced { .. } => "key.replaced",
            Self::KeyRemoved { .. } | Self::KeyReset { .. } => "key.removed",
            Self::RetentionChanged { .. } => "retention.changed",
            Self::BrandChanged { .. } | Self::LogoChanged { .. } | Self::LogoRemoved { .. } => {
                "brand.changed"
            }
        }
    }

    /// Returns who did it: a person's name, `client`, or `server`.
    pub fn who(&self) -> &str {
        match self {
            Self::Invited { by, .. }
            | Self::LinkMailed { by, .. }
            | Self::LinkShown { by, .. }
            | Self::SignedOutBy { by, .. }
            | Self::RolesChanged { by, .. }
            | Self::Deactivated { by, .. }
            | Self::Reactivated { by, .. }
            | Self::LinkMade { by, .. }
            | Self::KeyProven { by, .. }
            | Self::KeyReplaced { by, .. }
            | Self::KeyRemoved { by, .. }
            | Self::RetentionChanged { by, .. }
            | Self::BrandChanged { by, .. }
            | Self::LogoChanged { by }
            | Self::LogoRemoved { by } => by,
            Self::Joined { name, .. }
            | Self::PasswordReset { name }
            | Self::PasswordChanged { name }
            | Self::ContactChanged { name }
            | Self::SignedOut { name, .. }
            | Self::FactorSet { name, .. }
            | Self::FactorRemoved { name }
            | Self::RecoveryMade { name }
            | Self::RecoveryUsed { name }
            | Self::CodeRefused { name }
            | Self::KeyReset { name, .. } => name,
        }
    }

    /// Returns the entry of the log.
    pub(crate) fn at(&self, at: i64) -> Entry<'_> {
        Entry::of(self, self.who(), self.code(), at)
    }
}
