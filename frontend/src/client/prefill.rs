//! The settings that are known before the client types: the provider's server and user name.

use shared::{
    details::username_for,
    rules::Address,
    wire::{FoundServer, ProviderServer},
};

use super::state::{Choice, Typed};

/// Returns the initial values of the settings fields. A server found for the domain takes precedence over the provider
/// table.
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
            plan: String::new(),
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

/// Returns the field values for one of the provider's servers.
pub(crate) fn at(endpoint: &ProviderServer, username: String) -> Typed {
    let host = &endpoint.host;
    Typed {
        host: if has_open_part(host) { String::new() } else { host.clone() },
        port: endpoint.port.to_string(),
        security: Some(endpoint.security),
        username,
        plan: String::new(),
    }
}

/// Returns true if a server name has a placeholder, such as `<region>`, that only the client can fill in. `<domain>` is
/// a placeholder too: many hosts have no server of that name, or its certificate is for another name.
pub(crate) fn has_open_part(host: &str) -> bool {
    host.contains('<')
}

/// Returns true if a server name with a placeholder is useful as an example. A name that ends in a placeholder is only
/// a guess.
pub(crate) fn is_pattern(host: &str) -> bool {
    has_open_part(host) && !host.ends_with('>')
}

/// Returns the server name with its placeholders if the client has to type it. Returns an empty string if nothing is
/// known.
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

/// Returns true if the user name is the secret itself, so that it needs no field.
pub(crate) fn username_is_secret(choice: &Choice) -> bool {
    choice.provider().is_some_and(|provider| provider.username_form == "same-as-secret")
}

/// Returns true if the provider has one user name for everyone, so that it needs no field.
pub(crate) fn username_is_fixed(choice: &Choice) -> bool {
    choice.provider().is_some_and(|provider| provider.username_form.starts_with("literal:"))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use shared::{facts, wire::ProviderGuide};

    /// Returns all providers in the form that the page receives.
    fn providers() -> Vec<Rc<ProviderGuide>> {
        let guides = words::guides(words::Language::En);
        facts::providers().iter().map(|row| Rc::new(guides.tell(row))).collect()
    }

    fn filled_in(provider: &Rc<ProviderGuide>) -> Typed {
        typed(&Choice::Known(provider.clone()), None, &"info@shop.test".parse().unwrap())
    }

    #[test]
    fn a_server_is_filled_in_as_published_and_never_guessed_from_the_domain() {
        for provider in providers() {
            let host = filled_in(&provider).host;
            let is_published = provider.endpoints.iter().any(|endpoint| endpoint.host == host);
            assert!(host.is_empty() || is_published, "{}: {host}", provider.id);
            assert!(!host.contains(['<', '>']) && !host.contains("shop.test"), "{}: {host}", provider.id);
            for endpoint in &provider.endpoints {
                let host = at(endpoint, String::new()).host;
                assert!(host.is_empty() || host == endpoint.host, "{}: {host}", provider.id);
                assert!(!host.contains('<'), "{}: {host}", provider.id);
                // A guessed name isn't shown as an example either.
                if endpoint.host.contains("<domain>") {
                    assert!(host.is_empty() && !is_pattern(&endpoint.host), "{}", provider.id);
                }
            }
        }
    }

    #[test]
    fn no_text_for_clients_guesses_a_server() {
        for provider in providers() {
            let ProviderGuide { guide, admin, gotchas, username_note, .. } = &*provider;
            for text in guide.iter().chain(gotchas).chain([username_note]).chain(admin) {
                assert!(!text.contains("mail.<") && !text.contains("mail.your"), "{}: {text}", provider.id);
            }
        }
        // Some providers do have such a name, so the two tests check something.
        let all = providers();
        let guesses = all.iter().filter(|one| one.endpoints.iter().any(|at| at.host == "mail.<domain>"));
        assert!(guesses.count() >= 2);
    }

    #[test]
    fn a_server_found_for_the_domain_takes_precedence() {
        let provider = providers()
            .into_iter()
            .find(|one| one.endpoints[0].host == "mail.<domain>")
            .expect("a provider whose server is in the client's domain");
        let found = FoundServer {
            host: "mail.shop.test".parse().unwrap(),
            port: shared::rules::Port::new(587).unwrap(),
            security: shared::rules::Security::Starttls,
            username_form: "full-email".into(),
        };
        let choice = Choice::Known(provider);
        let typed = typed(&choice, Some(&found), &"info@shop.test".parse().unwrap());
        assert_eq!((&*typed.host, &*typed.port), ("mail.shop.test", "587"));
    }
}
