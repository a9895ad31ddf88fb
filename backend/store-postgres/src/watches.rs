//! Sites that are watched.

use async_trait::async_trait;
use sealpost_core::store::{Look, NewActivity, Onboarding, Reminder, Result, Watch, Watches, form};
use sqlx::{query, query_as, query_scalar};

use super::{
    Postgres, Tx, happened, log,
    rows::{OnboardingRow, onboardings},
};

#[async_trait]
impl Watches for Postgres {
    async fn watch(&self, id: &str) -> Result<Watch> {
        let row = query_as!(
            WatchRow,
            "SELECT asked_by, look_at, known, remind_monthly, remind_at, unsent_since
             FROM watch WHERE onboarding_id = $1",
            id
        );
        row.fetch_optional(&self.read).await?.map_or_else(|| Ok(Watch::default()), WatchRow::read)
    }

    async fn looks_due(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE proof.proven_at IS NOT NULL AND onboarding.status IN ('configured', 'cleared')
               AND coalesce((SELECT watch.look_at FROM watch WHERE watch.onboarding_id = onboarding.id), 0) <= $1
             ORDER BY coalesce((SELECT watch.look_at FROM watch WHERE watch.onboarding_id = onboarding.id), 0),
                      onboarding.id LIMIT $2",
            now,
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
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
        let set = query!(
            "INSERT INTO watch (onboarding_id, look_at, known) VALUES ($1, $2, $3)
             ON CONFLICT (onboarding_id) DO UPDATE SET look_at = $2, known = $3
             WHERE watch.look_at IS NOT DISTINCT FROM $4",
            was.id,
            new.at,
            form::to_json(&new.known)?,
            old.map(|old| old.at),
        );
        if !happened(&set.execute(&mut *tx).await?) {
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
        query!(
            "INSERT INTO watch (onboarding_id, asked_by) VALUES ($1, $2)
             ON CONFLICT (onboarding_id) DO UPDATE SET asked_by = $2",
            was.id,
            person_id,
        )
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
        query!(
            "INSERT INTO watch (onboarding_id, remind_monthly) VALUES ($1, $2)
             ON CONFLICT (onboarding_id) DO UPDATE SET
                remind_monthly = $2, unsent_since = NULL",
            was.id,
            monthly,
        )
        .execute(&mut *tx)
        .await?;
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn reminders_due(&self, until: i64, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE proof.proven_at <= $1 AND onboarding.status IN ('configured', 'cleared')
               AND coalesce((SELECT watch.remind_monthly
                                    AND (watch.remind_at IS NULL OR watch.remind_at <= $2)
                             FROM watch WHERE watch.onboarding_id = onboarding.id), FALSE)
             ORDER BY coalesce((SELECT watch.remind_at FROM watch WHERE watch.onboarding_id = onboarding.id), 0),
                      proof.proven_at, onboarding.id LIMIT $3",
            until,
            now,
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
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
        let set = query!(
            "UPDATE watch SET remind_at = $1, unsent_since = $2
             WHERE onboarding_id = $3 AND remind_monthly AND remind_at IS NOT DISTINCT FROM $4",
            new.at,
            new.unsent_since,
            was.id,
            old.map(|old| old.at),
        );
        if !happened(&set.execute(&mut *tx).await?) {
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
    let found = query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM onboarding
                          WHERE id = $1 AND locator = $2 AND status IN ('configured', 'cleared')) AS "found!""#,
        was.id,
        was.locator.as_str(),
    );
    Ok(found.fetch_one(&mut **tx).await?)
}

/// Forgets what was seen, and keeps the reminders.
pub(super) async fn restart(tx: &mut Tx, id: &str) -> Result<()> {
    query!(
        "UPDATE watch SET look_at = NULL, known = NULL, remind_at = NULL, unsent_since = NULL
         WHERE onboarding_id = $1",
        id
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes what is watched about an onboarding's site.
pub(super) async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    query!("DELETE FROM watch WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    Ok(())
}

#[derive(Debug)]
struct WatchRow {
    asked_by: Option<String>,
    look_at: Option<i64>,
    known: Option<String>,
    remind_monthly: bool,
    remind_at: Option<i64>,
    unsent_since: Option<i64>,
}

impl WatchRow {
    fn read(self) -> Result<Watch> {
        let known = self.known.as_deref().map(form::from_json).transpose()?.unwrap_or_default();
        Ok(Watch {
            look: self.look_at.map(|at| Look { at, known }),
            asked_by: self.asked_by,
            remind_monthly: self.remind_monthly,
            reminder: self.remind_at.map(|at| Reminder { at, unsent_since: self.unsent_since }),
        })
    }
}
