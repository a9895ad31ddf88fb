//! Settings for what sites run on, ready to paste. Each value is written so that the program which
//! reads it gets back exactly what was opened, whatever characters are in it.

mod dotenv;
mod php;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use dotenv::{Misread, Reader, Remark, Remarks};

use crate::{
    details::{Answers, Secret},
    rules::Security,
};

/// What a site runs on, and so the form that its settings have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// WordPress with the plugin WP Mail SMTP, as constants for `wp-config.php`.
    WordpressWpMailSmtp,
    /// A plain `.env` file.
    Env,
}

impl Platform {
    /// All platforms, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::WordpressWpMailSmtp, Self::Env];

    /// The name on the command line and in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::WordpressWpMailSmtp => "wordpress",
            Self::Env => "env",
        }
    }

    /// Reads [`Platform::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.id() == id)
    }

    /// The name that people know it by.
    pub fn label(self) -> &'static str {
        match self {
            Self::WordpressWpMailSmtp => "WordPress (WP Mail SMTP)",
            Self::Env => ".env",
        }
    }
}

/// Returns the settings as text, with a line break at the end. A `.env` file is in the form of the program that reads it,
/// else in the one that most programs read, with comments made by `remarks`. The text holds the secret: it is for a
/// terminal, a file or a clipboard of the technician.
pub fn render(
    platform: Platform,
    reader: Option<Reader>,
    answers: &Answers,
    secret: &Secret,
    remarks: Remarks,
) -> Zeroizing<String> {
    match platform {
        Platform::WordpressWpMailSmtp => wp_mail_smtp(answers, secret),
        Platform::Env => env(reader, answers, secret, remarks),
    }
}

/// The constants that WP Mail SMTP documents. Its `tls` is what RFC 3207 calls STARTTLS, its `ssl` TLS from
/// the first byte.
fn wp_mail_smtp(answers: &Answers, secret: &Secret) -> Zeroizing<String> {
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

fn env(reader: Option<Reader>, answers: &Answers, secret: &Secret, remarks: Remarks) -> Zeroizing<String> {
    let mut text = dotenv::Variables::with_room_for(secret, reader, remarks);
    text.variable("SMTP_HOST", answers.host.as_str());
    text.variable("SMTP_PORT", &answers.port.to_string());
    text.variable("SMTP_SECURITY", &answers.security.to_string());
    text.variable("SMTP_FROM", answers.address.as_str());
    text.variable("SMTP_USERNAME", answers.username.as_str());
    text.variable("SMTP_PASSWORD", secret.expose());
    text.finish()
}
