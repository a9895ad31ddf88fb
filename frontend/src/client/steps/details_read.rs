//! Parses the details that the client typed.

use std::rc::Rc;

use shared::{
    details::{Answers, SecretText},
    grant::{OauthClient, SecretIsAnId},
    rules::{Port, RuleError, Security, Username},
    secret::Secret,
    typed::{self, Server},
    wire::ProviderGuide,
};
use yew::prelude::*;

use super::server_fields::Wrong;
use crate::{
    client::{
        prefill,
        state::{Choice, Login, Wizard},
    },
    names, say,
};

/// Parses all fields, or returns an error for each invalid one.
pub(super) fn parse(
    wizard: &Wizard,
    choice: &Choice,
    secret: Result<SecretText, RuleError>,
) -> Result<Login, Wrong> {
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
    let username: Result<Username, RuleError> = match &secret {
        Ok(secret) if prefill::username_is_secret(choice) => secret.expose().parse(),
        _ if prefill::username_is_secret(choice) => Err(RuleError::Empty),
        _ => fields.username.parse(),
    };
    // Another server would get a token that opens the mailbox, and has another token endpoint.
    let elsewhere =
        server.as_ref().ok().filter(|server| !is_for_app(wizard, choice, server)).map(|_| app_host(choice));
    // The address was already valid in the provider step.
    let address = wizard.address.parse();
    let secret = whole(wizard, choice, secret);
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

/// Returns the whole secret: the text, or an app with it.
fn whole(wizard: &Wizard, choice: &Choice, text: Result<SecretText, RuleError>) -> Result<Secret, Wrong> {
    let say = say::letter();
    let Some(app) = &wizard.typed.app else {
        return match text {
            Ok(text) => Ok(Secret::Typed { kind: choice.secret_kind(), text }),
            Err(error) => Err(Wrong { secret: Some(rule(error)), ..Wrong::default() }),
        };
    };
    match (app.tenant.parse(), app.application.parse(), text) {
        (Ok(tenant), Ok(application), Ok(text)) => {
            let client = OauthClient::new(tenant, application, text).map(Secret::OauthClient);
            client.map_err(|SecretIsAnId| Wrong {
                secret: Some(say.app_secret_is_id().into()),
                ..Wrong::default()
            })
        }
        (tenant, application, text) => Err(Wrong {
            tenant: tenant.err().map(|_| say.app_tenant_wrong().into()),
            application: application.err().map(|_| say.app_application_wrong().into()),
            secret: text.err().map(rule),
            ..Wrong::default()
        }),
    }
}

/// Returns true if the server is one of the provider's, or if the client doesn't use an app.
fn is_for_app(wizard: &Wizard, choice: &Choice, server: &Server) -> bool {
    let is_it =
        |provider: &ProviderGuide| provider.endpoints.iter().any(|one| one.host == server.host.as_str());
    !wizard.has_app() || choice.provider().is_some_and(is_it)
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
