//! The store on SQLite: one connection for writing, so that writers queue instead of colliding, and a few for reading.

mod accounts;
mod backup;
mod board;
mod brand;
mod changes;
mod condition;
mod credentials;
mod devices;
mod hand_overs;
mod helps;
mod invitations;
mod keys;
mod limits;
mod lock;
mod members;
mod onboardings;
mod people;
mod proofs;
mod retention;
mod rows;
mod scrub;
mod sessions;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod transfer;
mod watches;

use std::{fs::OpenOptions, io, path::Path, sync::Arc, time::Duration};

use sqlx::{
    Sqlite as Engine, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteQueryResult, SqliteSynchronous,
    },
};

pub use backup::{RestoreError, Restored, back_up, is_ours, restore};
pub use condition::{Condition, examine};
use sealpost_core::store::{NewActivity, Result, StoreError};

/// The migrations that create the tables.
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How long to wait for another process, such as a backup, that holds the file.
const BUSY: Duration = Duration::from_secs(5);

/// How many connections can read at the same time.
const READERS: u32 = 2;

/// A store in one file.
#[derive(Debug, Clone)]
pub struct Sqlite {
    read: SqlitePool,
    write: SqlitePool,
    owes_scrub: scrub::Owed,
    /// `None` for a copy that no one else knows about yet.
    _lock: Option<Arc<lock::Lock>>,
}

impl Sqlite {
    /// Opens the file, creates it if it doesn't exist, and updates its tables.
    pub async fn open(file: &Path) -> Result<Self> {
        let lock = lock::Lock::shared(file).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => StoreError::new("a backup is being restored in its place"),
            _ => StoreError::new(error),
        })?;
        let store = Self::open_alone(file).await?;
        Ok(Self { _lock: Some(Arc::new(lock)), ..store })
    }

    /// Like [`Sqlite::open`], for a file that no one else can have open.
    async fn open_alone(file: &Path) -> Result<Self> {
        make_private(file).map_err(StoreError::new)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged submission survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            // Overwrites deleted data.
            .pragma("secure_delete", "ON");
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let is_new = scrub::is_new(&write).await?;
        MIGRATIONS.run(&write).await.map_err(StoreError::new)?;
        scrub::at_start(&write, is_new).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .min_connections(0)
            .connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Self { read, write, owes_scrub: scrub::Owed::default(), _lock: None })
    }

    /// Writes everything into one file and closes it.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// Begins a transaction that can write. It takes the lock first.
    async fn begin(&self) -> Result<Transaction<'static, Engine>> {
        Ok(self.write.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// Creates the file if it doesn't exist, readable only by its owner, because the folder might be readable by others.
/// SQLite gives the files next to it the same permissions. An existing file keeps the permissions that its owner chose.
fn make_private(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

/// Returns true if a conditional statement changed its row. Each such statement names one row.
fn happened(result: &SqliteQueryResult) -> bool {
    result.rows_affected() == 1
}

async fn log(
    tx: &mut Transaction<'static, Engine>,
    onboarding: Option<&str>,
    entry: &NewActivity<'_>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO activity (onboarding_id, at, who, code, sentence, locator)
         VALUES (?1, ?2, ?3, ?4, ?5, (SELECT locator FROM onboarding WHERE id = ?1))",
    )
    .bind(onboarding)
    .bind(entry.at)
    .bind(entry.who)
    .bind(entry.code)
    .bind(entry.sentence)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    #[tokio::test]
    async fn only_the_owner_can_read_the_database() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let file = folder.path().join("post.db");
        let store = Sqlite::open(&file).await.unwrap();
        let kept: Vec<_> = fs::read_dir(folder.path()).unwrap().map(std::result::Result::unwrap).collect();
        assert!(kept.len() > 1, "the write-ahead log is next to it");
        for entry in kept {
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", entry.path().display());
        }
        store.close().await;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        Sqlite::open(&file).await.unwrap().close().await;
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o640, "permissions that the owner chose are kept");
    }
}
