//! WordPress without a mail plugin: a must-use plugin of one file (WordPress developer resources, "Must Use Plugins"
//! and the hooks `phpmailer_init` and `wp_mail_from`). Access tokens go through PHPMailer's `OAuthTokenProvider`.

use zeroize::Zeroizing;

use super::{
    php,
    text::{Value, bracketed, by_security, of_account, of_certificate, of_client, written},
};
use crate::{
    details::{Answers, SecretText},
    grant::{ClientCertificate, OauthClient, ServiceAccount},
};

const PASSWORD: &str = include_str!("templates/wordpress_password.php");
const OAUTH: &str = include_str!("templates/wordpress_oauth.php");
const MICROSOFT: &str = include_str!("templates/wordpress_microsoft.php");
const CERTIFICATE: &str = include_str!("templates/wordpress_certificate.php");
const GOOGLE: &str = include_str!("templates/wordpress_google.php");

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    write(PASSWORD, answers, secret, &[("secret", Value::Text(secret.expose()))])
}

/// Writes a login with a token that is fetched with client credentials.
pub(super) fn oauth(answers: &Answers, client: &OauthClient) -> Zeroizing<String> {
    let request = [("request", Value::Part(MICROSOFT))];
    write(OAUTH, answers, client.text(), &[&request, &of_client(client)[..]].concat())
}

/// Writes a login with a token that is fetched with an assertion, signed with the certificate's key.
pub(super) fn certificate(
    answers: &Answers,
    client: &OauthClient,
    certificate: &ClientCertificate,
) -> Zeroizing<String> {
    let request = [("request", Value::Part(CERTIFICATE))];
    let values = of_certificate(client, certificate);
    write(OAUTH, answers, certificate.key(), &[&request, &values[..]].concat())
}

/// Writes a login with a token that is fetched with the key of a service account.
pub(super) fn service_account(answers: &Answers, account: &ServiceAccount) -> Zeroizing<String> {
    let request = [("request", Value::Part(GOOGLE))];
    write(OAUTH, answers, account.key(), &[&request, &of_account(account)[..]].concat())
}

/// Writes a file from a template. PHPMailer calls STARTTLS `tls`, and TLS from the first byte `ssl`.
fn write(
    template: &str,
    answers: &Answers,
    secret: &SecretText,
    values: &[(&str, Value<'_>)],
) -> Zeroizing<String> {
    let host = bracketed(&answers.host);
    let common = [("server", Value::Text(&host)), ("encryption", by_security(answers, "'ssl'", "'tls'"))];
    written(template, php::quote, answers, secret, &[&common, values])
}
