//! An app at Microsoft or Google for a plugin on the site. The plugin asks the mailbox's owner for consent itself.

use super::Tenant;
use crate::details::SecretText;

/// Longest client ID and redirect address, in bytes. Google's IDs have about 75.
const LONGEST: usize = 512;

/// An app whose ID and secret a plugin on the site needs. It gets no access token before the owner has consented there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluginClient {
    id: String,
    secret: SecretText,
    redirect: String,
    tenant: Option<Tenant>,
}

/// Why these aren't an app's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPluginClient {
    /// The client ID is empty, too long, or has other characters than an ID has.
    #[error("not a client ID")]
    Id,
    /// The redirect address isn't an HTTPS address.
    #[error("not an HTTPS address")]
    Redirect,
}

impl PluginClient {
    /// Takes the client ID, the client secret, and the redirect address that the plugin shows.
    ///
    /// # Errors
    /// [`NotAPluginClient`] for the first value that can't be right.
    pub fn new(id: &str, secret: SecretText, redirect: &str) -> Result<Self, NotAPluginClient> {
        let (id, redirect) = (id.trim(), redirect.trim());
        let is_id = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        if id.is_empty() || id.len() > LONGEST || !id.bytes().all(is_id) {
            return Err(NotAPluginClient::Id);
        }
        let host = redirect.strip_prefix("https://").filter(|rest| !rest.is_empty());
        if host.is_none() || redirect.len() > LONGEST || !redirect.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(NotAPluginClient::Redirect);
        }
        Ok(Self { id: id.to_owned(), secret, redirect: redirect.to_owned(), tenant: None })
    }

    /// Returns the same app, of this organization at Microsoft. Only some plugins need it.
    #[must_use]
    pub fn of_tenant(self, tenant: Option<Tenant>) -> Self {
        Self { tenant, ..self }
    }

    /// Returns the client ID.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the same app with this text as its secret.
    pub(crate) fn with_secret(&self, secret: SecretText) -> Self {
        Self { secret, ..self.clone() }
    }

    /// Returns the client secret.
    pub fn secret(&self) -> &SecretText {
        &self.secret
    }

    /// Returns the address of the site to which the provider sends people back.
    pub fn redirect(&self) -> &str {
        &self.redirect
    }

    /// Returns the organization at Microsoft, if it is known.
    pub fn tenant(&self) -> Option<&Tenant> {
        self.tenant.as_ref()
    }
}
