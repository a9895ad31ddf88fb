//! Removes deleted data from the disk: overwrites freed pages, and empties the write-ahead log, which has earlier copies.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use sealpost_core::store::Result;
use sqlx::{Row, SqlitePool};

/// The `PRAGMA user_version` of a database whose free pages were all overwritten. After that, `secure_delete` overwrites them.
const SCRUBBED: i64 = 1;

/// True if a deletion's bytes may still be in the log.
#[derive(Debug, Clone, Default)]
pub(super) struct Owed(Arc<AtomicBool>);

impl Owed {
    pub(super) fn set(&self, is_owed: bool) {
        self.0.store(is_owed, Ordering::Release);
    }

    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Returns true if the database has no tables yet.
pub(super) async fn is_new(write: &SqlitePool) -> Result<bool> {
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_master").fetch_one(write).await?;
    Ok(tables == 0)
}

/// Cleans up after an older version that overwrote nothing, or after a kill between a deletion and the end of its
/// scrubbing. If this is killed too, the next start repeats it.
pub(super) async fn at_start(write: &SqlitePool, is_new: bool) -> Result<()> {
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(write).await?;
    if version < SCRUBBED {
        if !is_new {
            sqlx::query("VACUUM").execute(write).await?;
        }
        sqlx::query("PRAGMA user_version = 1").execute(write).await?;
    }
    truncate_log(write).await?;
    Ok(())
}

/// Writes the log into the database and empties it. Returns false if someone is still reading from it.
pub(super) async fn truncate_log(write: &SqlitePool) -> Result<bool> {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(write).await?;
    let is_busy: i64 = row.try_get(0)?;
    Ok(is_busy == 0)
}

#[cfg(test)]
mod tests;
