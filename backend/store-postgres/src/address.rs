//! The address of a database, as `SEALPOST_DATABASE_URL` has it.

use std::{fmt, net::IpAddr, str::FromStr};

use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgSslMode},
};

/// What the address may say behind its question mark.
const PARAMETERS: [&str; 5] = ["host", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/// Where a database is, and as whom to connect. It prints without the password.
#[derive(Clone)]
pub struct Address(Box<PgConnectOptions>);

/// An address that cannot be used. It repeats nothing of the address, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// It is not the address of a PostgreSQL database.
    Form,
    /// It has no database's name.
    NoDatabase,
    /// It sets something that we do not know.
    Parameter,
}

/// For logs. The command line has the words for people.
impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for AddressError {}

impl Address {
    /// The options to connect with.
    pub(super) fn options(&self) -> PgConnectOptions {
        PgConnectOptions::clone(&self.0).disable_statement_logging()
    }

    /// The server alone, for messages: its name and port, or its socket's folder.
    pub fn server(&self) -> String {
        match self.0.get_socket() {
            Some(folder) => folder.display().to_string(),
            None => format!("{}:{}", self.0.get_host(), self.0.get_port()),
        }
    }

    /// The database's name.
    pub fn database(&self) -> &str {
        self.0.get_database().unwrap_or_default()
    }

    /// The user to connect as.
    pub fn user(&self) -> &str {
        self.0.get_username()
    }

    /// True if the server is on this machine.
    fn is_local(&self) -> bool {
        let host = self.0.get_host();
        let is_loopback = host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        self.0.get_socket().is_some() || host == "localhost" || is_loopback
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(AddressError::Form);
        }
        let query = text.split_once('?').map_or("", |(_, query)| query);
        let names =
            || query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty());
        // What PostgreSQL's client would not understand would be in its log, with its value.
        if names().any(|name| !PARAMETERS.contains(&name)) {
            return Err(AddressError::Parameter);
        }
        let options: PgConnectOptions = text.parse().map_err(|_| AddressError::Form)?;
        let address = Self(options.into());
        if address.database().is_empty() {
            return Err(AddressError::NoDatabase);
        }
        if !address.is_local() && !names().any(|name| name == "sslmode") {
            // PostgreSQL's own default goes on in clear text with a server that has no TLS.
            return Ok(Self(address.0.ssl_mode(PgSslMode::Require).into()));
        }
        Ok(address)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "postgres://{}:[redacted]@{}/{}", self.user(), self.server(), self.database())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        let address: Address =
            "postgres://me:hunter2@db.example.com:5433/post?sslmode=verify-full".parse().unwrap();
        let shown = "postgres://me:[redacted]@db.example.com:5433/post";
        assert_eq!((address.to_string(), format!("{address:?}")), (shown.into(), shown.into()));
        for wrong in
            ["postgres://me:hunter2@db", "postgres://me:hunter2@db:x/post", "mysql://me:hunter2@db/post"]
        {
            let error = wrong.parse::<Address>().unwrap_err();
            assert!(!error.to_string().contains("hunter2") && !format!("{error:?}").contains("hunter2"));
        }
        let error = "postgres://db/post?password=hunter2".parse::<Address>().unwrap_err();
        assert_eq!(error, AddressError::Parameter);
    }

    #[test]
    fn a_server_elsewhere_is_asked_for_tls() {
        let mode = |text: &str| text.parse::<Address>().unwrap().0.get_ssl_mode();
        assert!(matches!(mode("postgres://db.example.com/post"), PgSslMode::Require));
        assert!(matches!(mode("postgres://10.0.0.5/post"), PgSslMode::Require));
        assert!(matches!(mode("postgres://10.0.0.5/post?sslmode=disable"), PgSslMode::Disable));
        for here in [
            "postgres://localhost/post",
            "postgres://127.0.0.1/post",
            "postgres:///post?host=/run/postgresql",
        ] {
            assert!(matches!(mode(here), PgSslMode::Prefer), "{here}");
        }
    }
}
