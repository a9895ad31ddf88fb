//! The text of settings while it is written. It is in a buffer that never grows, because growing would leave copies of
//! the secret in memory.

use std::{borrow::Cow, net::IpAddr};

use zeroize::Zeroizing;

use crate::{
    details::{Answers, SecretText},
    grant::{ClientCertificate, OauthClient, ServiceAccount},
    rules::{Host, Security},
};

/// Room for everything except the secret: the longest template, and names with each character escaped.
const ROOM: usize = 12 * 1024;
/// How many bytes one byte of a value becomes at most, which is in a URL.
const ESCAPED: usize = 3;

/// Settings, as far as they are written.
pub(super) struct Text(Zeroizing<String>);

/// Writes a value so that a language reads exactly this value, with the quotes.
pub(super) type Quote = fn(&mut Text, &str);

/// What replaces a name in a template.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// A text from outside, which is quoted.
    Text(&'a str),
    /// Code of our own.
    Code(&'static str),
    /// A port.
    Port(u16),
    /// A template of our own, with the same names.
    Part(&'static str),
}

impl Text {
    /// Creates an empty text, with room for this secret once.
    pub(super) fn with_room_for(secret: &SecretText) -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM + ESCAPED * secret.expose().len())))
    }

    pub(super) fn push(&mut self, part: &str) {
        self.0.push_str(part);
    }

    pub(super) fn push_char(&mut self, c: char) {
        self.0.push(c);
    }

    /// Adds a value in single quotes, with a backslash before each quote and each backslash in it.
    pub(super) fn push_single_quoted(&mut self, value: &str) {
        self.push_char('\'');
        for c in value.chars() {
            if matches!(c, '\'' | '\\') {
                self.push_char('\\');
            }
            self.push_char(c);
        }
        self.push_char('\'');
    }

    /// Adds a template of ours. Each `{{name}}` in it becomes the value of that name.
    pub(super) fn fill(&mut self, template: &str, quote: Quote, values: &[(&str, Value<'_>)]) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            self.push(before);
            let (name, after) = after.split_once("}}").expect("our templates close each name");
            let (_, value) =
                values.iter().find(|(known, _)| *known == name).expect("each name in our templates is known");
            match *value {
                Value::Text(value) => quote(self, value),
                Value::Code(code) => self.push(code),
                Value::Port(port) => self.push(&port.to_string()),
                Value::Part(part) => self.fill(part, quote, values),
            }
            rest = after;
        }
        self.push(rest);
    }

    pub(super) fn finish(self) -> Zeroizing<String> {
        self.0
    }

    /// Returns how much fits in without growing.
    #[cfg(test)]
    pub(super) fn room(&self) -> usize {
        self.0.capacity()
    }
}

/// Writes settings from a template, with the values of the answers and these.
pub(super) fn written(
    template: &str,
    quote: Quote,
    answers: &Answers,
    secret: &SecretText,
    values: &[&[(&str, Value<'_>)]],
) -> Zeroizing<String> {
    let mut text = Text::with_room_for(secret);
    text.fill(template, quote, &[&[&values_of(answers)[..]], values].concat().concat());
    text.finish()
}

/// Returns the values that templates need for an app registration with a client secret.
pub(super) fn of_client(client: &OauthClient) -> [(&'static str, Value<'_>); 3] {
    [
        ("tenant", Value::Text(client.tenant().as_str())),
        ("application", Value::Text(client.application().as_str())),
        ("secret", Value::Text(client.text().expose())),
    ]
}

/// Returns the values that templates need for an app registration with a certificate.
pub(super) fn of_certificate<'a>(
    client: &'a OauthClient,
    certificate: &'a ClientCertificate,
) -> [(&'static str, Value<'a>); 4] {
    [
        ("tenant", Value::Text(client.tenant().as_str())),
        ("application", Value::Text(client.application().as_str())),
        ("certificate", Value::Text(certificate.certificate())),
        ("key", Value::Text(certificate.key().expose())),
    ]
}

/// Returns the values that templates need for a service account.
pub(super) fn of_account(account: &ServiceAccount) -> [(&'static str, Value<'_>); 3] {
    [
        ("email", Value::Text(account.email().as_str())),
        ("key_id", Value::Text(account.key_id())),
        ("key", Value::Text(account.key().expose())),
    ]
}

/// Returns the values that templates need for the server, the user and the sender.
fn values_of(answers: &Answers) -> [(&'static str, Value<'_>); 4] {
    [
        ("host", Value::Text(answers.host.as_str())),
        ("port", Value::Port(answers.port.get())),
        ("user", Value::Text(answers.username.as_str())),
        ("from", Value::Text(answers.address.as_str())),
    ]
}

/// Returns the first code for TLS from the first byte, and the second for STARTTLS.
pub(super) fn by_security(
    answers: &Answers,
    implicit_tls: &'static str,
    starttls: &'static str,
) -> Value<'static> {
    Value::Code(match answers.security {
        Security::ImplicitTls => implicit_tls,
        Security::Starttls => starttls,
    })
}

/// Returns the host as it is written before a port: an IPv6 address in brackets.
pub(super) fn bracketed(host: &Host) -> Cow<'_, str> {
    match host.ip() {
        Some(IpAddr::V6(ip)) => Cow::Owned(format!("[{ip}]")),
        _ => Cow::Borrowed(host.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_once() {
        let secret = SecretText::new("x".into()).unwrap();
        let mut text = Text::with_room_for(&secret);
        let values = [
            ("a", Value::Text("{{b}}'")),
            ("b", Value::Port(465)),
            ("c", Value::Part("<{{b}}>")),
            ("d", Value::Code("true")),
        ];
        text.fill("{{a}} {{b}} {{c}} {{d}} {}", Text::push_single_quoted, &values);
        assert_eq!(*text.finish(), r"'{{b}}\'' 465 <465> true {}");
    }

    #[test]
    fn ipv6_addresses_are_in_brackets() {
        for (host, written) in
            [("::1", "[::1]"), ("127.0.0.1", "127.0.0.1"), ("smtp.shop.test", "smtp.shop.test")]
        {
            assert_eq!(bracketed(&host.parse().unwrap()), written);
        }
    }
}
