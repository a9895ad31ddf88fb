//! The addresses to which Microsoft and Google send a person back after the sign-in.

use std::str::FromStr;

use crate::rules::{Domain, RuleError};

/// A WordPress plugin from whose settings a person can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plugin {
    /// WP Mail SMTP.
    WpMailSmtp,
    /// FluentSMTP.
    FluentSmtp,
    /// Post SMTP.
    PostSmtp,
    /// Gravity SMTP.
    GravitySmtp,
    /// SureMail.
    SureMail,
}

impl Plugin {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::WpMailSmtp, Self::FluentSmtp, Self::PostSmtp, Self::GravitySmtp, Self::SureMail];

    /// Returns its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WpMailSmtp => "WP Mail SMTP",
            Self::FluentSmtp => "FluentSMTP",
            Self::PostSmtp => "Post SMTP",
            Self::GravitySmtp => "Gravity SMTP",
            Self::SureMail => "SureMail",
        }
    }
}

/// Where a person signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Microsoft 365.
    Microsoft365,
    /// Google.
    Google,
}

/// A redirect address to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redirect {
    /// This address, unless the plugin's settings show another one.
    Exact(String),
    /// The address in the plugin's settings, which can't be known beforehand.
    CopyFromSettings,
}

/// The address of a WordPress site: `https`, a domain, and the folder if WordPress is in one. It has no slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress(String);

/// Why a text isn't the address of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotASite {
    /// It begins with `http`. Microsoft and Google send codes only to `https`.
    #[error("not https")]
    NotHttps,
    /// The domain isn't valid.
    #[error("not a domain")]
    Domain(RuleError),
    /// The folder has characters that don't belong in a WordPress address, or it is too long.
    #[error("not a folder")]
    Folder,
}

/// The longest folder, in bytes.
const FOLDER_MAX: usize = 200;

impl FromStr for SiteAddress {
    type Err = NotASite;

    /// Reads an address, with or without `https://`, and with or without a slash at its end.
    fn from_str(text: &str) -> Result<Self, NotASite> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
        if !scheme.eq_ignore_ascii_case("https") {
            return Err(NotASite::NotHttps);
        }
        let (domain, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let domain: Domain = domain.parse().map_err(NotASite::Domain)?;
        let folder = folder.trim_end_matches('/');
        if folder.is_empty() {
            return Ok(Self(format!("https://{domain}")));
        }
        let is_of_folder = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let is_name = |name: &str| !matches!(name, "" | "." | "..") && name.bytes().all(is_of_folder);
        if folder.len() > FOLDER_MAX || !folder.split('/').all(is_name) {
            return Err(NotASite::Folder);
        }
        Ok(Self(format!("https://{domain}/{folder}")))
    }
}

impl SiteAddress {
    /// Returns the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the redirect address of a plugin, for an app or a client of the site's own.
///
/// FluentSMTP's for Microsoft belongs to WordPress's REST API. A site with "Plain" permalinks has another one, so the
/// settings are always worth a look.
pub fn redirect(plugin: Plugin, site: &SiteAddress, provider: Provider) -> Redirect {
    let site = site.as_str();
    let address = match (plugin, provider) {
        (Plugin::FluentSmtp, Provider::Microsoft365) => {
            format!("{site}/wp-json/fluent-smtp/outlook_callback")
        }
        (Plugin::FluentSmtp, Provider::Google) => "https://fluentsmtp.com/gapi/".to_owned(),
        (Plugin::WpMailSmtp, Provider::Google) => "https://connect.wpmailsmtp.com/google/".to_owned(),
        (Plugin::PostSmtp, Provider::Google) => format!("{site}/wp-admin/options-general.php?page=postman"),
        (Plugin::SureMail, Provider::Google) => format!("{site}/wp-admin/options-general.php?page=suremail"),
        (Plugin::WpMailSmtp | Plugin::PostSmtp | Plugin::SureMail, Provider::Microsoft365)
        | (Plugin::GravitySmtp, _) => return Redirect::CopyFromSettings,
    };
    Redirect::Exact(address)
}
