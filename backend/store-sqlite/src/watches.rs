//! Sites that are watched.

use async_trait::async_trait;
use sealpost_core::store::{Look, NewActivity, Onboarding, Reminder, Result, Watch, Watches, form};
use sqlx::{AssertSqlSafe, Row, Sqlite as Engine, Transaction, sqlite::SqliteRow};

use super::{
    Sqlite, happened, log,
    rows::{self, ONBOARDING},
};

type Tx = Transaction<'static, Engine>;

#[async_trait]
impl Watches for Sqlite {
    async fn watch(&self, id: &str) -> Result<Watch> {
        let row = sqlx::query("SELECT * FROM watch WHERE onboarding_id = ?")
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map_or_else(|| Ok(Watch::default()), watch)
    }

    async fn looks_due(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let sql = format!(
            "{ONBOARDING} WHERE proof.proven_at IS NOT NULL AND onboarding.status IN ('configured', 'cleared')
               AND coalesce((SELECT watch.look_at FROM watch WHERE watch.onboarding_id = onboarding.id), 0) <= ?
             ORDER BY coalesce((SELECT watch.look_at FROM watch WHERE watch.onboarding_id = onboarding.id), 0),
                      onboarding.id LIMIT ?"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(now).bind(limit).fetch_all(&self.read).await?;
        found.iter().map(rows::onboarding).collect()
    }

    async fn set_look(
        &self,
        was: &Onboarding,
        old: Option<&Look>,
        new: &Look,
        activity: &[NewActivity<'_>],
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        if !is_configured(&mut tx, was).await? {
            return Ok(false);
        }
        let set = sqlx::query(
            "INSERT INTO watch (onboarding_id, look_at, known) VALUES (?1, ?2, ?3)
             ON CONFLICT (onboarding_id) DO UPDATE SET look_at = ?2, known = ?3 WHERE watch.look_at IS ?4",
        )
        .bind(&was.id)
        .bind(new.at)
        .bind(form::to_json(&new.known)?)
        .bind(old.map(|old| old.at))
        .execute(&mut *tx)
        .await?;
        if !happened(&set) {
            return Ok(false);
        }
        for entry in activity {
            log(&mut tx, Some(&was.id), entry).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn set_asked_by(&self, was: &Onboarding, person_id: &str) -> Result<bool> {
        let mut tx = self.begin().await?;
        if !is_configured(&mut tx, was).await? {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO watch (onboarding_id, asked_by) VALUES (?1, ?2)
             ON CONFLICT (onboarding_id) DO UPDATE SET asked_by = ?2",
        )
        .bind(&was.id)
        .bind(person_id)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn set_reminders(
        &self,
        was: &Onboarding,
        monthly: bool,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        if !is_configured(&mut tx, was).await? {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO watch (onboarding_id, remind_monthly) VALUES (?1, ?2)
             ON CONFLICT (onboarding_id) DO UPDATE SET
                remind_monthly = ?2, unsent_since = NULL",
        )
        .bind(&was.id)
        .bind(monthly)
        .execute(&mut *tx)
        .await?;
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn reminders_due(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let sql = format!(
            "{ONBOARDING} WHERE proof.proven_at <= ? AND onboarding.status IN ('configured', 'cleared')
               AND onboarding.id IN (SELECT watch.onboarding_id FROM watch
                                     WHERE watch.remind_monthly
                                       AND (watch.remind_at IS NULL OR watch.remind_at <= ?))
             ORDER BY coalesce((SELECT watch.remind_at FROM watch WHERE watch.onboarding_id = onboarding.id), 0),
                      proof.proven_at, onboarding.id LIMIT ?"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(until).bind(now).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(rows::onboarding).collect()
    }

    async fn set_next_reminder(
        &self,
        was: &Onboarding,
        old: Option<Reminder>,
        new: Reminder,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        if !is_configured(&mut tx, was).await? {
            return Ok(false);
        }
        let set = sqlx::query(
            "UPDATE watch SET remind_at = ?1, unsent_since = ?2
             WHERE onboarding_id = ?3 AND remind_monthly AND remind_at IS ?4",
        )
        .bind(new.at)
        .bind(new.unsent_since)
        .bind(&was.id)
        .bind(old.map(|old| old.at))
        .execute(&mut *tx)
        .await?;
        if !happened(&set) {
            return Ok(false);
        }
        if let Some(activity) = activity {
            log(&mut tx, Some(&was.id), activity).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// Returns true if the site is configured, with the link that it had when it was read.
async fn is_configured(tx: &mut Tx, was: &Onboarding) -> Result<bool> {
    let found = sqlx::query(
        "SELECT 1 FROM onboarding WHERE id = ? AND locator = ? AND status IN ('configured', 'cleared')",
    )
    .bind(&was.id)
    .bind(was.locator.as_str())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.is_some())
}

/// Forgets what was seen, and keeps the reminders.
pub(super) async fn restart(tx: &mut Tx, id: &str) -> Result<()> {
    sqlx::query(
        "UPDATE watch SET look_at = NULL, known = NULL, remind_at = NULL, unsent_since = NULL
         WHERE onboarding_id = ?",
    )
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes what is watched about an onboarding's site.
pub(super) async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    sqlx::query("DELETE FROM watch WHERE onboarding_id = ?").bind(id).execute(&mut **tx).await?;
    Ok(())
}

fn watch(row: &SqliteRow) -> Result<Watch> {
    let known: Option<String> = row.try_get("known")?;
    let known = known.as_deref().map(form::from_json).transpose()?.unwrap_or_default();
    let (look_at, remind_at): (Option<i64>, Option<i64>) =
        (row.try_get("look_at")?, row.try_get("remind_at")?);
    let unsent_since = row.try_get("unsent_since")?;
    Ok(Watch {
        look: look_at.map(|at| Look { at, known }),
        asked_by: row.try_get("asked_by")?,
        remind_monthly: row.try_get("remind_monthly")?,
        reminder: remind_at.map(|at| Reminder { at, unsent_since }),
    })
}
