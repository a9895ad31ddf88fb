//! Connects, and updates the tables.

use std::{fmt, time::Duration};

use sqlx::{
    Connection, PgConnection,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::{Address, Postgres, retention::Owed};

/// The migrations that create the tables.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How many connections of one server read, and how many write. More writers would only queue for the lock.
const READERS: u32 = 4;
const WRITERS: u32 = 4;

/// How long to wait for a connection before a request fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// Timeouts that PostgreSQL enforces, in milliseconds, so that a server that was cut off doesn't block others for longer.
const BOUNDS: [(&str, &str); 3] = [
    ("lock_timeout", "10000"),
    ("statement_timeout", "60000"),
    ("idle_in_transaction_session_timeout", "30000"),
];

/// How PostgreSQL plans. Planning a query again takes twice as long as running it, and starting parallel workers takes
/// twenty times as long (both were measured with the board at 100,000 onboardings). A plan that is kept knows no values, so
/// each query with a `LIMIT` names the order of its index. Without it, PostgreSQL would read the whole table.
const PLANS: [(&str, &str); 2] =
    [("plan_cache_mode", "force_generic_plan"), ("max_parallel_workers_per_gather", "0")];

/// The name of our connections in PostgreSQL's list, `pg_stat_activity`.
pub(super) const APPLICATION: &str = "sealpost";

/// Why a database can't be used.
#[derive(Debug)]
pub enum OpenError {
    /// The server can't be reached, or didn't answer.
    Unreachable {
        /// The server.
        server: String,
        /// What the system says; `None` if there was no answer in time.
        reason: Option<String>,
    },
    /// The server rejected the user or the password.
    Rejected {
        /// The user.
        user: String,
    },
    /// The server doesn't have this database.
    NoDatabase {
        /// Its name.
        database: String,
    },
    /// The user isn't allowed to create tables in it.
    NoRights {
        /// The user.
        user: String,
    },
    /// A newer Sealpost changed the tables.
    Newer,
    /// Anything else, in PostgreSQL's words.
    Other(String),
}

/// For logs. The command line has the sentences for people.
impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for OpenError {}

impl Postgres {
    /// Connects, and updates the tables. If several servers start at once, one does this and the others wait.
    pub async fn open(address: &Address) -> Result<Self, OpenError> {
        let mut connection = connect(address).await?;
        MIGRATIONS.run(&mut connection).await.map_err(|error| of_migration(error, address))?;
        // If closing fails, the connection is already gone.
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

/// Returns how the server connects: with timeouts, and with plans that PostgreSQL keeps.
fn bounded(address: &Address) -> PgConnectOptions {
    address.options().application_name(APPLICATION).options(BOUNDS).options(PLANS)
}

/// Opens one connection, or says what is wrong with the address.
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

/// Recognizes the server's error codes, which are the same in every language (PostgreSQL, appendix A).
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
