//! Django: settings (Django documentation, "Settings" and "Migrating email to mailers"), and a mail backend for access
//! tokens. Django uses Python's `smtplib`, which signs in only with ASCII.

use zeroize::Zeroizing;

use super::{
    Reason, python,
    text::{Value, by_security, of_client, written},
};
use crate::{
    details::{Answers, SecretText},
    grant::OauthClient,
};

const SETTINGS: &str = include_str!("templates/django_settings.py");
const PASSWORD: &str = include_str!("templates/django_password.py");
const OAUTH: &str = include_str!("templates/django_oauth.py");

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Result<Zeroizing<String>, Reason> {
    if !answers.username.as_str().is_ascii() {
        return Err(Reason::UsernameNotAscii);
    }
    if !secret.expose().is_ascii() {
        return Err(Reason::SecretNotAscii);
    }
    Ok(write(PASSWORD, answers, secret, &[("secret", Value::Text(secret.expose()))]))
}

/// Writes a mail backend that gets a token with client credentials, and the settings that use it.
pub(super) fn oauth(answers: &Answers, client: &OauthClient) -> Result<Zeroizing<String>, Reason> {
    if !answers.username.as_str().is_ascii() {
        return Err(Reason::UsernameNotAscii);
    }
    Ok(write(OAUTH, answers, client.text(), &of_client(client)))
}

fn write(
    template: &str,
    answers: &Answers,
    secret: &SecretText,
    values: &[(&str, Value<'_>)],
) -> Zeroizing<String> {
    let common = [
        ("settings", Value::Part(SETTINGS)),
        ("starttls", by_security(answers, "False", "True")),
        ("implicit_tls", by_security(answers, "True", "False")),
    ];
    written(template, python::quote, answers, secret, &[&common, values])
}
