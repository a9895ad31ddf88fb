//! A plain `.env` file, with names of our own.

use zeroize::Zeroizing;

use super::dotenv::{Reader, Remarks, Variables};
use crate::details::{Answers, SecretText};

/// Writes a login with a password.
pub(super) fn typed(
    reader: Option<Reader>,
    answers: &Answers,
    secret: &SecretText,
    remarks: Remarks,
) -> Zeroizing<String> {
    let mut text = Variables::with_room_for(secret, reader, remarks);
    text.variable("SMTP_HOST", answers.host.as_str());
    text.variable("SMTP_PORT", &answers.port.to_string());
    text.variable("SMTP_SECURITY", &answers.security.to_string());
    text.variable("SMTP_FROM", answers.address.as_str());
    text.variable("SMTP_USERNAME", answers.username.as_str());
    text.variable("SMTP_PASSWORD", secret.expose());
    text.finish()
}
