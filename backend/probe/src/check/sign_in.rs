//! How a check signs in: with a login that is known, or with an access token that it gets first.

use net::Egress;
use shared::{
    details::Answers,
    grant::{AccessToken, GOOGLE, MICROSOFT, OauthClient, ServiceAccount, TokenRequest},
    rules::{Address, Username},
    secret::Secret,
    smtp::{Login, Proof},
};

use crate::grant::{self, NoToken};

/// How to sign in.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// With a password, or an access token that was fetched before.
    Login(Login),
    /// With an access token for the mailbox, which the check gets first.
    Grant {
        /// The mailbox.
        username: Username,
        /// The address that the site sends from, if the check should ask whether it is allowed.
        address: Option<Address>,
        /// Who gets the token.
        app: App,
    },
}

/// Who gets an access token without a person.
#[derive(Debug, Clone)]
pub enum App {
    /// An app registration in Microsoft Entra.
    Microsoft(OauthClient),
    /// A service account at Google.
    Google(ServiceAccount),
}

/// Only the plugin on the site can sign in, after the mailbox's owner has given it consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedsConsent;

impl SignIn {
    /// Chooses how to sign in with this secret.
    ///
    /// # Errors
    /// [`NeedsConsent`] for a plugin's app.
    pub fn new(answers: &Answers, secret: &Secret) -> Result<Self, NeedsConsent> {
        let app = match secret {
            Secret::Typed { text, .. } => {
                return Ok(Self::Login(Login {
                    username: answers.username.clone(),
                    secret: text.clone(),
                    proof: Proof::Password,
                    address: Some(answers.address.clone()),
                }));
            }
            Secret::OauthClient(client) => App::Microsoft(client.clone()),
            Secret::ServiceAccount(account) => App::Google(account.clone()),
            Secret::PluginClient(_) => return Err(NeedsConsent),
        };
        Ok(Self::Grant { username: answers.username.clone(), address: Some(answers.address.clone()), app })
    }

    /// Returns the user name.
    pub fn username(&self) -> &Username {
        match self {
            Self::Login(login) => &login.username,
            Self::Grant { username, .. } => username,
        }
    }

    /// Returns what the sign-in proves itself with.
    pub fn proof(&self) -> Proof {
        match self {
            Self::Login(login) => login.proof,
            Self::Grant { .. } => Proof::Token,
        }
    }
}

impl App {
    /// Gets an access token for this mailbox. `at` is in Unix seconds.
    ///
    /// # Errors
    /// [`NoToken`] if the endpoint gives none.
    pub async fn token(&self, egress: &Egress, mailbox: &str, at: i64) -> Result<AccessToken, NoToken> {
        let request = self.request(mailbox, at).ok_or(NoToken::UnusableKey)?;
        grant::fetch(egress, &request).await
    }

    /// Returns the host of the token endpoint.
    pub fn endpoint(&self) -> &'static str {
        match self {
            Self::Microsoft(_) => MICROSOFT,
            Self::Google(_) => GOOGLE,
        }
    }

    /// Returns the provider's ID in the fact tables.
    pub fn provider(&self) -> &'static str {
        match self {
            Self::Microsoft(_) => "microsoft-365",
            Self::Google(_) => "google-workspace",
        }
    }

    /// Returns the request, or `None` if the key can't sign it.
    fn request(&self, mailbox: &str, at: i64) -> Option<TokenRequest> {
        match self {
            Self::Microsoft(client) => client.token_request(at).ok(),
            Self::Google(account) => account.token_request(mailbox, at).ok(),
        }
    }
}
