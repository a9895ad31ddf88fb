//! Attempts and leases. Every request uses them, so they lock only the buckets that they count.

use async_trait::async_trait;
use sealpost_core::store::{Limit, Limits, Result};
use sqlx::{PgExecutor, query, query_scalar};

use super::{Postgres, Tx, happened, rows::number};

#[async_trait]
impl Limits for Postgres {
    async fn attempt(&self, bucket: &str, limit: Limit, now: i64) -> Result<Option<u32>> {
        let mut tx = self.counting(&[bucket.to_owned()], now).await?;
        let counted = count(&mut tx, bucket, limit, now).await?;
        let used = used(&mut *tx, bucket, limit, now).await?;
        tx.commit().await?;
        Ok(counted.then(|| limit.times.saturating_sub(used)))
    }

    async fn attempt_all(&self, buckets: &[(String, Limit)], now: i64) -> Result<bool> {
        let names: Vec<String> = buckets.iter().map(|(bucket, _)| bucket.clone()).collect();
        let mut tx = self.counting(&names, now).await?;
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
        let taken = query!(
            "INSERT INTO lease (bucket, expires_at) VALUES ($1, $2)
             ON CONFLICT (bucket) DO UPDATE SET expires_at = $2 WHERE lease.expires_at <= $3",
            bucket,
            until,
            now,
        );
        Ok(happened(&taken.execute(&self.write).await?))
    }

    async fn announce(&self, name: &str, now: i64, until: i64) -> Result<()> {
        query!(
            "DELETE FROM lease WHERE bucket IN
             (SELECT bucket FROM lease WHERE expires_at <= $1 AND bucket <> $2 FOR UPDATE SKIP LOCKED)",
            now,
            name,
        )
        .execute(&self.write)
        .await?;
        query!(
            "INSERT INTO lease (bucket, expires_at) VALUES ($1, $2)
             ON CONFLICT (bucket) DO UPDATE SET expires_at = greatest(lease.expires_at, $2)",
            name,
            until,
        )
        .execute(&self.write)
        .await?;
        Ok(())
    }

    async fn announced(&self, beginning: &str, now: i64) -> Result<Vec<String>> {
        let found = query_scalar!(
            "SELECT bucket FROM lease WHERE starts_with(bucket, $1) AND expires_at > $2
             ORDER BY expires_at DESC, bucket",
            beginning,
            now,
        );
        Ok(found.fetch_all(&self.read).await?)
    }

    async fn end_lease(&self, bucket: &str, until: i64) -> Result<()> {
        query!("DELETE FROM lease WHERE bucket = $1 AND expires_at = $2", bucket, until)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

impl Postgres {
    /// Begins a transaction that has locked these buckets and deleted all buckets whose window is over.
    async fn counting(&self, buckets: &[String], now: i64) -> Result<Tx> {
        let mut tx = self.write.begin().await?;
        // Always in the same order, so that two transactions that want the same buckets can't deadlock. The inner query
        // sorts before the outer one locks.
        query!(
            "SELECT pg_advisory_xact_lock(key) FROM
             (SELECT DISTINCT hashtextextended(bucket, 0) AS key FROM unnest($1::text[]) AS bucket ORDER BY key) AS keys",
            buckets
        )
        .fetch_all(&mut *tx)
        .await?;
        // Buckets don't outlive their window, so the table can't grow without limit. Rows that another transaction is
        // deleting are left to it.
        query!(
            "DELETE FROM attempt WHERE ctid IN
             (SELECT ctid FROM attempt WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED)",
            now
        )
        .execute(&mut *tx)
        .await?;
        Ok(tx)
    }
}

/// Counts one attempt, unless the limit is reached. Returns true if it was counted.
async fn count(tx: &mut Tx, bucket: &str, limit: Limit, now: i64) -> Result<bool> {
    let counted = query!(
        "INSERT INTO attempt (bucket, at, expires_at)
         SELECT $1, $2, $3 WHERE (SELECT count(*) FROM attempt WHERE bucket = $1 AND at > $4) < $5",
        bucket,
        now,
        now + limit.seconds,
        now - limit.seconds,
        i64::from(limit.times),
    );
    Ok(happened(&counted.execute(&mut **tx).await?))
}

/// Returns how long to wait: the next attempt is free when the oldest of the last `limit.times` attempts leaves the window.
async fn wait(executor: impl PgExecutor<'_>, bucket: &str, limit: Limit, now: i64) -> Result<i64> {
    let at = query_scalar!(
        "SELECT at FROM attempt WHERE bucket = $1 AND at > $2 ORDER BY at DESC LIMIT 1 OFFSET $3",
        bucket,
        now - limit.seconds,
        i64::from(limit.times.saturating_sub(1)),
    );
    let at = at.fetch_optional(executor).await?;
    Ok(at.map_or(0, |at| at + limit.seconds - now))
}

async fn used(executor: impl PgExecutor<'_>, bucket: &str, limit: Limit, now: i64) -> Result<u32> {
    let used = query_scalar!(
        r#"SELECT count(*) AS "used!" FROM attempt WHERE bucket = $1 AND at > $2"#,
        bucket,
        now - limit.seconds,
    );
    number(used.fetch_one(executor).await?)
}
