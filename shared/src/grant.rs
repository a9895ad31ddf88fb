//! Grants: how a site gets an access token, with which it signs in to a mail server instead of with a password.
//!
//! An app of an organization gets a token for itself (client credentials; RFC 6749, section 4.4), and a service account
//! with a signed assertion (RFC 7523). This module writes the request and reads the answer. In a browser, `exchange` also
//! runs the TLS connection. On a server, other crates do.

mod answer;
#[cfg(feature = "tls")]
mod assertion;
mod claims;
#[cfg(feature = "tls")]
mod exchange;
mod guid;
mod json;
mod plugin_client;
mod request;
#[cfg(feature = "tls")]
mod response;
mod service_account;
pub mod steps;
mod tenant;
#[cfg(test)]
mod tests;

pub use answer::{AccessToken, Refusal};
pub use claims::Claims;
#[cfg(feature = "tls")]
pub use exchange::{Exchange, Failed};
pub use guid::{Guid, NotAnId};
pub use plugin_client::{NotAPluginClient, PluginClient};
pub use request::TokenRequest;
pub use service_account::{NotAServiceAccount, ServiceAccount};
pub use tenant::Tenant;

use crate::details::SecretText;

/// Microsoft's token endpoint.
pub const MICROSOFT: &str = "login.microsoftonline.com";
/// Google's token endpoint.
pub const GOOGLE: &str = "oauth2.googleapis.com";
/// The permissions of the app in Exchange Online, all of them.
const EXCHANGE: &str = "https://outlook.office365.com/.default";

/// An app registration in Microsoft Entra, which gets access tokens for Exchange Online.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OauthClient {
    tenant: Tenant,
    application: Guid,
    secret: SecretText,
}

/// The client secret is a GUID. Entra shows each secret's ID next to its Value, and only the Value is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret's ID instead of its Value")]
pub struct SecretIsAnId;

impl OauthClient {
    /// Takes the organization's tenant, the Application (client) ID and the Value of the client secret.
    ///
    /// # Errors
    /// [`SecretIsAnId`] if the secret has the form of an ID.
    pub fn new(tenant: Tenant, application: Guid, secret: SecretText) -> Result<Self, SecretIsAnId> {
        if secret.expose().parse::<Guid>().is_ok() {
            return Err(SecretIsAnId);
        }
        Ok(Self { tenant, application, secret })
    }

    /// Returns the organization.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Returns the Application (client) ID.
    pub fn application(&self) -> &Guid {
        &self.application
    }

    /// Returns the same app with this text as its secret.
    pub(crate) fn with_secret(&self, secret: SecretText) -> Self {
        Self { secret, ..self.clone() }
    }

    /// Returns the Value of the client secret.
    pub fn secret(&self) -> &SecretText {
        &self.secret
    }

    /// Returns the request for an access token.
    pub fn token_request(&self) -> TokenRequest {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", self.application.as_str()),
            ("client_secret", self.secret.expose()),
            ("scope", EXCHANGE),
        ];
        let path = format!("/{}/oauth2/v2.0/token", self.tenant.as_str());
        TokenRequest::new(MICROSOFT, path, &fields, &self.secret)
    }
}
