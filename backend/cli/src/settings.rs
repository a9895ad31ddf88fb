//! Parses the environment and `sealpost.toml` once. If a setting is wrong or unknown, the program doesn't start, and prints one
//! line that names the setting.

mod door;
mod location;
mod source;
#[cfg(test)]
mod tests;
mod values;

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use ipnet::IpNet;
use net::url::{PublicUrl, SmtpUrl};
use shared::{
    retention::{Days, Kind},
    rules::{Address, Domain, Port},
    wire::SecondFactor,
};

pub use door::Asker;
pub use location::Location;
use source::Source;
pub(crate) use values::address_rule;

use crate::say::SAY;

/// The ports for message submission: those of RFC 8314 and RFC 6409, and their usual alternatives.
const CHECK_PORTS: [u16; 5] = [465, 587, 2525, 2465, 2587];

/// The default of `SEALPOST_LOG`.
const LOG: &str = "info";

/// Why the settings can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A value that the setting doesn't accept. The value isn't repeated, because it may contain a password.
    #[error("{name}: {reason}")]
    Wrong {
        /// The setting.
        name: &'static str,
        /// What to use instead, as a sentence.
        reason: String,
    },
    /// A name that starts like ours, but isn't a setting.
    #[error("{}", SAY.settings_unknown(.name))]
    Unknown {
        /// The name.
        name: String,
    },
    /// The file can't be read, or isn't TOML.
    #[error("{file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// Why not.
        reason: String,
    },
}

/// All settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen: `SEALPOST_LISTEN`.
    pub listen: SocketAddr,
    /// The address at which people reach the server, if it is set: `SEALPOST_PUBLIC_URL`.
    pub public_url: Option<PublicUrl>,
    /// The data folder: `SEALPOST_DATA`.
    pub data: PathBuf,
    /// The database: `SEALPOST_DATABASE_URL`, or the file `sealpost.db` in the data folder.
    pub database: Location,
    /// The DNS resolvers: `SEALPOST_DNS`. Empty means the system's.
    pub dns: Vec<SocketAddr>,
    /// A PEM file with roots that checks trust in addition to the public ones: `SEALPOST_EXTRA_ROOTS`.
    pub extra_roots: Option<PathBuf>,
    /// Networks outside the public internet that checks can connect to: `SEALPOST_ALLOW_TARGETS`.
    pub allow_targets: Vec<IpNet>,
    /// Networks that nothing connects to, regardless of other settings: `SEALPOST_REFUSE_TARGETS`.
    pub refuse_targets: Vec<IpNet>,
    /// Ports that checks can connect to: `SEALPOST_CHECK_PORTS`.
    pub check_ports: Vec<Port>,
    /// True if the server can run a check itself when the browser can't run a blind one: `SEALPOST_SERVER_CHECK`.
    pub server_check: bool,
    /// How we send our own mail, if we do.
    pub mail: Option<MailSettings>,
    /// Where websites' messages arrive, if this server receives them: `SEALPOST_INBOUND`.
    pub inbound: Option<InboundSettings>,
    /// Proxies whose `X-Forwarded-For` counts: `SEALPOST_TRUSTED_PROXIES`.
    pub trusted_proxies: Vec<IpNet>,
    /// What is logged, as a filter for `tracing`: `SEALPOST_LOG`.
    pub log: String,
    /// The agency's name, as clients see it: `SEALPOST_AGENCY`.
    pub agency: String,
    /// Whether everyone needs an authenticator app in addition to the password: `SEALPOST_SECOND_FACTOR`.
    pub second_factor: SecondFactor,
    /// How many days things are kept, if the operator sets that: `SEALPOST_KEEP_SEALED`, `SEALPOST_KEEP_REPORTS`,
    /// `SEALPOST_KEEP_CHECKS`, `SEALPOST_KEEP_ACTIVITY`, `SEALPOST_KEEP_CLOSED`. This overrides the settings page.
    pub keep: BTreeMap<Kind, Days>,
}

/// Our own outgoing mail.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// The server: `SEALPOST_SMTP_URL`.
    pub url: SmtpUrl,
    /// The sender: `SEALPOST_MAIL_FROM`.
    pub from: Address,
}

/// Receiving messages from configured websites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundSettings {
    /// The host at which addresses are made. Its MX record leads here.
    pub host: Domain,
    /// Where to listen.
    pub listen: SocketAddr,
}

impl Settings {
    /// Reads this process's environment and the settings file: `config` if given, or else `sealpost.toml` in the current
    /// folder if it exists. The environment wins.
    pub fn load(config: Option<&Path>) -> Result<Self, SettingsError> {
        let file = match config {
            Some(path) => Some(path),
            None => Some(Path::new("sealpost.toml")).filter(|path| path.exists()),
        };
        let text = file.map(|path| {
            std::fs::read_to_string(path).map_err(|error| SettingsError::File {
                file: path.display().to_string(),
                reason: SAY.settings_file_unreadable(&error),
            })
        });
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        });
        Self::parse(environment, text.transpose()?.as_deref())
    }

    /// Parses an environment and the text of a settings file.
    pub fn parse(
        environment: impl IntoIterator<Item = (String, String)>,
        file: Option<&str>,
    ) -> Result<Self, SettingsError> {
        let mut source = Source::new(environment, file)?;
        let listen = source
            .take("SEALPOST_LISTEN", values::socket)?
            .unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8080).into());
        let data = source.take("SEALPOST_DATA", values::path)?.unwrap_or_else(|| "data".into());
        let public_url = source.take("SEALPOST_PUBLIC_URL", values::public_url)?;
        if public_url.is_none() && !listen.ip().is_loopback() {
            return Err(SettingsError::Wrong {
                name: "SEALPOST_PUBLIC_URL",
                reason: SAY.settings_public_url_needed().into(),
            });
        }
        let settings = Self {
            listen,
            public_url,
            database: source
                .take("SEALPOST_DATABASE_URL", Location::parse)?
                .unwrap_or_else(|| Location::Sqlite(data.join("sealpost.db"))),
            data,
            dns: source.take("SEALPOST_DNS", values::sockets)?.unwrap_or_default(),
            extra_roots: source.take("SEALPOST_EXTRA_ROOTS", values::path)?,
            allow_targets: source.take("SEALPOST_ALLOW_TARGETS", values::networks)?.unwrap_or_default(),
            refuse_targets: source.take("SEALPOST_REFUSE_TARGETS", values::networks)?.unwrap_or_default(),
            check_ports: source
                .take("SEALPOST_CHECK_PORTS", values::ports)?
                .unwrap_or_else(|| CHECK_PORTS.into_iter().filter_map(Port::new).collect()),
            server_check: source.take("SEALPOST_SERVER_CHECK", values::offered)?.unwrap_or(true),
            mail: mail(&mut source)?,
            inbound: source.take("SEALPOST_INBOUND", values::inbound)?,
            trusted_proxies: source.take("SEALPOST_TRUSTED_PROXIES", values::networks)?.unwrap_or_default(),
            log: source.take("SEALPOST_LOG", values::log)?.unwrap_or_else(|| LOG.into()),
            agency: source.take("SEALPOST_AGENCY", values::name)?.unwrap_or_else(|| "Sealpost".into()),
            second_factor: source.take("SEALPOST_SECOND_FACTOR", values::second_factor)?.unwrap_or_default(),
            keep: keep(&mut source)?,
        };
        source.finish()?;
        Ok(settings)
    }

    /// Returns the address at which people reach the server, after it listens on `bound`.
    pub fn public_url(&self, bound: SocketAddr) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl::loopback(bound))
    }
}

fn keep(source: &mut Source) -> Result<BTreeMap<Kind, Days>, SettingsError> {
    let mut kept = BTreeMap::new();
    for kind in Kind::ALL {
        let name = match kind {
            Kind::Sealed => "SEALPOST_KEEP_SEALED",
            Kind::Reports => "SEALPOST_KEEP_REPORTS",
            Kind::Checks => "SEALPOST_KEEP_CHECKS",
            Kind::Activity => "SEALPOST_KEEP_ACTIVITY",
            Kind::Closed => "SEALPOST_KEEP_CLOSED",
        };
        if let Some(days) = source.take(name, |text| values::days(text, kind.least()))? {
            kept.insert(kind, days);
        }
    }
    Ok(kept)
}

fn mail(source: &mut Source) -> Result<Option<MailSettings>, SettingsError> {
    let url = source.take("SEALPOST_SMTP_URL", values::smtp_url)?;
    let from = source.take("SEALPOST_MAIL_FROM", values::address)?;
    match (url, from) {
        (Some(url), Some(from)) => Ok(Some(MailSettings { url, from })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(SettingsError::Wrong {
            name: "SEALPOST_MAIL_FROM",
            reason: SAY.settings_mail_from_needed().into(),
        }),
        (None, Some(_)) => Err(SettingsError::Wrong {
            name: "SEALPOST_SMTP_URL",
            reason: SAY.settings_smtp_url_needed().into(),
        }),
    }
}
