//! What is known before the client types: the server and the user name that go with a provider.

use shared::{details::username_for, facts::Endpoint, rules::Address, wire::FoundServer};

use super::state::{Choice, Typed};

/// The fields as they stand when the details open. What was found for the domain goes before the provider's row.
pub(crate) fn typed(choice: &Choice, server: Option<&FoundServer>, address: &Address) -> Typed {
    let form = server.map(|server| &*server.username_form);
    let form = form.or(choice.provider().map(|provider| &*provider.username_form)).unwrap_or("full-email");
    let username = username_for(form, address, None).map(String::from).unwrap_or_default();
    if let Some(server) = server {
        return Typed {
            host: server.host.to_string(),
            port: server.port.to_string(),
            security: Some(server.security),
            username,
        };
    }
    match choice.provider().map(|provider| provider.endpoints.first()) {
        None => Typed {
            port: "465".into(),
            security: Some(shared::rules::Security::ImplicitTls),
            username,
            ..Typed::default()
        },
        Some(endpoint) => endpoint.map_or_else(Typed::default, |endpoint| at(endpoint, username)),
    }
}

/// The same fields at another of the provider's servers.
pub(crate) fn at(endpoint: &Endpoint, username: String) -> Typed {
    let host = &endpoint.host;
    Typed {
        host: if has_open_part(host) { String::new() } else { host.clone() },
        port: endpoint.port.to_string(),
        security: Some(endpoint.security),
        username,
    }
}

/// Returns true if a name still has a part, such as `<region>`, that only the client knows. `<domain>` is one too:
/// many hosts don't have a server of that name, or its certificate is for another.
pub(crate) fn has_open_part(host: &str) -> bool {
    host.contains('<')
}

/// Returns true if a name shows a person how theirs looks: a part of a published name is open, and not all of it is a
/// guess at the person's own domain or at a word for the whole name.
pub(crate) fn is_pattern(host: &str) -> bool {
    has_open_part(host) && !host.ends_with('>')
}

/// How the server's name looks, where the client has to type it.
pub(crate) fn host_to_ask(choice: &Choice) -> Option<&str> {
    match choice.provider() {
        None => Some(""),
        Some(provider) => provider
            .endpoints
            .first()
            .map(|endpoint| endpoint.host.as_str())
            .filter(|host| has_open_part(host)),
    }
}

/// Whether the user name is the secret itself, so that nothing is asked.
pub(crate) fn username_is_secret(choice: &Choice) -> bool {
    choice.provider().is_some_and(|provider| provider.username_form == "same-as-secret")
}

/// Whether the user name is fixed by the provider, so that nothing is asked.
pub(crate) fn username_is_fixed(choice: &Choice) -> bool {
    choice.provider().is_some_and(|provider| provider.username_form.starts_with("literal:"))
}
