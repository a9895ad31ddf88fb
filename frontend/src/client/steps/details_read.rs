//! Parses the details that the client typed.

use std::rc::Rc;

use shared::{
    details::{Answers, SecretText},
    grant::{
        ClientCertificate, Credential, Guid, NotACertificate, NotAPluginClient, OauthClient, PluginClient,
        SecretIsAnId, ServiceAccount, Tenant,
    },
    rules::{Port, RuleError, Security, Username},
    secret::{Kind, Secret},
    typed::{self, Server},
    wire::ProviderGuide,
};
use yew::prelude::*;

use super::{
    app_fields::{expiry_of, is_at_google},
    server_fields::Wrong,
};
use crate::{
    client::{
        plan::{AppFields, Entry},
        prefill,
        state::{Choice, Login, Wizard},
    },
    names, say,
};

/// What is in the secret's field.
pub(super) enum Entered {
    /// A password, a client secret or a key file.
    Text(Result<SecretText, RuleError>),
    /// A certificate and its private key, in place of a client secret.
    Certificate(Result<ClientCertificate, NotACertificate>),
}

impl Entered {
    /// Reads the field's text, which has no line breaks.
    pub(super) fn read(wizard: &Wizard, text: &str) -> Self {
        if !matches!(wizard.plan().entry, Entry::OauthClient(_)) {
            return Self::Text(SecretText::new(text.to_owned()));
        }
        if ClientCertificate::is_pem(text) {
            return Self::Certificate(ClientCertificate::parse(text));
        }
        // The field keeps only the key of a certificate that was entered before.
        match certificate_before(wizard).filter(|before| before.key().expose() == text) {
            Some(before) => Self::Certificate(Ok(before.clone())),
            None if ClientCertificate::is_bare_key(text) => {
                Self::Certificate(Err(NotACertificate::NoCertificate))
            }
            None => Self::Text(SecretText::new(text.to_owned())),
        }
    }

    /// Returns what is wrong with it.
    fn error(self) -> Option<AttrValue> {
        match self {
            Self::Text(text) => text.err().map(rule),
            Self::Certificate(certificate) => {
                certificate.err().map(|error| say::letter().not_a_certificate(error).into())
            }
        }
    }
}

/// Returns the certificate in the details, if they are complete and have one.
fn certificate_before(wizard: &Wizard) -> Option<&ClientCertificate> {
    let Secret::OauthClient(client) = &*wizard.login()?.secret else { return None };
    match client.credential() {
        Credential::Certificate(certificate) => Some(certificate),
        Credential::ClientSecret { .. } => None,
    }
}

/// Parses all fields, or returns an error for each invalid one.
pub(super) fn parse(wizard: &Wizard, choice: &Choice, entered: Entered) -> Result<Login, Wrong> {
    let fields = &wizard.typed;
    let server = names::server(&fields.host);
    let port = match &server {
        // The port can be typed after the name. The port field then has to be empty or the same.
        Ok(Server { port: Some(port), .. }) if [String::new(), port.to_string()].contains(&fields.port) => {
            Ok(*port)
        }
        _ => typed::port(&fields.port),
    };
    let named_twice = server.as_ref().ok().and_then(|server| server.port).filter(|named| port != Ok(*named));
    let username: Result<Username, RuleError> = match &entered {
        Entered::Text(Ok(secret)) if prefill::username_is_secret(choice) => secret.expose().parse(),
        _ if prefill::username_is_secret(choice) => Err(RuleError::Empty),
        _ => fields.username.parse(),
    };
    // Another server would get a token that opens the mailbox, and has another token endpoint.
    let elsewhere =
        server.as_ref().ok().filter(|server| !is_for_app(wizard, choice, server)).map(|_| app_host(choice));
    // The address was already valid in the provider step.
    let address = wizard.address.parse();
    let secret = whole(wizard, entered);
    match (server, port, username, secret, address) {
        (Ok(server), Ok(port), Ok(username), Ok(secret), Ok(address))
            if named_twice.is_none() && elsewhere.is_none() =>
        {
            let answers = Answers {
                provider: choice.id().to_owned(),
                host: server.host,
                port,
                security: server.security.or(fields.security).unwrap_or(Security::ImplicitTls),
                username,
                address,
                note: String::new(),
            };
            Ok(Login { answers, secret: Rc::new(secret) })
        }
        (server, port, username, secret, _) => Err(Wrong {
            server: server.is_err() || port.is_err() || named_twice.is_some() || elsewhere.is_some(),
            host: server.err().map(rule).or_else(|| Some(twice(named_twice?))).or(elsewhere),
            port: port
                .err()
                .map(|error| rule(if error == RuleError::Empty { RuleError::NotAPort } else { error })),
            username: username.err().filter(|_| !prefill::username_is_secret(choice)).map(rule),
            ..secret.err().unwrap_or_default()
        }),
    }
}

/// Returns the whole secret: what is in the field, and what was typed next to it.
fn whole(wizard: &Wizard, entered: Entered) -> Result<Secret, Wrong> {
    let text = match (wizard.plan().entry, entered) {
        (Entry::OauthClient(app), entered) => return oauth_client(&app, entered),
        (Entry::PluginClient { application, redirect, tenant, .. }, Entered::Text(text)) => {
            return plugin_client(wizard, [&application, &redirect, &tenant], text);
        }
        (_, Entered::Text(Ok(text))) => text,
        (_, entered) => return Err(Wrong { secret: entered.error(), ..Wrong::default() }),
    };
    if let Kind::Typed(kind) = wizard.secret_kind() {
        return Ok(Secret::Typed { kind, text });
    }
    match ServiceAccount::parse(text.expose()) {
        Ok(account) => Ok(Secret::ServiceAccount(account)),
        Err(wrong) => Err(wrong_secret(say::letter().key_error(wrong).into())),
    }
}

fn wrong_secret(error: AttrValue) -> Wrong {
    Wrong { secret: Some(error), ..Wrong::default() }
}

/// Returns the app. The date is about a client secret, because a certificate has its own.
fn oauth_client(app: &AppFields, entered: Entered) -> Result<Secret, Wrong> {
    let say = say::letter();
    let expires = if matches!(entered, Entered::Certificate(_)) { Ok(None) } else { expiry_of(app) };
    match (app.tenant.parse(), app.application.parse(), expires, entered) {
        (Ok(tenant), Ok(application), Ok(expires), Entered::Text(Ok(text))) => {
            let client = OauthClient::new(tenant, application, text);
            let client = client.map(|client| Secret::OauthClient(client.expiring(expires)));
            client.map_err(|SecretIsAnId| wrong_secret(say.app_secret_is_id().into()))
        }
        (Ok(tenant), Ok(application), Ok(_), Entered::Certificate(Ok(certificate))) => {
            Ok(Secret::OauthClient(OauthClient::with_certificate(tenant, application, certificate)))
        }
        (tenant, application, expires, entered) => Err(Wrong {
            tenant: tenant.err().map(|_| say.app_tenant_wrong().into()),
            application: application.err().map(|_| say.app_application_wrong().into()),
            secret: entered.error(),
            expires: expires.err(),
            ..Wrong::default()
        }),
    }
}

/// Returns the app for a plugin. At Microsoft, its ID has the form that every ID has there, and its secret hasn't.
fn plugin_client(
    wizard: &Wizard,
    [application, redirect, tenant]: [&str; 3],
    text: Result<SecretText, RuleError>,
) -> Result<Secret, Wrong> {
    let say = say::letter();
    let is_id = |text: &str| !is_at_google(wizard) && text.parse::<Guid>().is_ok();
    let text = match text {
        Ok(text) if is_id(text.expose()) => return Err(wrong_secret(say.app_secret_is_id().into())),
        Ok(text) => text,
        Err(error) => return Err(wrong_secret(rule(error))),
    };
    if !is_at_google(wizard) && !is_id(application) {
        let application = Some(say.app_application_wrong().into());
        return Err(Wrong { application, ..Wrong::default() });
    }
    // Only some plugins need it.
    let tenant = Some(tenant).filter(|tenant| !is_at_google(wizard) && !tenant.trim().is_empty());
    let Ok(tenant) = tenant.map(str::parse::<Tenant>).transpose() else {
        return Err(Wrong { tenant: Some(say.app_tenant_wrong().into()), ..Wrong::default() });
    };
    let client = PluginClient::new(application, text, redirect);
    client.map(|client| Secret::PluginClient(client.of_tenant(tenant))).map_err(|wrong| match wrong {
        NotAPluginClient::Id => Wrong { application: Some(say.client_id_wrong().into()), ..Wrong::default() },
        NotAPluginClient::Redirect => {
            Wrong { redirect: Some(say.redirect_wrong().into()), ..Wrong::default() }
        }
    })
}

/// Returns true if the server is one of the provider's, or if the sign-in doesn't get a token.
fn is_for_app(wizard: &Wizard, choice: &Choice, server: &Server) -> bool {
    let is_it =
        |provider: &ProviderGuide| provider.endpoints.iter().any(|one| one.host == server.host.as_str());
    !wizard.gets_token() || choice.provider().is_some_and(is_it)
}

fn app_host(choice: &Choice) -> AttrValue {
    let host = choice.provider().and_then(|provider| provider.endpoints.first()).map(|one| one.host.as_str());
    say::letter().app_host(&host.unwrap_or_default()).into()
}

fn twice(port: Port) -> AttrValue {
    say::letter().server_two_ports(&port).into()
}

fn rule(error: RuleError) -> AttrValue {
    say::client().rule_error(error).into()
}
