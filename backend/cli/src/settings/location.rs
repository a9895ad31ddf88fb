//! Where the database is: a file, or a PostgreSQL server.

use std::{fmt, path::PathBuf};

use store_postgres::{Address, AddressError};

use crate::say::SAY;

/// Where everything is stored. It prints without a password.
#[derive(Debug, Clone)]
pub enum Location {
    /// An SQLite file.
    Sqlite(PathBuf),
    /// A database on a PostgreSQL server.
    Postgres(Address),
}

impl Location {
    /// Parses `sqlite:` and a path, or `postgres://…`. An error is a sentence that says what to use, and repeats nothing from
    /// the text.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres:") || text.starts_with("postgresql:") {
            return text.parse().map(Self::Postgres).map_err(|error| {
                let rule = match error {
                    AddressError::Form => SAY.settings_postgres(),
                    AddressError::NoDatabase => SAY.settings_postgres_database(),
                    AddressError::Parameter => SAY.settings_postgres_parameter(),
                };
                rule.into()
            });
        }
        let file = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
        match file {
            Some(file) if !file.is_empty() && !file.contains('?') => Ok(Self::Sqlite(file.into())),
            _ => Err(SAY.settings_database().into()),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => file.display().fmt(f),
            Self::Postgres(address) => address.fmt(f),
        }
    }
}
