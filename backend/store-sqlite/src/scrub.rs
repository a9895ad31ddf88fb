//! Deleted means gone from the disk: freed pages are overwritten, and the write-ahead log keeps no earlier copy of them.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use sealpost_core::store::Result;
use sqlx::{Row, SqlitePool};

/// `PRAGMA user_version` of a database whose free pages were all overwritten: from there on `secure_delete` keeps it so.
const SCRUBBED: i64 = 1;

/// Whether a deletion's bytes may still stand in the log.
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

/// Whether the database has no tables yet.
pub(super) async fn is_new(write: &SqlitePool) -> Result<bool> {
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_master").fetch_one(write).await?;
    Ok(tables == 0)
}

/// Cleans up after what came before: an older version that overwrote nothing, or a kill between a deletion and the end of
/// its scrubbing. Killed itself, it begins again at the next start.
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

/// Writes the log into the database and cuts it to nothing. `false` where somebody still reads from it.
pub(super) async fn truncate_log(write: &SqlitePool) -> Result<bool> {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(write).await?;
    let is_busy: i64 = row.try_get(0)?;
    Ok(is_busy == 0)
}

#[cfg(test)]
mod tests;
