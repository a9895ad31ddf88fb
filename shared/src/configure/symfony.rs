//! Symfony: the variable `MAILER_DSN` (Symfony documentation, "Sending Emails with Mailer").

use zeroize::Zeroizing;

use super::{
    text::{Text, bracketed},
    url,
};
use crate::{
    details::{Answers, SecretText},
    rules::Security,
};

/// Writes a login with a password. A URL needs no quotes in a `.env` file, because everything special is encoded.
/// Symfony 7.3 and later don't send the password without TLS if the DSN says so. Earlier versions ignore that.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    let (scheme, options) = match answers.security {
        Security::ImplicitTls => ("smtps", ""),
        Security::Starttls => ("smtp", "?require_tls=true"),
    };
    let mut text = Text::with_room_for(secret);
    for part in ["MAILER_DSN=", scheme, "://"] {
        text.push(part);
    }
    url::quote(&mut text, answers.username.as_str());
    text.push(":");
    url::quote(&mut text, secret.expose());
    for part in ["@", &*bracketed(&answers.host), ":", &answers.port.to_string(), options, "\n"] {
        text.push(part);
    }
    text.finish()
}
