//! What a site runs on.

use serde::{Deserialize, Serialize};

use crate::secret::Kind;

/// What a site runs on, which decides the form of its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// WordPress with the plugin WP Mail SMTP, as constants for `wp-config.php`.
    WordpressWpMailSmtp,
    /// WordPress with the plugin FluentSMTP, as constants for `wp-config.php`.
    WordpressFluentSmtp,
    /// WordPress without a mail plugin, as a must-use plugin of one file.
    WordpressPlain,
    /// Laravel, as `MAIL_*` variables for its `.env`.
    Laravel,
    /// Symfony Mailer, as a DSN for its `.env`.
    Symfony,
    /// Django, as settings.
    Django,
    /// Ruby on Rails, as a configuration of Action Mailer.
    Rails,
    /// Nodemailer, as a JavaScript module.
    Nodemailer,
    /// Postfix, which relays the mail of everything on its machine.
    Postfix,
    /// msmtp, which takes the place of `sendmail`.
    Msmtp,
    /// A plain `.env` file.
    Env,
}

/// A group of platforms, for a list that is too long without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// WordPress, with a plugin or without.
    Wordpress,
    /// Frameworks and libraries of a programming language.
    Frameworks,
    /// Mail programs of a server.
    Servers,
    /// Everything else.
    Other,
}

impl Group {
    /// All groups, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Wordpress, Self::Frameworks, Self::Servers, Self::Other];

    /// Returns the platforms of this group, in the order in which they are shown.
    pub fn platforms(self) -> impl Iterator<Item = Platform> {
        Platform::ALL.into_iter().filter(move |platform| platform.group() == self)
    }
}

impl Platform {
    /// Returns true if settings with this kind of secret can be written for it.
    pub fn takes(self, kind: Kind) -> bool {
        match kind {
            Kind::Typed(_) => true,
            Kind::OauthClient => matches!(
                self,
                Self::WordpressPlain | Self::Django | Self::Rails | Self::Nodemailer | Self::Msmtp
            ),
            // Python's standard library can't sign with RSA, so Django can't.
            Kind::OauthCertificate => {
                matches!(self, Self::WordpressPlain | Self::Rails | Self::Nodemailer | Self::Msmtp)
            }
            Kind::ServiceAccount => matches!(self, Self::WordpressPlain | Self::Rails | Self::Nodemailer),
            Kind::PluginClient => matches!(self, Self::WordpressWpMailSmtp | Self::WordpressFluentSmtp),
        }
    }

    /// Returns the platforms that can take this kind of secret, in the order in which they are shown.
    pub fn for_kind(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |platform| platform.takes(kind))
    }

    /// All platforms, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::WordpressWpMailSmtp,
        Self::WordpressFluentSmtp,
        Self::WordpressPlain,
        Self::Laravel,
        Self::Symfony,
        Self::Django,
        Self::Rails,
        Self::Nodemailer,
        Self::Postfix,
        Self::Msmtp,
        Self::Env,
    ];

    /// Returns the name on the command line and in URLs.
    pub fn id(self) -> &'static str {
        match self {
            Self::WordpressWpMailSmtp => "wordpress",
            Self::WordpressFluentSmtp => "fluentsmtp",
            Self::WordpressPlain => "wordpress-plain",
            Self::Laravel => "laravel",
            Self::Symfony => "symfony",
            Self::Django => "django",
            Self::Rails => "rails",
            Self::Nodemailer => "nodemailer",
            Self::Postfix => "postfix",
            Self::Msmtp => "msmtp",
            Self::Env => "env",
        }
    }

    /// Parses [`Platform::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.id() == id)
    }

    /// Returns its name below the name of its group, where there is little room.
    pub fn short_label(self) -> &'static str {
        match self {
            Self::WordpressWpMailSmtp => "WP Mail SMTP",
            Self::WordpressFluentSmtp => "FluentSMTP",
            Self::WordpressPlain => "No plugin",
            other => other.label(),
        }
    }

    /// Returns the name that people know it by.
    pub fn label(self) -> &'static str {
        match self {
            Self::WordpressWpMailSmtp => "WordPress (WP Mail SMTP)",
            Self::WordpressFluentSmtp => "WordPress (FluentSMTP)",
            Self::WordpressPlain => "WordPress (no plugin)",
            Self::Laravel => "Laravel",
            Self::Symfony => "Symfony",
            Self::Django => "Django",
            Self::Rails => "Ruby on Rails",
            Self::Nodemailer => "Nodemailer",
            Self::Postfix => "Postfix",
            Self::Msmtp => "msmtp",
            Self::Env => ".env",
        }
    }

    /// Returns the group that it is shown in.
    pub fn group(self) -> Group {
        match self {
            Self::WordpressWpMailSmtp | Self::WordpressFluentSmtp | Self::WordpressPlain => Group::Wordpress,
            Self::Laravel | Self::Symfony | Self::Django | Self::Rails | Self::Nodemailer => {
                Group::Frameworks
            }
            Self::Postfix | Self::Msmtp => Group::Servers,
            Self::Env => Group::Other,
        }
    }
}
