//! Backs up the whole database to one file, and restores it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sealpost_core::store::{Result, StoreError};
use sqlx::{Connection, SqliteConnection, Transaction, sqlite::SqliteConnectOptions};

use super::{
    Sqlite,
    lock::{Lock, beside},
};

/// Why a backup wasn't restored. The database is unchanged. The texts are for logs; the command line has its own.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// A server, or another command, has the database open.
    #[error("the database is in use")]
    Running,
    /// There is a database already.
    #[error("a database exists")]
    Exists,
    /// A file couldn't be read, written or renamed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The backup couldn't be read as a database.
    #[error("{0}")]
    Store(StoreError),
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The result of a restore.
#[derive(Debug)]
pub struct Restored {
    /// Where the previous database is now.
    pub before: Option<PathBuf>,
    /// How many sealed files were deleted again, because they had been deleted after the backup. `None` if the previous
    /// database couldn't be read.
    pub deleted_again: Option<u64>,
}

/// Copies a database, as of a single moment, to a file that is empty or doesn't exist yet. Others can write in the meantime.
pub async fn back_up(from: &Path, to: &Path) -> Result<()> {
    let to_text = to.to_str().ok_or_else(|| StoreError::new("the file's name is not UTF-8"))?;
    let options = SqliteConnectOptions::new().filename(from).busy_timeout(super::BUSY);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let copied = sqlx::query("VACUUM INTO ?").bind(to_text).execute(&mut connection).await;
    connection.close().await?;
    copied?;
    fs::File::open(to).and_then(|file| file.sync_all()).map_err(StoreError::new)
}

/// Returns true if a file is one of our databases and intact, including its indexes.
pub async fn is_ours(file: &Path) -> bool {
    let look = async {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let tables: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('onboarding', 'submission', '_sqlx_migrations')",
        )
        .fetch_one(&mut connection)
        .await?;
        let finding: String =
            sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>(tables == 3 && finding == "ok")
    };
    look.await.unwrap_or(false)
}

/// Replaces a database with a backup. If this is killed at any point, either the old or the new one is in place.
pub async fn restore(
    file: &Path,
    database: &Path,
    replace: bool,
    now: i64,
) -> std::result::Result<Restored, RestoreError> {
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder)?;
    }
    let _alone = Lock::exclusive(database).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => RestoreError::Running,
        _ => RestoreError::Io(error),
    })?;
    let exists = database.exists();
    if exists && !replace {
        return Err(RestoreError::Exists);
    }
    let staged = beside(database, ".restoring");
    // Left behind by an earlier attempt that was killed.
    for end in ["", "-wal", "-shm", "-journal"] {
        remove(&beside(&staged, end))?;
    }
    super::make_private(&staged)?;
    back_up(file, &staged).await?;
    let deleted_again = prepare(&staged, exists.then_some(database)).await?;
    let before = if exists { Some(set_aside(database, now).await?) } else { None };
    fs::rename(&staged, database)?;
    Ok(Restored { before, deleted_again })
}

/// Updates the copy, and deletes what was deleted after the backup in the database that it replaces.
async fn prepare(staged: &Path, old: Option<&Path>) -> Result<Option<u64>> {
    let store = Sqlite::open_alone(staged).await?;
    let deleted = match old {
        Some(old) => delete_again(&store, old).await.ok(),
        None => Some(0),
    };
    store.close().await;
    Ok(deleted)
}

async fn delete_again(store: &Sqlite, old: &Path) -> Result<u64> {
    let mut connection = store.write.acquire().await?;
    let name = old.to_str().ok_or_else(|| StoreError::new("the database's name is not UTF-8"))?;
    sqlx::query("ATTACH DATABASE ? AS old").bind(name).execute(&mut *connection).await?;
    let repeated = repeat(&mut connection).await;
    sqlx::query("DETACH DATABASE old").execute(&mut *connection).await?;
    let count = repeated?;
    drop(connection);
    sqlx::query("VACUUM").execute(&store.write).await?;
    Ok(count)
}

async fn repeat(connection: &mut SqliteConnection) -> Result<u64> {
    let mut tx = connection.begin().await?;
    for sql in [
        "UPDATE onboarding SET delete_at = NULL, warned_at = NULL, status = (
             SELECT CASE deletion.rule WHEN 'withdrawn' THEN 'withdrawn' WHEN 'revoked' THEN 'revoked'
                                       WHEN 'replaced' THEN 'revoked' ELSE 'cleared' END
             FROM old.deletion AS deletion WHERE deletion.locator = onboarding.locator ORDER BY id DESC LIMIT 1)
         WHERE locator IN (SELECT locator FROM old.deletion) AND locator IN (SELECT locator FROM submission)",
        // Nobody is reminded of a client secret that no site uses anymore.
        "UPDATE onboarding SET secret_expires_at = NULL, secret_tell_at = NULL
         WHERE status IN ('withdrawn', 'revoked')",
        "UPDATE link SET revoked_at = (SELECT max(at) FROM old.deletion AS deletion WHERE deletion.locator = link.locator)
         WHERE revoked_at IS NULL
           AND locator IN (SELECT locator FROM old.deletion WHERE rule IN ('revoked', 'replaced'))",
        "INSERT INTO deletion (onboarding_id, locator, recipients, submitted_at, collected_at, at, rule, digest,
                               sent_digest, told_at)
         SELECT onboarding_id, locator, recipients, submitted_at, collected_at, at, rule, digest, sent_digest, told_at
         FROM old.deletion WHERE locator NOT IN (SELECT locator FROM deletion)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await?;
    }
    let deleted = sqlx::query("DELETE FROM submission WHERE locator IN (SELECT locator FROM old.deletion)")
        .execute(&mut *tx)
        .await?;
    end_again(&mut tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected())
}

/// Ends the links to steps that have ended since the backup, and deletes their answers.
async fn end_again(tx: &mut Transaction<'_, sqlx::Sqlite>) -> Result<()> {
    // An older version's database doesn't have the table.
    let is_there: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM old.sqlite_master WHERE type = 'table' AND name = 'hand_over')",
    )
    .fetch_one(&mut **tx)
    .await?;
    if is_there {
        sqlx::query(
            "UPDATE hand_over SET file = NULL, tag = NULL,
                    ended_at = (SELECT ended_at FROM old.hand_over AS ended WHERE ended.locator = hand_over.locator)
             WHERE ended_at IS NULL
               AND locator IN (SELECT locator FROM old.hand_over WHERE ended_at IS NOT NULL)",
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Keeps the old database under another name, including the contents of its log.
async fn set_aside(database: &Path, now: i64) -> std::result::Result<PathBuf, RestoreError> {
    let before = beside(database, &format!(".before-{now}"));
    let options = SqliteConnectOptions::new().filename(database);
    if let Ok(mut connection) = SqliteConnection::connect_with(&options).await {
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
        let _ = connection.close().await;
    }
    // If a log couldn't be written into a damaged database, it moves with it. Next to the new one, SQLite would read it.
    for end in ["-wal", "-shm"] {
        match fs::rename(beside(database, end), beside(&before, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    fs::hard_link(database, &before)?;
    Ok(before)
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

#[cfg(test)]
mod tests;
