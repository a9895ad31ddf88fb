//! The messages between the client's page and the worker of the blind check, inside the browser.
//!
//! Each message is an array whose first element is one of [`tag`]. No message ever leaves the browser. Only the
//! bytes of TLS do, and at the end the [`super::BlindOutcome`] that the page passes on.

use crate::{
    grant::{Credential, Guid, Tenant},
    rules::{Address, Host, Security, Username},
    secret::Secret,
    smtp::Proof,
};

/// The first element of a message, and what follows it.
pub mod tag {
    /// From the worker: it is loaded. Nothing follows.
    pub const READY: &str = "ready";
    /// From the page: the strings of [`super::TokenFor`], and the secret as an array of bytes, which is wiped after it is
    /// read. From the worker: a [`crate::wire::BlindToken`] in JSON. The token itself stays in the worker.
    pub const TOKEN: &str = "token";
    /// From the page: the strings of [`super::Begin`], and the secret as an array of bytes, which is wiped after it
    /// is read. If it is empty, the secret is the token that the worker got.
    pub const BEGIN: &str = "begin";
    /// In both directions: bytes of the TLS connection.
    pub const BYTES: &str = "bytes";
    /// From the page: the connection is over. One of [`crate::check::word`] follows, and more details for the
    /// technician.
    pub const CLOSED: &str = "closed";
    /// From the worker: a [`crate::check::StageReport`] in JSON.
    pub const STAGE: &str = "stage";
    /// From the worker, as its last message: a [`crate::wire::BlindOutcome`] in JSON.
    pub const OUTCOME: &str = "outcome";
}

/// Who gets an access token. The secret comes beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenFor {
    /// An app registration in Microsoft Entra, with its client secret.
    OauthClient {
        /// The organization.
        tenant: Tenant,
        /// The Application (client) ID.
        application: Guid,
    },
    /// An app registration in Microsoft Entra, with the key of its certificate.
    OauthCertificate {
        /// The organization.
        tenant: Tenant,
        /// The Application (client) ID.
        application: Guid,
        /// The certificate: DER in base64.
        certificate: String,
    },
    /// A service account at Google, with its key.
    ServiceAccount {
        /// Its email address.
        email: Address,
        /// The ID of its key.
        key_id: String,
        /// The mailbox.
        mailbox: Username,
    },
}

/// How many strings a [`TokenFor`] has.
pub const TOKEN_WORDS: usize = 4;

impl TokenFor {
    /// Returns who gets a token with this secret for this mailbox, or `None` if it isn't used to get one.
    pub fn of(secret: &Secret, mailbox: &Username) -> Option<Self> {
        match secret {
            Secret::OauthClient(client) => {
                let (tenant, application) = (client.tenant().clone(), client.application().clone());
                Some(match client.credential() {
                    Credential::ClientSecret { .. } => Self::OauthClient { tenant, application },
                    Credential::Certificate(certificate) => {
                        let certificate = certificate.certificate().to_owned();
                        Self::OauthCertificate { tenant, application, certificate }
                    }
                })
            }
            Secret::ServiceAccount(account) => Some(Self::ServiceAccount {
                email: account.email().clone(),
                key_id: account.key_id().to_owned(),
                mailbox: mailbox.clone(),
            }),
            Secret::Typed { .. } | Secret::PluginClient(_) => None,
        }
    }

    /// Returns the strings for a message.
    pub fn to_words(&self) -> [String; TOKEN_WORDS] {
        match self {
            Self::OauthClient { tenant, application } => {
                ["oauth-client", tenant.as_str(), application.as_str(), ""].map(str::to_owned)
            }
            Self::OauthCertificate { tenant, application, certificate } => {
                ["oauth-certificate", tenant.as_str(), application.as_str(), certificate].map(str::to_owned)
            }
            Self::ServiceAccount { email, key_id, mailbox } => {
                ["service-account", email.as_str(), key_id, mailbox.as_str()].map(str::to_owned)
            }
        }
    }

    /// Parses the strings from [`TokenFor::to_words`]. Returns `None` if they aren't valid.
    pub fn from_words([kind, first, second, third]: &[String; TOKEN_WORDS]) -> Option<Self> {
        match kind.as_str() {
            "oauth-client" => {
                Some(Self::OauthClient { tenant: first.parse().ok()?, application: second.parse().ok()? })
            }
            "oauth-certificate" => Some(Self::OauthCertificate {
                tenant: first.parse().ok()?,
                application: second.parse().ok()?,
                certificate: third.clone(),
            }),
            "service-account" => Some(Self::ServiceAccount {
                email: first.parse().ok()?,
                key_id: second.clone(),
                mailbox: third.parse().ok()?,
            }),
            _ => None,
        }
    }
}

/// What a check needs besides the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// The mail server, whose name must be in the certificate.
    pub host: Host,
    /// How the connection becomes encrypted. With STARTTLS, the part before TLS is already done.
    pub security: Security,
    /// The name to use in EHLO, for the address that the connection comes from.
    pub helo: Host,
    /// The user name for the sign-in.
    pub username: Username,
    /// The kind of secret.
    pub proof: Proof,
    /// The address that the site sends from.
    pub address: Option<Address>,
}

/// How many strings a [`Begin`] has.
pub const BEGIN_WORDS: usize = 6;

impl Begin {
    /// Returns the strings for a message. A JSON parser would be a tenth of the worker's size.
    pub fn to_words(&self) -> [String; BEGIN_WORDS] {
        let proof = match self.proof {
            Proof::Password => "password",
            Proof::Token => "token",
        };
        [
            self.host.to_string(),
            self.security.to_string(),
            self.helo.to_string(),
            self.username.to_string(),
            proof.to_owned(),
            self.address.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]
    }

    /// Parses the strings from [`Begin::to_words`]. Returns `None` if they aren't valid.
    pub fn from_words(
        [host, security, helo, username, proof, address]: &[String; BEGIN_WORDS],
    ) -> Option<Self> {
        Some(Self {
            host: host.parse().ok()?,
            security: security.parse().ok()?,
            helo: helo.parse().ok()?,
            username: username.parse().ok()?,
            proof: match proof.as_str() {
                "password" => Proof::Password,
                "token" => Proof::Token,
                _ => return None,
            },
            address: if address.is_empty() { None } else { Some(address.parse().ok()?) },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip() {
        for (proof, address) in
            [(Proof::Password, Some("ada@shop.test".parse().unwrap())), (Proof::Token, None)]
        {
            let begin = Begin {
                host: "mail.shop.test".parse().unwrap(),
                security: Security::Starttls,
                helo: "2001:db8::1".parse().unwrap(),
                username: "ada".parse().unwrap(),
                proof,
                address,
            };
            assert_eq!(Begin::from_words(&begin.to_words()), Some(begin));
        }
        assert_eq!(Begin::from_words(&[const { String::new() }; BEGIN_WORDS]), None);
    }

    #[test]
    fn words_for_a_token_round_trip() {
        let id = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
        let client =
            TokenFor::OauthClient { tenant: "shop.test".parse().unwrap(), application: id.parse().unwrap() };
        let account = TokenFor::ServiceAccount {
            email: "mailer@shop.iam.gserviceaccount.com".parse().unwrap(),
            key_id: "0f5c".into(),
            mailbox: "ada@shop.test".parse().unwrap(),
        };
        let certificate = TokenFor::OauthCertificate {
            tenant: "shop.test".parse().unwrap(),
            application: id.parse().unwrap(),
            certificate: "MIIC".into(),
        };
        for one in [client, certificate, account] {
            assert_eq!(TokenFor::from_words(&one.to_words()), Some(one));
        }
        assert_eq!(TokenFor::from_words(&[const { String::new() }; TOKEN_WORDS]), None);
    }
}
