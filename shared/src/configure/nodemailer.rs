//! Nodemailer: a JavaScript module that exports a transport (Nodemailer documentation, "SMTP transport" and "OAuth2").

use zeroize::Zeroizing;

use super::{
    javascript,
    text::{Value, by_security, of_account, of_certificate, of_client, written},
};
use crate::{
    details::{Answers, SecretText},
    grant::{ClientCertificate, OauthClient, ServiceAccount},
};

const PASSWORD: &str = include_str!("templates/nodemailer_password.mjs");
const MICROSOFT: &str = include_str!("templates/nodemailer_microsoft.mjs");
const CERTIFICATE: &str = include_str!("templates/nodemailer_certificate.mjs");
const GOOGLE: &str = include_str!("templates/nodemailer_google.mjs");

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    write(PASSWORD, answers, secret, &[("secret", Value::Text(secret.expose()))])
}

/// Writes a transport that gets a token with client credentials.
pub(super) fn oauth(answers: &Answers, client: &OauthClient) -> Zeroizing<String> {
    write(MICROSOFT, answers, client.text(), &of_client(client))
}

/// Writes a transport that gets a token with an assertion, signed with the certificate's key.
pub(super) fn certificate(
    answers: &Answers,
    client: &OauthClient,
    certificate: &ClientCertificate,
) -> Zeroizing<String> {
    write(CERTIFICATE, answers, certificate.key(), &of_certificate(client, certificate))
}

/// Writes a transport with the key of a service account. Nodemailer gets the token itself.
pub(super) fn service_account(answers: &Answers, account: &ServiceAccount) -> Zeroizing<String> {
    write(GOOGLE, answers, account.key(), &of_account(account))
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
    written(template, javascript::quote, answers, secret, &[&common, values])
}
