//! Nodemailer: a JavaScript module that exports a transport (Nodemailer documentation, "SMTP transport" and "OAuth2").

use zeroize::Zeroizing;

use super::{
    javascript,
    text::{Text, Value, by_security, values_of},
};
use crate::{
    details::{Answers, SecretText},
    grant::{Guid, Tenant},
};

const PASSWORD: &str = include_str!("templates/nodemailer_password.mjs");
const MICROSOFT: &str = include_str!("templates/nodemailer_microsoft.mjs");
const GOOGLE: &str = include_str!("templates/nodemailer_google.mjs");

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    write(PASSWORD, answers, secret, &[("secret", Value::Text(secret.expose()))])
}

/// Writes a transport that gets a token with client credentials.
pub(super) fn oauth(
    answers: &Answers,
    tenant: &Tenant,
    application: &Guid,
    secret: &SecretText,
) -> Zeroizing<String> {
    let values = [
        ("tenant", Value::Text(tenant.as_str())),
        ("application", Value::Text(application.as_str())),
        ("secret", Value::Text(secret.expose())),
    ];
    write(MICROSOFT, answers, secret, &values)
}

/// Writes a transport with the key of a service account. Nodemailer gets the token itself.
pub(super) fn service_account(answers: &Answers, email: &str, key: &SecretText) -> Zeroizing<String> {
    write(GOOGLE, answers, key, &[("email", Value::Text(email)), ("key", Value::Text(key.expose()))])
}

fn write(
    template: &str,
    answers: &Answers,
    secret: &SecretText,
    values: &[(&str, Value<'_>)],
) -> Zeroizing<String> {
    let common = [
        ("starttls", by_security(answers, "false", "true")),
        ("implicit_tls", by_security(answers, "true", "false")),
    ];
    let mut text = Text::with_room_for(secret);
    text.fill(template, javascript::quote, &[&values_of(answers)[..], &common, values].concat());
    text.finish()
}
