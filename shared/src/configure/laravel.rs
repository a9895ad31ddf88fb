//! Laravel: the `MAIL_*` variables that its `config/mail.php` reads (Laravel documentation, "Mail"), since version 11.

use zeroize::Zeroizing;

use super::{
    dotenv::{Reader, Remarks, Variables},
    text::bracketed,
};
use crate::{
    details::{Answers, SecretText},
    rules::Security,
};

/// Writes a login with a password. The scheme `smtps` is TLS from the first byte, and `smtp` is STARTTLS.
pub(super) fn typed(answers: &Answers, secret: &SecretText, remarks: Remarks) -> Zeroizing<String> {
    let scheme = match answers.security {
        Security::ImplicitTls => "smtps",
        Security::Starttls => "smtp",
    };
    let mut text = Variables::with_room_for(secret, Some(Reader::Phpdotenv), remarks);
    text.variable("MAIL_MAILER", "smtp");
    text.variable("MAIL_SCHEME", scheme);
    text.variable("MAIL_HOST", &bracketed(&answers.host));
    text.variable("MAIL_PORT", &answers.port.to_string());
    text.variable("MAIL_USERNAME", &kept_by_env(answers.username.as_str()));
    text.variable("MAIL_PASSWORD", &kept_by_env(secret.expose()));
    text.variable("MAIL_FROM_ADDRESS", &kept_by_env(answers.address.as_str()));
    text.finish()
}

/// Returns the text that Laravel's `env()` turns into this value. It makes a boolean or nothing of some words, and
/// removes quotes around everything else (`Illuminate\Support\Env`), so these values get quotes.
fn kept_by_env(value: &str) -> Zeroizing<String> {
    let is_word = ["true", "false", "empty", "null"].into_iter().any(|word| {
        let bare = value.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(value);
        bare.eq_ignore_ascii_case(word)
    });
    let is_quoted = ['\'', '"']
        .into_iter()
        .any(|quote| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote));
    let quote = if is_word || is_quoted { "\"" } else { "" };
    let mut text = Zeroizing::new(String::with_capacity(value.len() + 2));
    for part in [quote, value, quote] {
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns what `env()` makes of a variable, or `None` for anything that isn't a text.
    fn env(value: &str) -> Option<&str> {
        match value.to_ascii_lowercase().as_str() {
            "true" | "(true)" | "false" | "(false)" | "empty" | "(empty)" | "null" | "(null)" => return None,
            _ => {}
        }
        for quote in ['\'', '"'] {
            if let Some(rest) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
                return Some(rest);
            }
        }
        Some(value)
    }

    proptest! {
        #[test]
        fn env_returns_the_same_value(value in "[(]?(TRUE|false|Null|empty|[ab '\"\\\\]{1,6})[)]?") {
            let written = kept_by_env(&value);
            prop_assert_eq!(env(&written), Some(&*value));
        }
    }
}
