//! Writes settings for a website's software, ready to paste. Each value is written so that the program gets back
//! exactly the original value, whatever characters it contains.

mod dotenv;
mod php;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use dotenv::{Misread, Reader, Remark, Remarks};

use crate::{
    details::{Answers, SecretText},
    rules::Security,
};

/// What a site runs on, which decides the form of its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// WordPress with the plugin WP Mail SMTP, as constants for `wp-config.php`.
    WordpressWpMailSmtp,
    /// A plain `.env` file.
    Env,
}

impl Platform {
    /// All platforms, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::WordpressWpMailSmtp, Self::Env];

    /// Returns the name on the command line and in URLs.
    pub fn id(self) -> &'static str {
        match self {
            Self::WordpressWpMailSmtp => "wordpress",
            Self::Env => "env",
        }
    }

    /// Parses [`Platform::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.id() == id)
    }

    /// Returns the name that people know it by.
    pub fn label(self) -> &'static str {
        match self {
            Self::WordpressWpMailSmtp => "WordPress (WP Mail SMTP)",
            Self::Env => ".env",
        }
    }
}

/// Returns the settings as text, with a line break at the end. A `.env` file has the form for the program that reads
/// it, or else the form that most programs read, with comments from `remarks`. The text contains the secret, so it is
/// only for the technician's terminal, file or clipboard.
pub fn render(
    platform: Platform,
    reader: Option<Reader>,
    answers: &Answers,
    secret: &SecretText,
    remarks: Remarks,
) -> Zeroizing<String> {
    match platform {
        Platform::WordpressWpMailSmtp => wp_mail_smtp(answers, secret),
        Platform::Env => env(reader, answers, secret, remarks),
    }
}

/// Writes the constants that WP Mail SMTP documents. It calls STARTTLS (RFC 3207) `tls`, and TLS from the first byte
/// `ssl`.
fn wp_mail_smtp(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    let encryption = match answers.security {
        Security::ImplicitTls => "ssl",
        Security::Starttls => "tls",
    };
    let mut text = php::Constants::with_room_for(secret);
    text.raw("WPMS_ON", "true");
    text.string("WPMS_MAILER", "smtp");
    text.string("WPMS_MAIL_FROM", answers.address.as_str());
    text.raw("WPMS_MAIL_FROM_FORCE", "true");
    text.string("WPMS_SMTP_HOST", answers.host.as_str());
    text.raw("WPMS_SMTP_PORT", &answers.port.to_string());
    text.string("WPMS_SSL", encryption);
    text.raw("WPMS_SMTP_AUTH", "true");
    text.string("WPMS_SMTP_USER", answers.username.as_str());
    text.string("WPMS_SMTP_PASS", secret.expose());
    text.finish()
}

fn env(
    reader: Option<Reader>,
    answers: &Answers,
    secret: &SecretText,
    remarks: Remarks,
) -> Zeroizing<String> {
    let mut text = dotenv::Variables::with_room_for(secret, reader, remarks);
    text.variable("SMTP_HOST", answers.host.as_str());
    text.variable("SMTP_PORT", &answers.port.to_string());
    text.variable("SMTP_SECURITY", &answers.security.to_string());
    text.variable("SMTP_FROM", answers.address.as_str());
    text.variable("SMTP_USERNAME", answers.username.as_str());
    text.variable("SMTP_PASSWORD", secret.expose());
    text.finish()
}
