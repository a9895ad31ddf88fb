//! What a site needs to send with the client's account: a password that a person types, or a grant without one. Every
//! kind is sealed, opened and wiped alike.

mod exposed;
mod read;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use exposed::Exposed;
pub(crate) use read::Raw;

use crate::{
    day::Day,
    details::{SecretKind, SecretText},
    grant::{Credential, OauthClient, PluginClient, ServiceAccount},
    rules::RuleError,
};

/// The secret of an onboarding. It leaves this type only encrypted, in a sign-in, or through [`Secret::expose`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// A text that a person typed or pasted.
    Typed {
        /// What it is.
        kind: SecretKind,
        /// The text itself.
        text: SecretText,
    },
    /// An app registration in Microsoft Entra, which gets access tokens for itself. The user name is the mailbox.
    OauthClient(OauthClient),
    /// A service account at Google, which acts for the mailbox in the user name.
    ServiceAccount(ServiceAccount),
    /// An app for a plugin on the site, which asks for consent itself.
    PluginClient(PluginClient),
}

impl Secret {
    /// Takes a text that a person typed or pasted, unchanged.
    ///
    /// # Errors
    /// [`RuleError`] if [`SecretText::new`] doesn't accept it.
    pub fn from_text(kind: SecretKind, text: String) -> Result<Self, RuleError> {
        SecretText::new(text).map(|text| Self::Typed { kind, text })
    }

    /// Returns its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Typed { kind, .. } => Kind::Typed(*kind),
            Self::OauthClient(client) => Kind::of_app(client),
            Self::ServiceAccount(_) => Kind::ServiceAccount,
            Self::PluginClient(_) => Kind::PluginClient,
        }
    }

    /// Returns the text if a person typed it. Other kinds aren't passwords.
    pub fn typed(&self) -> Option<&SecretText> {
        if let Self::Typed { text, .. } = self { Some(text) } else { None }
    }

    /// Returns the one text that has to stay secret.
    pub fn text(&self) -> &SecretText {
        match self {
            Self::Typed { text, .. } => text,
            Self::OauthClient(client) => client.text(),
            Self::ServiceAccount(account) => account.key(),
            Self::PluginClient(client) => client.secret(),
        }
    }

    /// Returns the day on which it expires, if that is known. Only client secrets and certificates at Microsoft have one.
    pub fn expires(&self) -> Option<Day> {
        if let Self::OauthClient(client) = self { client.expires() } else { None }
    }

    /// Returns the same with asterisks in place of [`Secret::text`], for showing.
    #[must_use]
    pub fn hidden(&self) -> Self {
        let text = SecretText::hidden();
        match self {
            Self::Typed { kind, .. } => Self::Typed { kind: *kind, text },
            Self::OauthClient(client) => Self::OauthClient(client.with_text(text)),
            Self::ServiceAccount(account) => Self::ServiceAccount(account.with_key(text)),
            Self::PluginClient(client) => Self::PluginClient(client.with_secret(text)),
        }
    }

    /// Returns everything else, which isn't secret.
    pub fn parts(&self) -> Vec<(Part, &str)> {
        match self {
            Self::Typed { .. } => Vec::new(),
            Self::OauthClient(client) => {
                let mut parts = vec![
                    (Part::Tenant, client.tenant().as_str()),
                    (Part::Application, client.application().as_str()),
                ];
                if let Credential::Certificate(certificate) = client.credential() {
                    parts.push((Part::Certificate, certificate.certificate()));
                }
                parts
            }
            Self::ServiceAccount(account) => {
                vec![(Part::Account, account.email().as_str()), (Part::KeyId, account.key_id())]
            }
            Self::PluginClient(client) => {
                let mut parts = vec![(Part::ClientId, client.id()), (Part::Redirect, client.redirect())];
                parts.extend(client.tenant().map(|tenant| (Part::Tenant, tenant.as_str())));
                parts
            }
        }
    }

    /// Returns the secret for JSON: a string if a person typed it, otherwise an object. Every call is a place where the
    /// secret could leak.
    pub fn expose(&self) -> Exposed<'_> {
        Exposed::of(self)
    }
}

/// A part of a [`Secret`] that isn't secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The Directory (tenant) ID, or a domain of the organization.
    Tenant,
    /// The Application (client) ID.
    Application,
    /// The certificate: DER in base64.
    Certificate,
    /// The email address of a service account.
    Account,
    /// The ID of a service account's key.
    KeyId,
    /// The client ID of a plugin's app.
    ClientId,
    /// The address to which the provider sends people back.
    Redirect,
}

/// The kind of a [`Secret`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A typed text.
    Typed(SecretKind),
    /// An app registration in Microsoft Entra, with a client secret.
    OauthClient,
    /// An app registration in Microsoft Entra, with a certificate.
    OauthCertificate,
    /// A service account at Google.
    ServiceAccount,
    /// An app for a plugin on the site.
    PluginClient,
}

impl Kind {
    /// Returns the kind of an app registration.
    pub(crate) fn of_app(client: &OauthClient) -> Self {
        match client.credential() {
            Credential::ClientSecret { .. } => Self::OauthClient,
            Credential::Certificate(_) => Self::OauthCertificate,
        }
    }

    /// Returns its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Typed(kind) => kind.as_str(),
            Self::OauthClient => "oauth-client",
            Self::OauthCertificate => "oauth-certificate",
            Self::ServiceAccount => "service-account",
            Self::PluginClient => "plugin-client",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let grants = [Self::OauthClient, Self::OauthCertificate, Self::ServiceAccount, Self::PluginClient];
        let typed = || SecretKind::ALL.map(Self::Typed).into_iter();
        let mut all = typed().chain(grants);
        all.find(|kind| kind.as_str() == name).ok_or_else(|| de::Error::custom("an unknown kind"))
    }
}
