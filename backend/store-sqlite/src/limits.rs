//! Attempts and leases.

use async_trait::async_trait;
use sealpost_core::store::{Limit, Limits, Result};
use sqlx::{Row, Sqlite as Engine, Transaction};

use super::{Sqlite, happened};

#[async_trait]
impl Limits for Sqlite {
    async fn attempt(&self, bucket: &str, limit: Limit, now: i64) -> Result<Option<u32>> {
        let mut tx = self.begin().await?;
        forget_old(&mut tx, now).await?;
        let counted = count(&mut tx, bucket, limit, now).await?;
        let used = used(&mut *tx, bucket, limit, now).await?;
        tx.commit().await?;
        Ok(counted.then(|| limit.times.saturating_sub(used)))
    }

    async fn attempt_all(&self, buckets: &[(String, Limit)], now: i64) -> Result<bool> {
        let mut tx = self.begin().await?;
        forget_old(&mut tx, now).await?;
        for (bucket, limit) in buckets {
            if !count(&mut tx, bucket, *limit, now).await? {
                tx.rollback().await?;
                return Ok(false);
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn attempts_left(&self, bucket: &str, limit: Limit, now: i64) -> Result<u32> {
        Ok(limit.times.saturating_sub(used(&self.read, bucket, limit, now).await?))
    }

    async fn wait(&self, buckets: &[(String, Limit)], now: i64) -> Result<i64> {
        let mut longest = 0;
        for (bucket, limit) in buckets {
            longest = longest.max(wait(&self.read, bucket, *limit, now).await?);
        }
        Ok(longest)
    }

    async fn take_lease(&self, bucket: &str, now: i64, until: i64) -> Result<bool> {
        let taken = sqlx::query(
            "INSERT INTO lease (bucket, expires_at) VALUES (?1, ?2)
             ON CONFLICT (bucket) DO UPDATE SET expires_at = ?2 WHERE lease.expires_at <= ?3",
        )
        .bind(bucket)
        .bind(until)
        .bind(now)
        .execute(&self.write)
        .await?;
        Ok(happened(&taken))
    }

    async fn announce(&self, name: &str, now: i64, until: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query("DELETE FROM lease WHERE expires_at <= ?").bind(now).execute(&mut *tx).await?;
        sqlx::query(
            "INSERT INTO lease (bucket, expires_at) VALUES (?1, ?2)
             ON CONFLICT (bucket) DO UPDATE SET expires_at = max(expires_at, ?2)",
        )
        .bind(name)
        .bind(until)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    async fn announced(&self, beginning: &str, now: i64) -> Result<Vec<String>> {
        let found = sqlx::query_scalar(
            "SELECT bucket FROM lease WHERE substr(bucket, 1, length(?1)) = ?1 AND expires_at > ?2
             ORDER BY expires_at DESC, bucket",
        );
        Ok(found.bind(beginning).bind(now).fetch_all(&self.read).await?)
    }

    async fn end_lease(&self, bucket: &str, until: i64) -> Result<()> {
        sqlx::query("DELETE FROM lease WHERE bucket = ? AND expires_at = ?")
            .bind(bucket)
            .bind(until)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

/// Deletes buckets whose window is over, so that the table can't grow without limit.
async fn forget_old(tx: &mut Transaction<'static, Engine>, now: i64) -> Result<()> {
    sqlx::query("DELETE FROM attempt WHERE expires_at <= ?").bind(now).execute(&mut **tx).await?;
    Ok(())
}

/// Counts one attempt, unless the limit is reached. Returns true if it was counted.
async fn count(tx: &mut Transaction<'static, Engine>, bucket: &str, limit: Limit, now: i64) -> Result<bool> {
    let counted = sqlx::query(
        "INSERT INTO attempt (bucket, at, expires_at)
         SELECT ?1, ?2, ?3 WHERE (SELECT count(*) FROM attempt WHERE bucket = ?1 AND at > ?4) < ?5",
    )
    .bind(bucket)
    .bind(now)
    .bind(now + limit.seconds)
    .bind(now - limit.seconds)
    .bind(limit.times)
    .execute(&mut **tx)
    .await?;
    Ok(happened(&counted))
}

/// Returns how long to wait: the next attempt is free when the oldest of the last `limit.times` attempts leaves the window.
async fn wait<'e>(
    executor: impl sqlx::Executor<'e, Database = sqlx::Sqlite>,
    bucket: &str,
    limit: Limit,
    now: i64,
) -> Result<i64> {
    let row =
        sqlx::query("SELECT at FROM attempt WHERE bucket = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?")
            .bind(bucket.to_owned())
            .bind(now - limit.seconds)
            .bind(limit.times.saturating_sub(1))
            .fetch_optional(executor)
            .await?;
    let at: Option<i64> = row.map(|row| row.try_get("at")).transpose()?;
    Ok(at.map_or(0, |at| at + limit.seconds - now))
}

async fn used<'e>(
    executor: impl sqlx::Executor<'e, Database = sqlx::Sqlite>,
    bucket: &str,
    limit: Limit,
    now: i64,
) -> Result<u32> {
    let row = sqlx::query("SELECT count(*) AS used FROM attempt WHERE bucket = ? AND at > ?")
        .bind(bucket.to_owned())
        .bind(now - limit.seconds)
        .fetch_one(executor)
        .await?;
    Ok(row.try_get("used")?)
}
