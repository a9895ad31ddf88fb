//! The details that `sealpost seal` reads as JSON, field by field, so that an error names its field. No error repeats a
//! value.

mod fields;
mod secret;

use shared::{
    details::{Answers, NOTE_MAX, username_for},
    rules::{Address, Host, Port, RuleError, Security},
    secret::Secret,
    typed::{self, Server},
    wire::{FoundServer, ProviderGuide, ProviderServer},
};

use super::{
    Failure, names,
    say::{CLIENT, SAY},
};
use fields::Fields;

/// The fields, with the names that `--help` and errors use.
const KNOWN: [&str; 18] = [
    "provider",
    "host",
    "port",
    "security",
    "username",
    "secret_kind",
    "secret",
    "address",
    "note",
    "tenant",
    "application",
    "client_secret",
    "certificate",
    "secret_expires",
    REMIND,
    "service_account",
    "client_id",
    "redirect",
];

/// The field that is true or false.
const REMIND: &str = "remind";

/// What the object looks like.
const EXAMPLE: &str = r#"{"address": "orders@shop.example", "secret": "…"}"#;

/// Details whose provider isn't looked up yet.
pub(crate) struct Details {
    fields: Fields,
    as_typed: bool,
}

impl Details {
    /// Reads a JSON object with strings, numbers and a flag.
    pub(crate) fn parse(json: &str) -> Result<Self, Failure> {
        if json.trim().is_empty() {
            return Err(Failure::usage(SAY.details_missing()).next(SAY.details_example(&EXAMPLE)));
        }
        let fields = Fields::parse(json, &[REMIND])?;
        if let Some(name) = fields.names().find(|name| !KNOWN.contains(name)) {
            return Err(Failure::usage(SAY.details_field_unknown(&format!("{name:?}")))
                .next(SAY.details_field_unknown_next(&KNOWN.join(", "))));
        }
        let details = Self { fields, as_typed: false };
        details.address()?;
        // No provider can fill the secret in, so a missing one is reported before any server is asked.
        details.given()?;
        details.expiry()?;
        Ok(details)
    }

    /// Returns the same details, with the secret as it was typed.
    #[must_use]
    pub(crate) fn with_secret_as_typed(self, as_typed: bool) -> Self {
        Self { as_typed, ..self }
    }

    /// Returns true if the client wants the agency to be reminded before the client secret expires.
    pub(crate) fn wants_reminder(&self) -> bool {
        self.fields.flag(REMIND)
    }

    /// Returns the ID of the provider, if it was given.
    pub(crate) fn provider(&self) -> Option<&str> {
        self.fields.text("provider").filter(|id| !id.is_empty())
    }

    /// Returns true if the mail server was given.
    pub(crate) fn names_host(&self) -> bool {
        self.fields.text("host").is_some()
    }

    /// Returns the address that the site sends from.
    pub(crate) fn address(&self) -> Result<Address, Failure> {
        let text = self.fields.text("address").ok_or_else(|| missing("address"))?;
        names::address(text).map_err(|error| wrong("address", error))
    }

    /// Fills in what is known about the provider and what was found for the domain, and cleans the secret by the provider's
    /// rules.
    pub(crate) fn complete(
        self,
        provider: Option<&ProviderGuide>,
        found: Option<&FoundServer>,
    ) -> Result<(Answers, Secret), Failure> {
        let address = self.address()?;
        let secret = self.secret(provider)?;
        let typed = self.server()?;
        let found_there = found.map(endpoint_of);
        let of_row = || provider.and_then(|provider| self.endpoint(provider, typed.as_ref()));
        let endpoint = found_there.as_ref().or_else(of_row);
        let form =
            found.map(|found| &found.username_form).or(provider.map(|provider| &provider.username_form));
        let host = match (&typed, endpoint) {
            (Some(server), _) => server.host.clone(),
            (None, Some(endpoint)) => endpoint.host.parse().map_err(|error| wrong("host", error))?,
            (None, None) => return Err(missing("host")),
        };
        let port = self.port(typed.as_ref(), endpoint)?;
        let by_port = || match port.get() {
            465 | 2465 => Security::ImplicitTls,
            _ => Security::Starttls,
        };
        let security = match self.fields.text("security") {
            None => typed.and_then(|server| server.security).unwrap_or_else(|| {
                endpoint.filter(|e| e.port == port.get()).map_or_else(by_port, |e| e.security)
            }),
            Some(text) => text.parse().map_err(|_| about("security", SAY.details_security()))?,
        };
        let username = self.parsed("username", || username_for(form?, &address, secret.typed()))?;
        let answers = Answers {
            provider: provider.map(|provider| provider.id.clone()).unwrap_or_default(),
            host,
            port,
            security,
            username,
            address,
            note: self.note()?,
        };
        Ok((answers, secret))
    }

    /// Returns the mail server that was given, with the port and scheme if they were typed with it.
    fn server(&self) -> Result<Option<Server>, Failure> {
        self.fields
            .text("host")
            .map(|text| names::server(text).map_err(|error| wrong("host", error)))
            .transpose()
    }

    /// Returns the port from its field, or the one typed after the server's name, or the usual one.
    fn port(&self, typed: Option<&Server>, endpoint: Option<&ProviderServer>) -> Result<Port, Failure> {
        let behind = typed.and_then(|server| server.port);
        if let Some(text) = self.fields.text("port") {
            let port = typed::port(text).map_err(|error| wrong("port", error))?;
            return match behind.filter(|behind| *behind != port) {
                None => Ok(port),
                Some(behind) => {
                    Err(about("host", &SAY.details_two_ports(&behind, &port))
                        .next(SAY.details_two_ports_next()))
                }
            };
        }
        let by_scheme =
            || typed?.security.map(|security| if security == Security::ImplicitTls { 465 } else { 587 });
        let usual = || endpoint.map(|endpoint| endpoint.port).or_else(by_scheme).and_then(Port::new);
        behind.or_else(usual).ok_or_else(|| missing("port"))
    }

    /// Returns the provider's endpoint that best matches the details, among those that are the same for all customers.
    fn endpoint<'a>(
        &self,
        provider: &'a ProviderGuide,
        typed: Option<&Server>,
    ) -> Option<&'a ProviderServer> {
        let given_host = |host: &str| typed.is_none_or(|server| server.host.as_str() == host);
        let given = |name: &str, value: &str| self.fields.text(name).is_none_or(|text| text.trim() == value);
        let of_host = || {
            let is_one = |endpoint: &&ProviderServer| endpoint.host.parse::<Host>().is_ok();
            provider.endpoints.iter().filter(is_one).filter(|endpoint| given_host(&endpoint.host))
        };
        let fits = |endpoint: &&ProviderServer| {
            given("port", &endpoint.port.to_string()) && given("security", &endpoint.security.to_string())
        };
        of_host().find(fits).or_else(|| of_host().next())
    }

    fn note(&self) -> Result<String, Failure> {
        let note = self.fields.text("note").unwrap_or_default();
        if note.len() > NOTE_MAX {
            return Err(about("note", &SAY.details_note_long(&NOTE_MAX)));
        }
        Ok(note.to_owned())
    }

    fn parsed<T>(&self, name: &str, default: impl FnOnce() -> Option<T>) -> Result<T, Failure>
    where
        T: std::str::FromStr<Err = RuleError>,
    {
        match self.fields.text(name) {
            Some(text) => text.parse().map_err(|error| wrong(name, error)),
            None => default().ok_or_else(|| missing(name)),
        }
    }
}

fn endpoint_of(found: &FoundServer) -> ProviderServer {
    let FoundServer { host, port, security, .. } = found;
    ProviderServer { host: host.to_string(), port: port.get(), security: *security, note: String::new() }
}

fn missing(field: &str) -> Failure {
    about(field, SAY.details_required()).next(SAY.details_required_next())
}

fn wrong(field: &str, error: RuleError) -> Failure {
    about(field, &CLIENT.rule_error(error))
}

/// Returns the failure for a field.
fn about(field: &str, sentence: &str) -> Failure {
    Failure::usage(format!("{field}: {sentence}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::GUIDES;

    fn provider(id: &str) -> Option<ProviderGuide> {
        shared::facts::provider(id).map(|provider| GUIDES.tell(provider))
    }

    fn complete(json: &str, id: &str) -> Result<(Answers, Secret), String> {
        let details = Details::parse(json).map_err(|failure| failure.to_string())?;
        details.complete(provider(id).as_ref(), None).map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_known_provider_needs_only_address_and_secret() {
        let json = r#"{"address": "ada@shop.test", "secret": "abcd efgh ijkl mnop\n"}"#;
        let (answers, secret) = complete(json, "google-workspace").unwrap();
        assert_eq!(secret.text().expose(), "abcdefghijklmnop");
        assert_eq!((answers.host.as_str(), answers.port.get()), ("smtp.gmail.com", 465));
        assert_eq!(answers.security, Security::ImplicitTls);
        assert_eq!((answers.username.as_str(), secret.kind().as_str()), ("ada@shop.test", "app-password"));
    }

    #[test]
    fn given_details_override_the_providers() {
        let json =
            r#"{"address": "ada@shop.test", "secret": "x", "port": 587, "username": "boss@shop.test"}"#;
        let (answers, _) = complete(json, "google-workspace").unwrap();
        assert_eq!((answers.port.get(), answers.security), (587, Security::Starttls));
        assert_eq!(answers.username.as_str(), "boss@shop.test");
    }

    #[test]
    fn found_details_override_the_providers_but_not_given_ones() {
        let found = FoundServer {
            host: "mail.shop.test".parse().unwrap(),
            port: Port::new(465).unwrap(),
            security: Security::ImplicitTls,
            username_form: "local-part".into(),
        };
        let json = r#"{"address": "ada@shop.test", "secret": "x"}"#;
        let details = Details::parse(json).unwrap();
        let (answers, _) = details.complete(provider("cpanel").as_ref(), Some(&found)).unwrap();
        assert_eq!((answers.provider.as_str(), answers.host.as_str()), ("cpanel", "mail.shop.test"));
        assert_eq!((answers.port.get(), answers.username.as_str()), (465, "ada"));
        let json = r#"{"address": "ada@shop.test", "secret": "x", "port": 587, "username": "boss"}"#;
        let (answers, _) = Details::parse(json).unwrap().complete(None, Some(&found)).unwrap();
        assert_eq!((answers.port.get(), answers.security), (587, Security::Starttls));
        assert_eq!(answers.username.as_str(), "boss");
    }

    #[test]
    fn without_a_provider_the_server_is_needed() {
        let json = r#"{"address": "ada@shop.test", "secret": "x", "host": "mail.shop.test", "port": "465",
            "username": "ada"}"#;
        let (answers, _) = complete(json, "").unwrap();
        assert_eq!((answers.provider.as_str(), answers.security), ("", Security::ImplicitTls));
        let error = complete(r#"{"address": "ada@shop.test", "secret": "x"}"#, "").unwrap_err();
        assert!(error.starts_with(&format!("host: {}", SAY.details_required())), "{error}");
    }

    #[test]
    fn port_and_scheme_next_to_a_server_are_read() {
        let fields = |host: &str, more: &str| {
            let json = format!(
                r#"{{"address": "ada@shop.test", "secret": "x", "username": "ada", "host": "{host}"{more}}}"#
            );
            let (answers, _) = complete(&json, "")?;
            Ok((answers.host.to_string(), answers.port.get(), answers.security))
        };
        let shop = |port, security| Ok::<_, String>(("smtp.shop.test".to_owned(), port, security));
        assert_eq!(fields("smtp.shop.test:465", ""), shop(465, Security::ImplicitTls));
        assert_eq!(fields("SMTPS://smtp.shop.test/", ""), shop(465, Security::ImplicitTls));
        assert_eq!(fields("smtp.shop.test.", r#", "port": "587 (STARTTLS)""#), shop(587, Security::Starttls));
        assert_eq!(
            fields("smtps://smtp.shop.test:2465", r#", "port": 2465"#),
            shop(2465, Security::ImplicitTls)
        );
        assert!(fields("smtp.shop.test:465", r#", "port": 587"#).unwrap_err().contains("465"));
        let missing = format!("port: {}", SAY.details_required());
        assert!(fields("smtp.shop.test", "").unwrap_err().starts_with(&missing));
        assert!(fields("smtp_out.shop.test", "").unwrap_err().contains(&CLIENT.sign('_')));
    }

    #[test]
    fn mistakes_are_named_by_their_field_and_no_value_is_repeated() {
        let rule = |error| CLIENT.rule_error(error);
        for (json, field, sentence) in [
            (r#"{"secret": "hunter2"}"#, "address", SAY.details_required()),
            (r#"{"address": "ada", "secret": "hunter2"}"#, "address", &rule(RuleError::NotAnAddress)),
            (r#"{"address": "ada@shop.test"}"#, "secret", SAY.details_required()),
            (r#"{"address": "ada@shop.test", "secret": " "}"#, "secret", &rule(RuleError::Empty)),
            (r#"{"address": "ada@shop.test", "secret": ["hunter2"]}"#, "secret", SAY.details_not_text()),
            (
                r#"{"address": "ada@shop.test", "secret": "hunter2", "port": 70000}"#,
                "port",
                &rule(RuleError::NotAPort),
            ),
            (
                r#"{"address": "ada@shop.test", "secret": "hunter2", "host": "a b"}"#,
                "host",
                &rule(RuleError::Sign(' ')),
            ),
            (
                r#"{"address": "ada@shop.test", "secret": "hunter2", "security": "tls"}"#,
                "security",
                SAY.details_security(),
            ),
            (
                r#"{"address": "ada@shop.test", "secret": "hunter2", "secret_kind": "x"}"#,
                "secret_kind",
                SAY.details_secret_kind(),
            ),
            (
                r#"{"adress": "ada@shop.test", "secret": "hunter2"}"#,
                "",
                &SAY.details_field_unknown(&"\"adress\""),
            ),
            (r#"{"secret": "hunter2", "secret": "hunter2"}"#, "secret", SAY.details_twice()),
            (r#"{"secret": "hunter2""#, "", &SAY.details_not_json(&1, &20)),
            (r#"["hunter2"]"#, "", SAY.details_not_object()),
        ] {
            let start = if field.is_empty() { sentence.into() } else { format!("{field}: {sentence}") };
            let error = complete(json, "google-workspace").unwrap_err();
            assert!(error.starts_with(&start) && !error.contains("hunter2"), "{json}: {error}");
        }
    }
}
