//! A secret in the form for JSON.

use serde::Serialize;

use super::Secret;
use crate::{
    day::Day,
    grant::{Credential, OauthClient, Tenant},
};

/// A secret in the form for JSON. It borrows every text, so that the secret isn't copied.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Exposed<'a> {
    /// A typed text.
    Text(&'a str),
    /// An app registration in Microsoft Entra, with a client secret.
    OauthClient {
        /// The Directory (tenant) ID, or a domain of the organization.
        tenant: &'a str,
        /// The Application (client) ID.
        application: &'a str,
        /// The Value of the client secret.
        client_secret: &'a str,
        /// The day on which it expires, if that is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        secret_expires: Option<Day>,
    },
    /// An app registration in Microsoft Entra, with a certificate.
    OauthCertificate {
        /// The Directory (tenant) ID, or a domain of the organization.
        tenant: &'a str,
        /// The Application (client) ID.
        application: &'a str,
        /// The certificate: DER in base64, without the lines around it.
        certificate: &'a str,
        /// Its key: PKCS #8 in base64, without the lines around it.
        private_key: &'a str,
    },
    /// A service account at Google.
    ServiceAccount {
        /// Its email address.
        client_email: &'a str,
        /// The ID of its key.
        private_key_id: &'a str,
        /// Its key: PKCS #8 in base64, without the lines around it.
        private_key: &'a str,
    },
    /// An app for a plugin.
    PluginClient {
        /// The client ID.
        client_id: &'a str,
        /// The client secret.
        client_secret: &'a str,
        /// The address of the site to which the provider sends people back.
        redirect: &'a str,
        /// The Directory (tenant) ID at Microsoft, or a domain of the organization, if it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        tenant: Option<&'a str>,
    },
}

impl<'a> Exposed<'a> {
    pub(super) fn of(secret: &'a Secret) -> Self {
        match secret {
            Secret::Typed { text, .. } => Self::Text(text.expose()),
            Secret::OauthClient(client) => Self::of_app(client),
            Secret::ServiceAccount(account) => Self::ServiceAccount {
                client_email: account.email().as_str(),
                private_key_id: account.key_id(),
                private_key: account.key().expose(),
            },
            Secret::PluginClient(client) => Self::PluginClient {
                client_id: client.id(),
                client_secret: client.secret().expose(),
                redirect: client.redirect(),
                tenant: client.tenant().map(Tenant::as_str),
            },
        }
    }

    /// Returns an app registration in the form for JSON.
    pub(crate) fn of_app(client: &'a OauthClient) -> Self {
        let (tenant, application) = (client.tenant().as_str(), client.application().as_str());
        match client.credential() {
            Credential::ClientSecret { value, expires } => Self::OauthClient {
                tenant,
                application,
                client_secret: value.expose(),
                secret_expires: *expires,
            },
            Credential::Certificate(certificate) => Self::OauthCertificate {
                tenant,
                application,
                certificate: certificate.certificate(),
                private_key: certificate.key().expose(),
            },
        }
    }
}
