//! WP Mail SMTP: the constants that its documentation lists ("How to Secure SMTP Settings by Using Constants").

use zeroize::Zeroizing;

use super::{php::Constants, provider::Provider, text::bracketed};
use crate::{
    details::{Answers, SecretText},
    rules::Security,
};

/// Writes a login with a password. The plugin calls STARTTLS (RFC 3207) `tls`, and TLS from the first byte `ssl`.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    let encryption = match answers.security {
        Security::ImplicitTls => "ssl",
        Security::Starttls => "tls",
    };
    let mut text = Constants::with_room_for(secret);
    mailer(&mut text, "smtp", answers);
    text.string("WPMS_SMTP_HOST", &bracketed(&answers.host));
    text.raw("WPMS_SMTP_PORT", &answers.port.to_string());
    text.string("WPMS_SSL", encryption);
    text.raw("WPMS_SMTP_AUTH", "true");
    text.string("WPMS_SMTP_USER", answers.username.as_str());
    text.string("WPMS_SMTP_PASS", secret.expose());
    text.finish()
}

/// Writes an app for which a person consents in the plugin's settings.
pub(super) fn plugin_client(
    answers: &Answers,
    provider: Provider,
    id: &str,
    secret: &SecretText,
) -> Zeroizing<String> {
    let (name, id_constant, secret_constant) = match provider {
        Provider::Google => ("gmail", "WPMS_GMAIL_CLIENT_ID", "WPMS_GMAIL_CLIENT_SECRET"),
        Provider::Microsoft => ("outlook", "WPMS_OUTLOOK_CLIENT_ID", "WPMS_OUTLOOK_CLIENT_SECRET"),
    };
    let mut text = Constants::with_room_for(secret);
    mailer(&mut text, name, answers);
    text.string(id_constant, id);
    text.string(secret_constant, secret.expose());
    text.finish()
}

fn mailer(text: &mut Constants, name: &str, answers: &Answers) {
    text.raw("WPMS_ON", "true");
    text.string("WPMS_MAILER", name);
    text.string("WPMS_MAIL_FROM", answers.address.as_str());
    text.raw("WPMS_MAIL_FROM_FORCE", "true");
}
