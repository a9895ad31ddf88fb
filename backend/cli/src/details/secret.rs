//! The secret in the details: a password, or the values of an app that needs none.

use shared::{
    details::{SecretKind, SecretText},
    grant::{NotAPluginClient, NotAServiceAccount, OauthClient, PluginClient, SecretIsAnId, ServiceAccount},
    secret::Secret,
    wire::ProviderGuide,
};

use super::{Details, about, missing, wrong};
use crate::{Failure, certificate, say::SAY, secrets};

/// What the details have in place of a password, and the fields that say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    Text,
    OauthClient,
    ServiceAccount,
    PluginClient,
}

const FIELDS: [(Given, &[&str]); 4] = [
    (Given::Text, &["secret"]),
    (Given::OauthClient, &["tenant", "application"]),
    (Given::ServiceAccount, &["service_account"]),
    (Given::PluginClient, &["client_id", "redirect"]),
];

impl Details {
    /// Returns what is given. No provider can fill it in, so a missing one is reported before any server is asked.
    pub(super) fn given(&self) -> Result<Given, Failure> {
        let is_given =
            |(_, fields): &&(Given, &[&str])| fields.iter().any(|name| self.fields.text(name).is_some());
        let mut given = FIELDS.iter().filter(is_given);
        match (given.next(), given.next()) {
            (None, _) => Err(missing("secret")),
            (Some((given, fields)), None) => {
                let proof = self.proof(*given)?;
                let absent =
                    fields.iter().copied().chain(proof).find(|name| self.fields.text(name).is_none());
                absent.map_or(Ok(*given), |name| Err(missing(name)))
            }
            (Some(_), Some((_, fields))) => Err(about(fields[0], SAY.details_two_secrets())),
        }
    }

    /// Returns the field with which an app proves who it is. Fails if there is one that doesn't belong to the others.
    fn proof(&self, given: Given) -> Result<Option<&'static str>, Failure> {
        let is_given = |name: &str| self.fields.text(name).is_some();
        let (proof, others): (Option<&str>, &[&str]) = match given {
            Given::OauthClient if is_given("certificate") => (Some("certificate"), &["client_secret"]),
            Given::OauthClient => (Some("client_secret"), &[]),
            Given::PluginClient => (Some("client_secret"), &["certificate"]),
            Given::Text | Given::ServiceAccount => (None, &["client_secret", "certificate"]),
        };
        match others.iter().find(|name| is_given(name)) {
            Some(name) => Err(about(name, SAY.details_two_secrets())),
            None => Ok(proof),
        }
    }

    /// Returns the secret, cleaned by the provider's rules if a person typed it.
    pub(super) fn secret(&self, provider: Option<&ProviderGuide>) -> Result<Secret, Failure> {
        let field = |name| self.fields.text(name).unwrap_or_default();
        match self.given()? {
            Given::Text => {
                let text = secrets::used(field("secret"), provider, self.as_typed)
                    .map_err(|error| wrong("secret", error))?;
                Ok(Secret::Typed { kind: self.secret_kind(provider)?, text })
            }
            Given::OauthClient => {
                let tenant =
                    field("tenant").parse().map_err(|_| about("tenant", SAY.token_tenant_wrong()))?;
                let application = field("application").parse();
                let application =
                    application.map_err(|_| about("application", SAY.token_application_wrong()))?;
                if self.fields.text("certificate").is_some() {
                    let certificate = certificate::parse("certificate", field("certificate"))?;
                    let client = OauthClient::with_certificate(tenant, application, certificate);
                    return Ok(Secret::OauthClient(client));
                }
                OauthClient::new(tenant, application, self.client_secret()?).map(Secret::OauthClient).map_err(
                    |SecretIsAnId| {
                        about("client_secret", SAY.token_secret_is_id()).next(SAY.token_secret_is_id_next())
                    },
                )
            }
            Given::ServiceAccount => ServiceAccount::parse(field("service_account"))
                .map(Secret::ServiceAccount)
                .map_err(|error| about("service_account", not_a_service_account(error))),
            Given::PluginClient => {
                PluginClient::new(field("client_id"), self.client_secret()?, field("redirect"))
                    .map(Secret::PluginClient)
                    .map_err(|error| match error {
                        NotAPluginClient::Id => about("client_id", SAY.details_client_id()),
                        NotAPluginClient::Redirect => about("redirect", SAY.details_redirect()),
                    })
            }
        }
    }

    fn client_secret(&self) -> Result<SecretText, Failure> {
        let text = self.fields.text("client_secret").unwrap_or_default().trim();
        SecretText::new(text.to_owned()).map_err(|error| wrong("client_secret", error))
    }

    fn secret_kind(&self, provider: Option<&ProviderGuide>) -> Result<SecretKind, Failure> {
        let Some(text) = self.fields.text("secret_kind") else {
            return Ok(provider.map_or(SecretKind::SmtpPassword, |provider| provider.secret_kind));
        };
        let kind = SecretKind::ALL.into_iter().find(|kind| kind.as_str() == text);
        kind.ok_or_else(|| about("secret_kind", SAY.details_secret_kind()))
    }
}

fn not_a_service_account(error: NotAServiceAccount) -> &'static str {
    match error {
        NotAServiceAccount::NotJson => SAY.details_account_not_json(),
        NotAServiceAccount::OtherKind => SAY.details_account_other(),
        NotAServiceAccount::Incomplete => SAY.details_account_incomplete(),
    }
}
