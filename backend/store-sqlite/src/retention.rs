//! Deletes what is due.

use async_trait::async_trait;
use sealpost_core::store::{Aged, NewActivity, Onboarding, Result, Retention, UnmailedDeletion, form};
use shared::retention::{Days, Kind};
use sqlx::{AssertSqlSafe, Row};

use super::{
    Sqlite, happened, log,
    rows::{self, ONBOARDING},
    scrub,
};

/// The condition for onboardings that have been closed long enough: see [`Retention::closed`].
const CLOSED: &str = "onboarding.status IN ('cleared', 'revoked', 'expired', 'withdrawn')
                      AND onboarding.changed_at <= ?1 AND onboarding.expires_at <= ?2
                      AND (onboarding.secret_expires_at IS NULL OR onboarding.secret_expires_at <= ?1)";

#[async_trait]
impl Retention for Sqlite {
    async fn kept(&self) -> Result<Vec<(Kind, Days)>> {
        let found = sqlx::query("SELECT kind, days FROM retention").fetch_all(&self.read).await?;
        let read = |row| {
            let kind: String = Row::try_get(row, "kind")?;
            let kind = form::kind(&kind)?;
            Ok((kind, rows::days(row, "days")?))
        };
        found.iter().map(read).collect()
    }

    async fn keep(&self, kinds: &[(Kind, Days)], activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        for (kind, days) in kinds {
            sqlx::query(
                "INSERT INTO retention (kind, days) VALUES (?1, ?2) ON CONFLICT (kind) DO UPDATE SET days = ?2",
            )
            .bind(kind.as_str())
            .bind(days.get())
            .execute(&mut *tx)
            .await?;
        }
        log(&mut tx, None, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn date_configured(&self, now: i64) -> Result<u64> {
        let dated = sqlx::query(
            "UPDATE onboarding SET configured_at = coalesce(configured_at, changed_at),
                    delete_at = ? + keep_days * 86400
             WHERE status = 'configured' AND delete_at IS NULL",
        )
        .bind(now)
        .execute(&self.write)
        .await?;
        Ok(dated.rows_affected())
    }

    async fn deleting(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>> {
        self.onboardings_due("", until, limit).await
    }

    async fn unwarned(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>> {
        self.onboardings_due("AND onboarding.warned_at IS NULL", until, limit).await
    }

    async fn set_warned(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let warned = sqlx::query(
            "UPDATE onboarding SET warned_at = ? WHERE id = ? AND delete_at = ? AND warned_at IS NULL",
        )
        .bind(activity.at)
        .bind(&was.id)
        .bind(was.delete_at)
        .execute(&mut *tx)
        .await?;
        if !happened(&warned) {
            return Ok(false);
        }
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn unmailed(&self, since: i64, limit: u32) -> Result<Vec<UnmailedDeletion>> {
        let found = sqlx::query(
            "SELECT id, onboarding_id, at FROM deletion
             WHERE told_at IS NULL AND at >= ? AND rule IN ('saved-elsewhere', 'after-setup') ORDER BY at LIMIT ?",
        )
        .bind(since)
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        let read = |row| {
            let (id, onboarding_id) = (Row::try_get(row, "id")?, Row::try_get(row, "onboarding_id")?);
            Ok(UnmailedDeletion { id, onboarding_id, at: Row::try_get(row, "at")? })
        };
        found.iter().map(read).collect()
    }

    async fn set_mailed(&self, deletion: i64, at: i64) -> Result<()> {
        sqlx::query("UPDATE deletion SET told_at = ? WHERE id = ? AND told_at IS NULL")
            .bind(at)
            .bind(deletion)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    async fn expiring(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let sql = format!(
            "{ONBOARDING} WHERE onboarding.secret_tell_at <= ?
             ORDER BY onboarding.secret_tell_at, onboarding.id LIMIT ?"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(now).bind(limit).fetch_all(&self.read).await?;
        found.iter().map(rows::onboarding).collect()
    }

    async fn set_expiry_told(
        &self,
        was: &Onboarding,
        next: Option<i64>,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let told = sqlx::query(
            "UPDATE onboarding SET secret_tell_at = ?
             WHERE id = ? AND locator = ? AND secret_expires_at = ? AND secret_tell_at = ?",
        )
        .bind(next)
        .bind(&was.id)
        .bind(was.locator.as_str())
        .bind(was.secret_expiry.map(|expiry| expiry.at))
        .bind(was.secret_expiry.and_then(|expiry| expiry.tell_at))
        .execute(&mut *tx)
        .await?;
        if !happened(&told) {
            return Ok(false);
        }
        if let Some(activity) = activity {
            log(&mut tx, Some(&was.id), activity).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn count_aged(&self, what: Aged, until: i64) -> Result<u64> {
        let sql = match what {
            Aged::Reports => "SELECT count(*) FROM report WHERE at <= ?",
            Aged::Messages => "SELECT count(*) FROM proof WHERE judged_at <= ? AND delivery IS NOT NULL",
            Aged::Helps => {
                "SELECT count(*) FROM help_request
                 WHERE settled_at <= ? AND (note IS NOT NULL OR call IS NOT NULL)"
            }
            Aged::Checks => "SELECT count(*) FROM check_run WHERE at <= ?",
            Aged::Activity => "SELECT count(*) FROM activity WHERE at <= ?",
        };
        Ok(count(sqlx::query_scalar(sql).bind(until).fetch_one(&self.read).await?))
    }

    async fn delete_aged(&self, what: Aged, until: i64, limit: u32) -> Result<u64> {
        // What the board shows about a report or a check is deleted with it.
        let (forget, delete) = match what {
            Aged::Reports => (
                Some(
                    "UPDATE onboarding SET last_verdict = NULL
                     WHERE id IN (SELECT onboarding_id FROM report WHERE at <= ?1 ORDER BY at LIMIT ?2)",
                ),
                "DELETE FROM report
                 WHERE onboarding_id IN (SELECT onboarding_id FROM report WHERE at <= ?1 ORDER BY at LIMIT ?2)",
            ),
            Aged::Messages => (
                None,
                "UPDATE proof SET delivery = NULL, advised = NULL WHERE onboarding_id IN
                 (SELECT onboarding_id FROM proof WHERE judged_at <= ?1 AND delivery IS NOT NULL
                  ORDER BY judged_at LIMIT ?2)",
            ),
            Aged::Helps => (
                None,
                "UPDATE help_request SET note = NULL, call = NULL WHERE id IN
                 (SELECT id FROM help_request WHERE settled_at <= ?1 AND (note IS NOT NULL OR call IS NOT NULL)
                  ORDER BY settled_at LIMIT ?2)",
            ),
            Aged::Checks => (
                Some(
                    "UPDATE onboarding SET last_check = NULL
                     WHERE last_check IN (SELECT id FROM check_run WHERE at <= ?1 ORDER BY at LIMIT ?2)",
                ),
                "DELETE FROM check_run WHERE id IN (SELECT id FROM check_run WHERE at <= ?1 ORDER BY at LIMIT ?2)",
            ),
            Aged::Activity => (
                None,
                "DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE at <= ?1 ORDER BY at LIMIT ?2)",
            ),
        };
        let mut tx = self.begin().await?;
        if let Some(forget) = forget {
            sqlx::query(forget).bind(until).bind(limit).execute(&mut *tx).await?;
        }
        let deleted = sqlx::query(delete).bind(until).bind(limit).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(deleted.rows_affected())
    }

    async fn closed(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let sql = format!("{ONBOARDING} WHERE {CLOSED} ORDER BY onboarding.changed_at LIMIT ?3");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(until).bind(now).bind(limit);
        found.fetch_all(&self.read).await?.iter().map(rows::onboarding).collect()
    }

    async fn count_closed(&self, until: i64, now: i64) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM onboarding WHERE {CLOSED}");
        let found = sqlx::query_scalar(AssertSqlSafe(sql)).bind(until).bind(now);
        Ok(count(found.fetch_one(&self.read).await?))
    }

    async fn delete_onboarding(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let claimed = sqlx::query(
            "UPDATE onboarding SET search = '' WHERE id = ? AND status = ? AND locator = ? AND changed_at = ?",
        )
        .bind(&was.id)
        .bind(was.status.as_str())
        .bind(was.locator.as_str())
        .bind(was.changed_at)
        .execute(&mut *tx)
        .await?;
        if !happened(&claimed) {
            return Ok(false);
        }
        for delete in [
            "DELETE FROM report WHERE onboarding_id = ?",
            "DELETE FROM check_run WHERE onboarding_id = ?",
            "DELETE FROM activity WHERE onboarding_id = ?",
            "DELETE FROM submission WHERE onboarding_id = ?",
            "DELETE FROM hand_over WHERE onboarding_id = ?",
            "DELETE FROM help_request WHERE onboarding_id = ?",
            "DELETE FROM link WHERE onboarding_id = ?",
            "DELETE FROM onboarding WHERE id = ?",
        ] {
            sqlx::query(delete).bind(&was.id).execute(&mut *tx).await?;
        }
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn scrub(&self) -> Result<bool> {
        let is_done = scrub::truncate_log(&self.write).await?;
        self.owes_scrub.set(!is_done);
        Ok(is_done)
    }

    fn owes_scrub(&self) -> bool {
        self.owes_scrub.get()
    }
}

impl Sqlite {
    async fn onboardings_due(&self, which: &str, until: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let sql = format!(
            "{ONBOARDING} WHERE onboarding.status = 'configured' AND onboarding.delete_at <= ? {which}
             ORDER BY onboarding.delete_at LIMIT ?"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(until).bind(limit).fetch_all(&self.read).await?;
        found.iter().map(rows::onboarding).collect()
    }

    /// Makes an onboarding look as if an older version had configured it: without a deletion date.
    #[cfg(any(test, feature = "testing"))]
    #[allow(clippy::missing_panics_doc, reason = "tests panic")]
    pub async fn forget_date(&self, id: &str) {
        let forget = "UPDATE onboarding SET delete_at = NULL, configured_at = NULL WHERE id = ?";
        sqlx::query(forget).bind(id).execute(&self.write).await.unwrap();
    }

    /// Scrubs after a deletion. If that isn't possible now, it happens later.
    pub(super) async fn scrub_or_owe(&self) {
        // Marked as owed before the attempt, so that it stays owed even if this future is dropped.
        self.owes_scrub.set(true);
        match self.scrub().await {
            Ok(true) => {}
            Ok(false) => tracing::warn!("deleted data is still in the database's log: somebody is reading"),
            Err(error) => tracing::error!(%error, "the database's log could not be cleaned"),
        }
    }
}

fn count(found: i64) -> u64 {
    u64::try_from(found).unwrap_or_default()
}
