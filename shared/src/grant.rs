//! Grants: how a site gets an access token, with which it signs in to a mail server instead of with a password.
//!
//! An app of an organization gets a token for itself (client credentials; RFC 6749, section 4.4), with a client secret
//! or an assertion that it signs, and a service account with a signed assertion (RFC 7523). This module writes the request
//! and reads the answer. In a browser, `exchange` also runs the TLS connection. On a server, other crates do.

mod answer;
#[cfg(feature = "tls")]
mod assertion;
mod claims;
#[cfg(feature = "tls")]
mod client_assertion;
mod client_certificate;
#[cfg(feature = "tls")]
mod exchange;
mod guid;
mod json;
#[cfg(feature = "tls")]
mod jwt;
mod plugin_client;
mod request;
#[cfg(feature = "tls")]
mod response;
mod service_account;
pub mod steps;
mod tenant;
#[cfg(all(test, feature = "tls"))]
mod tests;

pub use answer::{AccessToken, Refusal};
pub use claims::Claims;
#[cfg(feature = "tls")]
pub use client_assertion::UnusableKey;
pub use client_certificate::{ClientCertificate, NotACertificate};
#[cfg(feature = "tls")]
pub use exchange::{Exchange, Failed};
pub use guid::{Guid, NotAnId};
pub use plugin_client::{NotAPluginClient, PluginClient};
pub use request::TokenRequest;
pub use service_account::{NotAServiceAccount, ServiceAccount};
pub use tenant::Tenant;

use crate::{day::Day, details::SecretText};

/// Microsoft's token endpoint.
pub const MICROSOFT: &str = "login.microsoftonline.com";
/// Google's token endpoint.
pub const GOOGLE: &str = "oauth2.googleapis.com";

/// An app registration in Microsoft Entra, which gets access tokens for Exchange Online.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OauthClient {
    tenant: Tenant,
    application: Guid,
    credential: Credential,
}

/// What proves that a request comes from the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// A client secret.
    ClientSecret {
        /// Its Value.
        value: SecretText,
        /// The day on which it expires, if the client entered it.
        expires: Option<Day>,
    },
    /// A certificate and its private key, which Microsoft prefers.
    Certificate(ClientCertificate),
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
        let credential = Credential::ClientSecret { value: secret, expires: None };
        Ok(Self { tenant, application, credential })
    }

    /// Takes the organization's tenant, the Application (client) ID and a certificate in place of a client secret.
    pub fn with_certificate(tenant: Tenant, application: Guid, certificate: ClientCertificate) -> Self {
        Self { tenant, application, credential: Credential::Certificate(certificate) }
    }

    /// Returns the same app with the day on which its client secret expires, if that is known. A certificate says itself
    /// when it expires.
    #[must_use]
    pub fn expiring(mut self, day: Option<Day>) -> Self {
        if let Credential::ClientSecret { expires, .. } = &mut self.credential {
            *expires = day;
        }
        self
    }

    /// Returns the day on which the client secret or the certificate expires, if that is known.
    pub fn expires(&self) -> Option<Day> {
        match &self.credential {
            Credential::ClientSecret { expires, .. } => *expires,
            Credential::Certificate(certificate) => Day::of(certificate.expires_at()),
        }
    }

    /// Returns the organization.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Returns the Application (client) ID.
    pub fn application(&self) -> &Guid {
        &self.application
    }

    /// Returns what proves that a request comes from the app.
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// Returns the one text that has to stay secret: the Value of the client secret, or the certificate's key.
    pub fn text(&self) -> &SecretText {
        match &self.credential {
            Credential::ClientSecret { value, .. } => value,
            Credential::Certificate(certificate) => certificate.key(),
        }
    }

    /// Returns the same app with this text in place of [`OauthClient::text`].
    pub(crate) fn with_text(&self, text: SecretText) -> Self {
        let credential = match &self.credential {
            Credential::ClientSecret { expires, .. } => {
                Credential::ClientSecret { value: text, expires: *expires }
            }
            Credential::Certificate(certificate) => Credential::Certificate(certificate.with_key(text)),
        };
        Self { tenant: self.tenant.clone(), application: self.application.clone(), credential }
    }
}
