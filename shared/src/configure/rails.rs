//! Ruby on Rails: Action Mailer with the mail gem (Rails guides, "Action Mailer Basics"), and a delivery method for
//! access tokens. These need net-smtp 0.5, the first version with XOAUTH2.

use zeroize::Zeroizing;

use super::{
    ruby,
    text::{Value, by_security, of_account, of_certificate, of_client, written},
};
use crate::{
    details::{Answers, SecretText},
    grant::{ClientCertificate, OauthClient, ServiceAccount},
};

const PASSWORD: &str = include_str!("templates/rails_password.rb");
const OAUTH: &str = include_str!("templates/rails_oauth.rb");
const MICROSOFT: &str = include_str!("templates/rails_microsoft.rb");
const CERTIFICATE: &str = include_str!("templates/rails_certificate.rb");
const GOOGLE: &str = include_str!("templates/rails_google.rb");

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    let values = [("mechanism", mechanism(answers)), ("secret", Value::Text(secret.expose()))];
    write(PASSWORD, answers, secret, &values)
}

/// Writes a delivery method that gets a token with client credentials.
pub(super) fn oauth(answers: &Answers, client: &OauthClient) -> Zeroizing<String> {
    let request = [("request", Value::Part(MICROSOFT))];
    write(OAUTH, answers, client.text(), &[&request, &of_client(client)[..]].concat())
}

/// Writes a delivery method that gets a token with an assertion, signed with the certificate's key.
pub(super) fn certificate(
    answers: &Answers,
    client: &OauthClient,
    certificate: &ClientCertificate,
) -> Zeroizing<String> {
    let request = [("request", Value::Part(CERTIFICATE))];
    let values = of_certificate(client, certificate);
    write(OAUTH, answers, certificate.key(), &[&request, &values[..]].concat())
}

/// Writes a delivery method that gets a token with the key of a service account.
pub(super) fn service_account(answers: &Answers, account: &ServiceAccount) -> Zeroizing<String> {
    let request = [("request", Value::Part(GOOGLE))];
    write(OAUTH, answers, account.key(), &[&request, &of_account(account)[..]].concat())
}

/// Returns the mechanism. net-smtp doesn't look which ones the server offers, and Microsoft offers only LOGIN.
fn mechanism(answers: &Answers) -> Value<'static> {
    let host = answers.host.as_str();
    let is_microsoft = [".office365.com", ".outlook.com"].into_iter().any(|domain| host.ends_with(domain));
    Value::Code(if is_microsoft { ":login" } else { ":plain" })
}

fn write(
    template: &str,
    answers: &Answers,
    secret: &SecretText,
    values: &[(&str, Value<'_>)],
) -> Zeroizing<String> {
    let common = [("tls", by_security(answers, "tls", "enable_starttls"))];
    written(template, ruby::quote, answers, secret, &[&common, values])
}
