//! WordPress without a mail plugin: a must-use plugin of one file (WordPress developer resources, "Must Use Plugins"
//! and the hooks `phpmailer_init` and `wp_mail_from`). Access tokens go through PHPMailer's `OAuthTokenProvider`.

use zeroize::Zeroizing;

use super::{
    php,
    text::{Text, Value, bracketed, by_security, values_of},
};
use crate::{
    details::{Answers, SecretText},
    grant::{Guid, Tenant},
};

const PASSWORD: &str = include_str!("templates/wordpress_password.php");
const OAUTH: &str = include_str!("templates/wordpress_oauth.php");
const MICROSOFT: &str = include_str!("templates/wordpress_microsoft.php");
const GOOGLE: &str = include_str!("templates/wordpress_google.php");

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    write(PASSWORD, answers, secret, &[("secret", Value::Text(secret.expose()))])
}

/// Writes a login with a token that is fetched with client credentials.
pub(super) fn oauth(
    answers: &Answers,
    tenant: &Tenant,
    application: &Guid,
    secret: &SecretText,
) -> Zeroizing<String> {
    let values = [
        ("request", Value::Part(MICROSOFT)),
        ("tenant", Value::Text(tenant.as_str())),
        ("application", Value::Text(application.as_str())),
        ("secret", Value::Text(secret.expose())),
    ];
    write(OAUTH, answers, secret, &values)
}

/// Writes a login with a token that is fetched with the key of a service account.
pub(super) fn service_account(
    answers: &Answers,
    email: &str,
    key_id: &str,
    key: &SecretText,
) -> Zeroizing<String> {
    let values = [
        ("request", Value::Part(GOOGLE)),
        ("email", Value::Text(email)),
        ("key_id", Value::Text(key_id)),
        ("key", Value::Text(key.expose())),
    ];
    write(OAUTH, answers, key, &values)
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
    let mut text = Text::with_room_for(secret);
    text.fill(template, php::quote, &[&values_of(answers)[..], &common, values].concat());
    text.finish()
}
