//! The address of a database, in the form of `SEALPOST_DATABASE_URL`.

#[cfg(test)]
mod tests;

use std::{fmt, net::IpAddr, str::FromStr};

use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgSslMode},
};

/// The parameters that the address can have after its question mark.
const PARAMETERS: [&str; 5] = ["host", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/// Where a database is, and as which user to connect. It prints without the password.
#[derive(Clone)]
pub struct Address(Box<PgConnectOptions>);

/// Why an address can't be used. It repeats nothing from the address, which may contain a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// It isn't the address of a PostgreSQL database.
    Form,
    /// It has no database name.
    NoDatabase,
    /// It has an unknown parameter.
    Parameter,
}

/// For logs. The command line has the sentences for people.
impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for AddressError {}

impl Address {
    /// Returns the options to connect with.
    pub(super) fn options(&self) -> PgConnectOptions {
        PgConnectOptions::clone(&self.0).disable_statement_logging()
    }

    /// Returns only the server, for messages: its name and port, or the folder of its socket.
    pub fn server(&self) -> String {
        match self.0.get_socket() {
            Some(folder) => folder.display().to_string(),
            None => format!("{}:{}", self.0.get_host(), self.0.get_port()),
        }
    }

    /// Returns the database's name.
    pub fn database(&self) -> &str {
        self.0.get_database().unwrap_or_default()
    }

    /// Returns the user to connect as.
    pub fn user(&self) -> &str {
        self.0.get_username()
    }

    /// Returns true if the server is on this machine.
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
        // The PostgreSQL client would log an unknown parameter with its value.
        if names().any(|name| !PARAMETERS.contains(&name)) {
            return Err(AddressError::Parameter);
        }
        let options: PgConnectOptions = text.parse().map_err(|_| AddressError::Form)?;
        let address = Self(options.into());
        if address.database().is_empty() {
            return Err(AddressError::NoDatabase);
        }
        if !address.is_local() && !names().any(|name| name == "sslmode") {
            // PostgreSQL's own default continues unencrypted if the server has no TLS.
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
