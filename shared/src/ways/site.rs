//! What a site runs on, which decides the ways that its software can send.

use super::{Because, Caution};
use crate::grant::steps::{Plugin, Provider};

/// The software that sends a site's email.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// WordPress with the free edition of WP Mail SMTP.
    WpMailSmtp,
    /// WordPress with WP Mail SMTP Pro.
    WpMailSmtpPro,
    /// WordPress with FluentSMTP.
    FluentSmtp,
    /// WordPress with Post SMTP.
    PostSmtp,
    /// WordPress with Gravity SMTP.
    GravitySmtp,
    /// WordPress with SureMail.
    SureMail,
    /// WordPress without a plugin for email.
    Wordpress,
    /// Laravel.
    Laravel,
    /// Symfony.
    Symfony,
    /// Django.
    Django,
    /// Ruby on Rails.
    Rails,
    /// Nodemailer.
    Nodemailer,
    /// Postfix.
    Postfix,
    /// msmtp.
    Msmtp,
    /// Anything else, or not known.
    Other,
}

impl Site {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::WpMailSmtp,
        Self::WpMailSmtpPro,
        Self::FluentSmtp,
        Self::PostSmtp,
        Self::GravitySmtp,
        Self::SureMail,
        Self::Wordpress,
        Self::Laravel,
        Self::Symfony,
        Self::Django,
        Self::Rails,
        Self::Nodemailer,
        Self::Postfix,
        Self::Msmtp,
        Self::Other,
    ];

    /// True if we have settings with which the software gets a token for itself and uses it for SMTP. WordPress takes
    /// them only without a plugin that sends on its own.
    pub const fn takes_client_credentials(self) -> bool {
        matches!(self, Self::Wordpress | Self::Django | Self::Rails | Self::Nodemailer | Self::Msmtp)
    }

    /// True if the software usually runs on a server that the site doesn't share with strangers.
    pub const fn has_own_server(self) -> bool {
        matches!(
            self,
            Self::Laravel
                | Self::Symfony
                | Self::Django
                | Self::Rails
                | Self::Nodemailer
                | Self::Postfix
                | Self::Msmtp
        )
    }

    /// Returns what to avoid with this software, whichever way is chosen. Its packages for Microsoft Graph use an app
    /// permission, and WordPress has a plugin for it (WPO365).
    pub const fn caution(self) -> Option<Caution> {
        match self {
            Self::Laravel | Self::Symfony | Self::Django | Self::Wordpress => Some(Caution::GraphReachesAll),
            _ => None,
        }
    }

    /// Returns the plugins from whose settings a person can sign in to the provider, best first. A site keeps its plugin
    /// if that can do it.
    pub(super) const fn plugins(self, provider: Provider) -> &'static [(Plugin, Because)] {
        match (self, provider) {
            (Self::WpMailSmtp, Provider::Microsoft365) => {
                &[(Plugin::WpMailSmtp, Because::PaidEdition), (Plugin::FluentSmtp, Because::FreePlugin)]
            }
            (Self::PostSmtp, Provider::Microsoft365) => {
                &[(Plugin::PostSmtp, Because::PaidEdition), (Plugin::FluentSmtp, Because::FreePlugin)]
            }
            (Self::WpMailSmtp | Self::WpMailSmtpPro, _) => &[(Plugin::WpMailSmtp, Because::OwnPlugin)],
            (Self::PostSmtp, Provider::Google) => &[(Plugin::PostSmtp, Because::OwnPlugin)],
            (Self::FluentSmtp, _) => &[(Plugin::FluentSmtp, Because::OwnPlugin)],
            (Self::GravitySmtp, _) => &[(Plugin::GravitySmtp, Because::OwnPlugin)],
            (Self::SureMail, _) => &[(Plugin::SureMail, Because::OwnPlugin)],
            (Self::Wordpress, _) => &[(Plugin::FluentSmtp, Because::FreePlugin)],
            _ => &[],
        }
    }
}
