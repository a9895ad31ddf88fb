//! The secret in the details: a password, or the values of an app that needs none.

use shared::{
    day::Day,
    details::{SecretKind, SecretText},
    expiry::{self, NotAnExpiry},
    grant::{
        NotAPluginClient, NotAServiceAccount, OauthClient, PluginClient, SecretIsAnId, ServiceAccount, Tenant,
    },
    secret::Secret,
    wire::ProviderGuide,
};

use super::{Details, REMIND, about, missing, wrong};
use crate::{Failure, certificate, clock, say::SAY, secrets};

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
        // A plugin's app can have a tenant, too.
        let is_own = |name: &str| name == "tenant" && self.fields.text("client_id").is_some();
        let is_given = |(_, fields): &&(Given, &[&str])| {
            fields.iter().any(|name| self.fields.text(name).is_some() && !is_own(name))
        };
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
            Given::OauthClient => self.oauth_client().map(Secret::OauthClient),
            Given::ServiceAccount => ServiceAccount::parse(field("service_account"))
                .map(Secret::ServiceAccount)
                .map_err(|error| about("service_account", not_a_service_account(error))),
            Given::PluginClient => self.plugin_client().map(Secret::PluginClient),
        }
    }

    fn plugin_client(&self) -> Result<PluginClient, Failure> {
        let field = |name| self.fields.text(name).unwrap_or_default();
        let tenant = self.fields.text("tenant").map(|_| self.tenant()).transpose()?;
        let client = PluginClient::new(field("client_id"), self.client_secret()?, field("redirect"));
        client.map(|client| client.of_tenant(tenant)).map_err(|error| match error {
            NotAPluginClient::Id => about("client_id", SAY.details_client_id()),
            NotAPluginClient::Redirect => about("redirect", SAY.details_redirect()),
        })
    }

    fn tenant(&self) -> Result<Tenant, Failure> {
        let tenant = self.fields.text("tenant").unwrap_or_default();
        tenant.parse().map_err(|_| about("tenant", SAY.token_tenant_wrong()))
    }

    fn oauth_client(&self) -> Result<OauthClient, Failure> {
        let field = |name| self.fields.text(name).unwrap_or_default();
        let tenant = self.tenant()?;
        let application = field("application").parse();
        let application = application.map_err(|_| about("application", SAY.token_application_wrong()))?;
        if let Some(text) = self.fields.text("certificate") {
            let certificate = certificate::parse("certificate", text)?;
            let client = OauthClient::with_certificate(tenant, application, certificate);
            if let Some(day) = client.expires().filter(|_| self.wants_reminder()) {
                expiry::at_midnight(day.midnight(), clock::now())
                    .map_err(|error| not_an_expiry(REMIND, error))?;
            }
            return Ok(client);
        }
        let client = OauthClient::new(tenant, application, self.client_secret()?);
        let client = client.map_err(|SecretIsAnId| {
            about("client_secret", SAY.token_secret_is_id()).next(SAY.token_secret_is_id_next())
        })?;
        Ok(client.expiring(self.expiry()?))
    }

    /// Returns the day on which the client secret expires, if it was given. A reminder needs it, or a certificate, which
    /// says itself when it expires.
    pub(super) fn expiry(&self) -> Result<Option<Day>, Failure> {
        const FIELD: &str = "secret_expires";
        let text = self.fields.text(FIELD);
        let named = match text {
            Some(_) => FIELD,
            None if self.wants_reminder() => REMIND,
            None => return Ok(None),
        };
        let has_certificate = self.fields.text("certificate").is_some();
        if self.given()? != Given::OauthClient || has_certificate && text.is_some() {
            return Err(about(named, SAY.details_expires_app()));
        }
        if has_certificate {
            return Ok(None);
        }
        let text = text.ok_or_else(|| missing(FIELD))?;
        expiry::parse(text, clock::now()).map(Some).map_err(|error| not_an_expiry(FIELD, error))
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

fn not_an_expiry(field: &str, error: NotAnExpiry) -> Failure {
    let sentence = match error {
        NotAnExpiry::NotADay => SAY.details_expires_day(),
        NotAnExpiry::Past => SAY.details_expires_past(),
        NotAnExpiry::TooFar => SAY.details_expires_far(),
    };
    about(field, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::GUIDES;

    fn complete(json: &str) -> Result<Secret, String> {
        let provider = shared::facts::provider("microsoft-365").map(|provider| GUIDES.tell(provider));
        let secret = Details::parse(json)
            .and_then(|details| details.complete(provider.as_ref(), None))
            .map(|found| found.1);
        secret.map_err(|failure| failure.to_string())
    }

    /// Returns details with an app, and these fields after its own.
    fn with_app(more: &str) -> String {
        format!(
            r#"{{"address": "ada@shop.test", "tenant": "shop.test", "client_secret": "hunter2~",
                "application": "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5"{more}}}"#
        )
    }

    #[test]
    fn an_apps_secret_can_have_a_day_on_which_it_expires() {
        let day = Day::of(clock::now() + 100 * 86_400).unwrap();
        for (more, expected, reminds) in [
            (String::new(), None, false),
            (r#", "remind": false"#.into(), None, false),
            (format!(r#", "secret_expires": "{day}""#), Some(day), false),
            (format!(r#", "secret_expires": "{day}", "remind": true"#), Some(day), true),
        ] {
            let details = Details::parse(&with_app(&more)).unwrap();
            assert_eq!(details.wants_reminder(), reminds, "{more}");
            let secret = complete(&with_app(&more)).unwrap();
            assert_eq!(secret.expires(), expected, "{more}");
        }
    }

    #[test]
    fn an_app_for_a_plugin_can_have_a_tenant() {
        let details = |more: &str| {
            format!(
                r#"{{"address": "ada@shop.test", "client_id": "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5",
                    "client_secret": "hunter2~", "redirect": "https://shop.test/"{more}}}"#
            )
        };
        for (more, expected) in [("", None), (r#", "tenant": "shop.test""#, Some("shop.test"))] {
            let Secret::PluginClient(client) = complete(&details(more)).unwrap() else { panic!("{more}") };
            assert_eq!(client.tenant().map(Tenant::as_str), expected);
        }
        for (more, field) in [
            (r#", "tenant": "shop""#, "tenant"),
            (r#", "tenant": "a.test", "application": "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5""#, "client_id"),
        ] {
            let error = complete(&details(more)).unwrap_err();
            assert!(error.starts_with(&format!("{field}: ")), "{more}: {error}");
        }
    }

    #[test]
    fn mistakes_about_that_day_are_named_by_their_field() {
        let password = |more: &str| format!(r#"{{"address": "ada@shop.test", "secret": "hunter2", {more}}}"#);
        for (json, field, sentence) in [
            (with_app(r#", "secret_expires": "2020-05-30""#), "secret_expires", SAY.details_expires_past()),
            (with_app(r#", "secret_expires": "9999-05-30""#), "secret_expires", SAY.details_expires_far()),
            (with_app(r#", "secret_expires": "30.5.2027""#), "secret_expires", SAY.details_expires_day()),
            (with_app(r#", "secret_expires": true"#), "secret_expires", SAY.details_not_text()),
            (with_app(r#", "remind": true"#), "secret_expires", SAY.details_required()),
            (with_app(r#", "remind": "yes""#), "remind", SAY.details_not_flag()),
            (with_app(r#", "remind": true, "remind": true"#), "remind", SAY.details_twice()),
            (password(r#""secret_expires": "2027-05-30""#), "secret_expires", SAY.details_expires_app()),
            (password(r#""remind": true"#), "remind", SAY.details_expires_app()),
        ] {
            let error = complete(&json).unwrap_err();
            let start = format!("{field}: {sentence}");
            assert!(error.starts_with(&start) && !error.contains("hunter2"), "{json}: {error}");
        }
    }
}
