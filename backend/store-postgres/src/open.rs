//! Connecting, and bringing the tables up to date.

use std::{fmt, time::Duration};

use sqlx::{
    Connection, PgConnection,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::{Address, Postgres, retention::Owed};

/// How the tables came to be what they are.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How many of one server read at once, and how many write. More writers would only queue for the lock.
const READERS: u32 = 4;
const WRITERS: u32 = 4;

/// How long to wait for a connection before a request fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bounds that the server keeps, in milliseconds: one that was cut off in the middle holds nobody up for longer.
const BOUNDS: [(&str, &str); 3] = [
    ("lock_timeout", "10000"),
    ("statement_timeout", "60000"),
    ("idle_in_transaction_session_timeout", "30000"),
];

/// The name under which our connections are in the server's list, `pg_stat_activity`.
pub(super) const APPLICATION: &str = "sealpost";

/// Why a database cannot be used.
#[derive(Debug)]
pub enum OpenError {
    /// The server cannot be reached, or did not answer.
    Unreachable {
        /// The server.
        server: String,
        /// What the system says; `None` if nobody answered in time.
        reason: Option<String>,
    },
    /// The server does not accept the user or the password.
    Rejected {
        /// The user.
        user: String,
    },
    /// The server has no such database.
    NoDatabase {
        /// Its name.
        database: String,
    },
    /// The user may not make tables in it.
    NoRights {
        /// The user.
        user: String,
    },
    /// A newer Sealpost has changed the tables.
    Newer,
    /// Anything else, in PostgreSQL's words.
    Other(String),
}

/// For logs. The command line has the words for people.
impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for OpenError {}

impl Postgres {
    /// Connects, and brings the tables up to date. Of several servers that start at once, one does it and the others wait.
    pub async fn open(address: &Address) -> Result<Self, OpenError> {
        let mut connection = connect(address).await?;
        MIGRATIONS.run(&mut connection).await.map_err(|error| of_migration(error, address))?;
        // Whoever is gone by now has said so, or will be noticed.
        let _ = connection.close().await;
        let pool = |most| {
            PgPoolOptions::new()
                .max_connections(most)
                .acquire_timeout(PATIENCE)
                .connect_lazy_with(bounded(address))
        };
        Ok(Self { read: pool(READERS), write: pool(WRITERS), owes_scrub: Owed::default() })
    }
}

fn bounded(address: &Address) -> PgConnectOptions {
    address.options().application_name(APPLICATION).options(BOUNDS)
}

/// One connection, or what is wrong with the address.
pub(super) async fn connect(address: &Address) -> Result<PgConnection, OpenError> {
    let options = address.options().application_name(APPLICATION);
    match tokio::time::timeout(PATIENCE, PgConnection::connect_with(&options)).await {
        Ok(connected) => connected.map_err(|error| of(&error, address)),
        Err(_) => Err(unreachable(address, None)),
    }
}

fn unreachable(address: &Address, reason: Option<String>) -> OpenError {
    OpenError::Unreachable { server: address.server(), reason }
}

/// By the codes of the server, which are the same in every language (PostgreSQL, appendix A).
pub(super) fn of(error: &sqlx::Error, address: &Address) -> OpenError {
    let (user, database) = (address.user().to_owned(), address.database().to_owned());
    match error {
        sqlx::Error::Io(error) => unreachable(address, Some(error.to_string())),
        sqlx::Error::Database(error) => match error.code().as_deref() {
            Some("28P01" | "28000") => OpenError::Rejected { user },
            Some("3D000") => OpenError::NoDatabase { database },
            Some("42501") => OpenError::NoRights { user },
            Some("57P03") => unreachable(address, Some(error.message().into())),
            _ => OpenError::Other(error.message().trim_end_matches('.').into()),
        },
        other => OpenError::Other(other.to_string().trim_end_matches('.').into()),
    }
}

fn of_migration(error: MigrateError, address: &Address) -> OpenError {
    match error {
        MigrateError::VersionMissing(_) => OpenError::Newer,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => of(&error, address),
        other => OpenError::Other(other.to_string().trim_end_matches('.').into()),
    }
}
