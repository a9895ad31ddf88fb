//! Deletes what is due.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use sealpost_core::store::{Aged, NewActivity, Onboarding, Result, Retention, UnmailedDeletion, form};
use shared::retention::{Days, Kind};
use sqlx::{query, query_as, query_scalar};

use super::{
    Postgres, Tx, happened, log,
    rows::{OnboardingRow, count, days, onboardings},
};

/// True if a deletion's rows may still be in the tables' files.
#[derive(Debug, Clone, Default)]
pub(super) struct Owed(Arc<AtomicBool>);

impl Owed {
    pub(super) fn set(&self, is_owed: bool) {
        self.0.store(is_owed, Ordering::Release);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

#[async_trait]
impl Retention for Postgres {
    async fn kept(&self) -> Result<Vec<(Kind, Days)>> {
        let found = query!("SELECT kind, days FROM retention").fetch_all(&self.read).await?;
        found.into_iter().map(|row| Ok((form::kind(&row.kind)?, days(row.days)?))).collect()
    }

    async fn keep(&self, kinds: &[(Kind, Days)], activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        for (kind, days) in kinds {
            query!(
                "INSERT INTO retention (kind, days) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET days = $2",
                kind.as_str(),
                i64::from(days.get()),
            )
            .execute(&mut *tx)
            .await?;
        }
        log(&mut tx, None, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn date_configured(&self, now: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let dated = query!(
            "UPDATE onboarding SET configured_at = coalesce(configured_at, changed_at),
                    delete_at = $1 + keep_days * 86400
             WHERE status = 'configured' AND delete_at IS NULL",
            now
        );
        let dated = dated.execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(dated.rows_affected())
    }

    async fn deleting(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE onboarding.status = 'configured' AND onboarding.delete_at <= $1
             ORDER BY onboarding.delete_at LIMIT $2",
            until,
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
    }

    async fn unwarned(&self, until: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE onboarding.status = 'configured' AND onboarding.delete_at <= $1 AND onboarding.warned_at IS NULL
             ORDER BY onboarding.delete_at LIMIT $2",
            until,
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
    }

    async fn set_warned(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let warned = query!(
            "UPDATE onboarding SET warned_at = $1 WHERE id = $2 AND delete_at = $3 AND warned_at IS NULL",
            activity.at,
            was.id,
            was.delete_at,
        );
        if !happened(&warned.execute(&mut *tx).await?) {
            return Ok(false);
        }
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn unmailed(&self, since: i64, limit: u32) -> Result<Vec<UnmailedDeletion>> {
        let found = query_as!(
            UnmailedDeletion,
            "SELECT id, onboarding_id, at FROM deletion
             WHERE told_at IS NULL AND at >= $1 AND rule IN ('saved-elsewhere', 'after-setup') ORDER BY at LIMIT $2",
            since,
            i64::from(limit),
        );
        Ok(found.fetch_all(&self.read).await?)
    }

    async fn set_mailed(&self, deletion: i64, at: i64) -> Result<()> {
        query!("UPDATE deletion SET told_at = $1 WHERE id = $2 AND told_at IS NULL", at, deletion)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    async fn expiring(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE onboarding.secret_tell_at <= $1
             ORDER BY onboarding.secret_tell_at, onboarding.id LIMIT $2",
            now,
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
    }

    async fn set_expiry_told(
        &self,
        was: &Onboarding,
        next: Option<i64>,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let told = query!(
            "UPDATE onboarding SET secret_tell_at = $1
             WHERE id = $2 AND locator = $3 AND secret_expires_at = $4 AND secret_tell_at = $5",
            next,
            was.id,
            was.locator.as_str(),
            was.secret_expiry.map(|expiry| expiry.at),
            was.secret_expiry.and_then(|expiry| expiry.tell_at),
        );
        if !happened(&told.execute(&mut *tx).await?) {
            return Ok(false);
        }
        if let Some(activity) = activity {
            log(&mut tx, Some(&was.id), activity).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn count_aged(&self, what: Aged, until: i64) -> Result<u64> {
        let found = match what {
            Aged::Reports => {
                let reports =
                    query_scalar!(r#"SELECT count(*) AS "count!" FROM report WHERE at <= $1"#, until);
                reports.fetch_one(&self.read).await?
            }
            Aged::Messages => {
                let messages = query_scalar!(
                    r#"SELECT count(*) AS "count!" FROM proof WHERE judged_at <= $1 AND delivery IS NOT NULL"#,
                    until
                );
                messages.fetch_one(&self.read).await?
            }
            Aged::Helps => {
                let helps = query_scalar!(
                    r#"SELECT count(*) AS "count!" FROM help_request
                       WHERE settled_at <= $1 AND (note IS NOT NULL OR call IS NOT NULL)"#,
                    until
                );
                helps.fetch_one(&self.read).await?
            }
            Aged::Checks => {
                let checks =
                    query_scalar!(r#"SELECT count(*) AS "count!" FROM check_run WHERE at <= $1"#, until);
                checks.fetch_one(&self.read).await?
            }
            Aged::Activity => {
                let entries =
                    query_scalar!(r#"SELECT count(*) AS "count!" FROM activity WHERE at <= $1"#, until);
                entries.fetch_one(&self.read).await?
            }
        };
        Ok(count(found))
    }

    async fn delete_aged(&self, what: Aged, until: i64, limit: u32) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = match what {
            Aged::Reports => delete_reports(&mut tx, until, i64::from(limit)).await?,
            Aged::Messages => delete_messages(&mut tx, until, i64::from(limit)).await?,
            Aged::Helps => delete_helps(&mut tx, until, i64::from(limit)).await?,
            Aged::Checks => delete_checks(&mut tx, until, i64::from(limit)).await?,
            Aged::Activity => delete_activity(&mut tx, until, i64::from(limit)).await?,
        };
        tx.commit().await?;
        Ok(deleted)
    }

    async fn closed(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE onboarding.status IN ('cleared', 'revoked', 'expired', 'withdrawn')
               AND onboarding.changed_at <= $1 AND onboarding.expires_at <= $2
               AND (onboarding.secret_expires_at IS NULL OR onboarding.secret_expires_at <= $1)
             ORDER BY onboarding.changed_at LIMIT $3",
            until,
            now,
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
    }

    async fn count_closed(&self, until: i64, now: i64) -> Result<u64> {
        let found = query_scalar!(
            r#"SELECT count(*) AS "count!" FROM onboarding
               WHERE status IN ('cleared', 'revoked', 'expired', 'withdrawn') AND changed_at <= $1 AND expires_at <= $2
                 AND (secret_expires_at IS NULL OR secret_expires_at <= $1)"#,
            until,
            now,
        );
        Ok(count(found.fetch_one(&self.read).await?))
    }

    async fn delete_onboarding(&self, was: &Onboarding, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let claimed = query!(
            "UPDATE onboarding SET search = '' WHERE id = $1 AND status = $2 AND locator = $3 AND changed_at = $4",
            was.id,
            was.status.as_str(),
            was.locator.as_str(),
            was.changed_at,
        );
        if !happened(&claimed.execute(&mut *tx).await?) {
            return Ok(false);
        }
        delete_all_of(&mut tx, &was.id).await?;
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        self.owes_scrub.set(true);
        Ok(true)
    }

    /// Frees deleted rows. PostgreSQL may leave their bytes on the disk until it writes something else there, and in its
    /// own log and backups for as long as those are kept: docs/postgresql.md.
    async fn scrub(&self) -> Result<bool> {
        // Anything deleted from here on has to be freed again.
        self.owes_scrub.set(false);
        let freed = query!(
            "VACUUM (SKIP_LOCKED) submission, hand_over, help_request, link, report, check_run, activity, proof,
                                  watch, onboarding"
        );
        let freed = freed.execute(&self.write).await;
        if freed.is_err() {
            self.owes_scrub.set(true);
        }
        freed?;
        Ok(true)
    }

    fn owes_scrub(&self) -> bool {
        self.owes_scrub.get()
    }
}

/// Deletes what the board shows about a report.
async fn delete_reports(tx: &mut Tx, until: i64, limit: i64) -> Result<u64> {
    query!(
        "UPDATE onboarding SET last_verdict = NULL
         WHERE id IN (SELECT onboarding_id FROM report WHERE at <= $1 ORDER BY at, onboarding_id LIMIT $2)",
        until,
        limit,
    )
    .execute(&mut **tx)
    .await?;
    let deleted = query!(
        "DELETE FROM report WHERE onboarding_id IN
         (SELECT onboarding_id FROM report WHERE at <= $1 ORDER BY at, onboarding_id LIMIT $2)",
        until,
        limit,
    );
    Ok(deleted.execute(&mut **tx).await?.rows_affected())
}

/// Deletes what was seen of judged messages.
async fn delete_messages(tx: &mut Tx, until: i64, limit: i64) -> Result<u64> {
    let deleted = query!(
        "UPDATE proof SET delivery = NULL, advised = NULL WHERE onboarding_id IN
         (SELECT onboarding_id FROM proof WHERE judged_at <= $1 AND delivery IS NOT NULL
          ORDER BY judged_at, onboarding_id LIMIT $2)",
        until,
        limit,
    );
    Ok(deleted.execute(&mut **tx).await?.rows_affected())
}

async fn delete_helps(tx: &mut Tx, until: i64, limit: i64) -> Result<u64> {
    let deleted = query!(
        "UPDATE help_request SET note = NULL, call = NULL WHERE id IN
         (SELECT id FROM help_request WHERE settled_at <= $1 AND (note IS NOT NULL OR call IS NOT NULL)
          ORDER BY settled_at, id LIMIT $2)",
        until,
        limit,
    );
    Ok(deleted.execute(&mut **tx).await?.rows_affected())
}

/// Deletes what the board shows about a check.
async fn delete_checks(tx: &mut Tx, until: i64, limit: i64) -> Result<u64> {
    query!(
        "UPDATE onboarding SET last_check = NULL
         WHERE last_check IN (SELECT id FROM check_run WHERE at <= $1 ORDER BY at, id LIMIT $2)",
        until,
        limit,
    )
    .execute(&mut **tx)
    .await?;
    let deleted = query!(
        "DELETE FROM check_run WHERE id IN (SELECT id FROM check_run WHERE at <= $1 ORDER BY at, id LIMIT $2)",
        until,
        limit,
    );
    Ok(deleted.execute(&mut **tx).await?.rows_affected())
}

async fn delete_activity(tx: &mut Tx, until: i64, limit: i64) -> Result<u64> {
    let deleted = query!(
        "DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE at <= $1 ORDER BY at, id LIMIT $2)",
        until,
        limit,
    );
    Ok(deleted.execute(&mut **tx).await?.rows_affected())
}

/// Deletes an onboarding with everything that belongs to it, except the receipts of deletions.
async fn delete_all_of(tx: &mut Tx, id: &str) -> Result<()> {
    query!("DELETE FROM report WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    query!("DELETE FROM check_run WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    query!("DELETE FROM activity WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    query!("DELETE FROM submission WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    query!("DELETE FROM hand_over WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    query!("DELETE FROM help_request WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    query!("DELETE FROM link WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    query!("DELETE FROM onboarding WHERE id = $1", id).execute(&mut **tx).await?;
    Ok(())
}
