//! Grants: how a site gets an access token, with which it signs in to a mail server instead of with a password.
//!
//! An app of an organization gets a token for itself (client credentials; RFC 6749, section 4.4). This module writes the
//! request and reads the answer. Other crates send it.

mod answer;
mod claims;
mod guid;
mod tenant;
#[cfg(test)]
mod tests;

use zeroize::Zeroizing;

pub use answer::{AccessToken, Refusal, read};
pub use claims::Claims;
pub use guid::{Guid, NotAnId};
pub use tenant::Tenant;

use crate::details::Secret;

/// Microsoft's token endpoint.
pub const MICROSOFT: &str = "login.microsoftonline.com";
/// The permissions of the app in Exchange Online, all of them.
const EXCHANGE: &str = "https://outlook.office365.com/.default";

/// An app registration in Microsoft Entra, which gets access tokens for Exchange Online.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OauthClient {
    tenant: Tenant,
    application: Guid,
    secret: Secret,
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
    pub fn new(tenant: Tenant, application: Guid, secret: Secret) -> Result<Self, SecretIsAnId> {
        if secret.expose().parse::<Guid>().is_ok() {
            return Err(SecretIsAnId);
        }
        Ok(Self { tenant, application, secret })
    }

    /// Returns the path of the request at [`MICROSOFT`].
    pub fn path(&self) -> String {
        format!("/{}/oauth2/v2.0/token", self.tenant.as_str())
    }

    /// Returns the body of the request, in the form `application/x-www-form-urlencoded`.
    pub fn form(&self) -> Zeroizing<String> {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", self.application.as_str()),
            ("client_secret", self.secret.expose()),
            ("scope", EXCHANGE),
        ];
        // Each byte becomes at most three. A growing text would leave copies of the secret behind.
        let room = fields.iter().map(|(name, value)| name.len() + 3 * value.len() + 2).sum();
        let mut form = Zeroizing::new(String::with_capacity(room));
        for (name, value) in fields {
            if !form.is_empty() {
                form.push('&');
            }
            form.push_str(name);
            form.push('=');
            form_urlencoded::byte_serialize(value.as_bytes()).for_each(|part| form.push_str(part));
        }
        form
    }
}
