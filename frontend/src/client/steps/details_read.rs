//! Parses the details that the client typed.

use std::rc::Rc;

use shared::{
    details::{Answers, Secret},
    rules::{Port, RuleError, Security, Username},
    typed::{self, Server},
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
    secret: Result<Secret, RuleError>,
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
    // The address was already valid in the provider step.
    let address = wizard.address.parse();
    match (server, port, username, secret, address) {
        (Ok(server), Ok(port), Ok(username), Ok(secret), Ok(address)) if named_twice.is_none() => {
            let answers = Answers {
                provider: choice.id().to_owned(),
                host: server.host,
                port,
                security: server.security.or(fields.security).unwrap_or(Security::ImplicitTls),
                username,
                secret_kind: choice.secret_kind(),
                address,
                note: String::new(),
            };
            Ok(Login { answers, secret: Rc::new(secret) })
        }
        (server, port, username, secret, _) => Err(Wrong {
            server: server.is_err() || port.is_err() || named_twice.is_some(),
            host: server.err().map(rule).or_else(|| Some(twice(named_twice?))),
            port: port
                .err()
                .map(|error| rule(if error == RuleError::Empty { RuleError::NotAPort } else { error })),
            username: username.err().filter(|_| !prefill::username_is_secret(choice)).map(rule),
            secret: secret.err().map(rule),
        }),
    }
}

fn twice(port: Port) -> AttrValue {
    say::letter().server_two_ports(&port).into()
}

fn rule(error: RuleError) -> AttrValue {
    say::client().rule_error(error).into()
}
