//! Django: settings (Django documentation, "Settings" and "Migrating email to mailers"), and a mail backend for access
//! tokens. Django uses Python's `smtplib`, which signs in only with ASCII.

use zeroize::Zeroizing;

use super::{
    Reason, python,
    text::{Text, Value, by_security, values_of},
};
use crate::{
    details::{Answers, SecretText},
    grant::{Guid, Tenant},
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
pub(super) fn oauth(
    answers: &Answers,
    tenant: &Tenant,
    application: &Guid,
    secret: &SecretText,
) -> Result<Zeroizing<String>, Reason> {
    if !answers.username.as_str().is_ascii() {
        return Err(Reason::UsernameNotAscii);
    }
    let values = [
        ("tenant", Value::Text(tenant.as_str())),
        ("application", Value::Text(application.as_str())),
        ("secret", Value::Text(secret.expose())),
    ];
    Ok(write(OAUTH, answers, secret, &values))
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
    let mut text = Text::with_room_for(secret);
    text.fill(template, python::quote, &[&values_of(answers)[..], &common, values].concat());
    text.finish()
}
