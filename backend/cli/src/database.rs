//! Opens the database in the settings. No other module opens one.

use std::{path::Path, sync::Arc};

use sealpost_core::store::{Store, transfer::Transfer};
use store_postgres::{OpenError, Postgres};
use store_sqlite::Sqlite;

use super::{Failure, say::SAY};
use crate::settings::{Location, Settings};

/// A database that is open.
#[derive(Debug, Clone)]
pub enum Database {
    /// An SQLite file.
    Sqlite(Sqlite),
    /// A database on a PostgreSQL server.
    Postgres(Postgres),
}

impl Database {
    /// Opens it. Creates the file if there is none, and updates the tables.
    pub(crate) async fn open(location: &Location) -> Result<Self, Failure> {
        match location {
            Location::Sqlite(file) => Sqlite::open(file).await.map(Self::Sqlite).map_err(|error| {
                Failure::usage(SAY.database_unopened(&file.display(), &error))
                    .next(SAY.database_missing_next())
            }),
            Location::Postgres(address) => {
                Postgres::open(address).await.map(Self::Postgres).map_err(|error| refused(&error))
            }
        }
    }

    /// Opens the existing database. Creates no file.
    pub(crate) async fn open_existing(settings: &Settings) -> Result<Self, Failure> {
        match &settings.database {
            Location::Sqlite(file) if !file.exists() => Err(missing(file)),
            Location::Sqlite(file) => Sqlite::open(file).await.map(Self::Sqlite).map_err(|error| {
                Failure::usage(SAY.database_unopened(&file.display(), &error))
                    .next(SAY.database_unopened_next())
            }),
            location @ Location::Postgres(_) => Self::open(location).await,
        }
    }

    /// Its store.
    pub(crate) fn store(&self) -> Arc<dyn Store> {
        match self {
            Self::Sqlite(store) => Arc::new(store.clone()),
            Self::Postgres(store) => Arc::new(store.clone()),
        }
    }

    /// Everything in it, to be copied.
    pub(crate) fn whole(&self) -> &dyn Transfer {
        match self {
            Self::Sqlite(store) => store,
            Self::Postgres(store) => store,
        }
    }

    /// Closes it.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(store) => store.close().await,
            Self::Postgres(store) => store.close().await,
        }
    }
}

/// Why a PostgreSQL database can't be used, and what to do.
pub(crate) fn refusal(error: &OpenError) -> (String, String) {
    match error {
        OpenError::Unreachable { server, reason } => {
            let reason = reason.as_deref().unwrap_or(SAY.postgres_no_answer());
            (SAY.postgres_unreachable(server, &reason), SAY.postgres_unreachable_next().into())
        }
        OpenError::Rejected { user } => (SAY.postgres_rejected(user), SAY.postgres_rejected_next().into()),
        OpenError::NoDatabase { database } => {
            (SAY.postgres_no_database(database), SAY.postgres_no_database_next(database))
        }
        OpenError::NoRights { user } => (SAY.postgres_no_rights(user), SAY.postgres_no_rights_next(user)),
        OpenError::Newer => (SAY.postgres_newer().into(), SAY.restore_newer_next().into()),
        OpenError::Other(error) => (SAY.postgres_failed(error), SAY.postgres_failed_next().into()),
    }
}

pub(crate) fn refused(error: &OpenError) -> Failure {
    let (what, next) = refusal(error);
    Failure::usage(what).next(next)
}

pub(crate) fn missing(file: &Path) -> Failure {
    Failure::usage(SAY.database_missing(&file.display())).next(SAY.database_missing_start())
}
