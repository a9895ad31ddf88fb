//! Onboardings, links, and their results.

use async_trait::async_trait;
use sealpost_core::store::{
    Change, CheckRecord, Deleted, Link, NewActivity, NewOnboarding, Onboarding, Onboardings, Result,
    Submission, form,
};
use shared::{
    check::CheckReport,
    link::Locator,
    recipients::RecipientSet,
    report::Report,
    rules::Address,
    wire::{Activity, SealedSubmission},
};
use sqlx::{AssertSqlSafe, Row, sqlite::SqliteRow};

use super::{
    Sqlite, changes, log,
    rows::{self, ONBOARDING},
};

#[async_trait]
impl Onboardings for Sqlite {
    async fn create(&self, new: &NewOnboarding<'_>, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let known = sqlx::query("SELECT 1 FROM link WHERE locator = ?")
            .bind(new.link.locator.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        if known.is_some() {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO onboarding (id, client, site, search, address, email, manager_id, status, step,
                                     locator, recipients, expires_at, keep_days, created_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', 'welcome', ?8, ?9, ?10, ?11, ?12, ?12)",
        )
        .bind(new.id)
        .bind(new.client)
        .bind(new.site.as_str())
        .bind(format!("{} {}", new.client.to_lowercase(), new.site))
        .bind(new.address.map(Address::as_str))
        .bind(new.email.map(Address::as_str))
        .bind(new.manager_id)
        .bind(new.link.locator.as_str())
        .bind(new.recipients)
        .bind(new.expires_at)
        .bind(new.keep.get())
        .bind(activity.at)
        .execute(&mut *tx)
        .await?;
        changes::add_link(&mut tx, new.link, activity.at).await?;
        log(&mut tx, Some(new.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn onboarding(&self, id: &str) -> Result<Option<Onboarding>> {
        let row = sqlx::query(AssertSqlSafe(format!("{ONBOARDING} WHERE onboarding.id = ?")))
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(rows::onboarding).transpose()
    }

    async fn overdue(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let sql = format!(
            "{ONBOARDING} WHERE onboarding.status IN ('waiting', 'started') AND onboarding.expires_at <= ?
             ORDER BY onboarding.expires_at LIMIT ?"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(now).bind(limit).fetch_all(&self.read).await?;
        found.iter().map(rows::onboarding).collect()
    }

    async fn link(&self, locator: &Locator) -> Result<Option<Link>> {
        let row = sqlx::query("SELECT * FROM link WHERE locator = ?")
            .bind(locator.as_str())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(rows::link).transpose()
    }

    async fn recipient_set(&self, version: u32) -> Result<Option<RecipientSet>> {
        let row = sqlx::query("SELECT content FROM recipient_set WHERE version = ?")
            .bind(version)
            .fetch_optional(&self.read)
            .await?;
        content(row.as_ref())
    }

    async fn change(&self, change: &Change<'_>) -> Result<bool> {
        changes::apply(self, change).await
    }

    async fn submission(&self, locator: &Locator) -> Result<Option<Submission>> {
        let row = sqlx::query("SELECT * FROM submission WHERE locator = ?")
            .bind(locator.as_str())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(rows::submission).transpose()
    }

    async fn sealed(&self, id: &str) -> Result<Option<SealedSubmission>> {
        // One statement, because someone could re-encrypt it at the same time.
        let row = sqlx::query(
            "SELECT onboarding.site, onboarding.client, onboarding.keep_days, submission.file, submission.tag, link.sealed_link,
                    recipient_set.content AS readers
             FROM onboarding
             JOIN submission ON submission.locator = onboarding.locator
             JOIN link ON link.locator = onboarding.locator
             JOIN recipient_set
                ON recipient_set.version = coalesce(submission.recipients, onboarding.recipients)
             WHERE onboarding.id = ?",
        )
        .bind(id)
        .fetch_optional(&self.read)
        .await?;
        row.as_ref().map(rows::sealed).transpose()
    }

    async fn deleted(&self, locator: &Locator) -> Result<Option<Deleted>> {
        let row = sqlx::query("SELECT * FROM deletion WHERE locator = ? ORDER BY id DESC LIMIT 1")
            .bind(locator.as_str())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(rows::deleted).transpose()
    }

    async fn add_check(&self, id: &str, check: &CheckRecord<'_>, activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        let added = sqlx::query(
            "INSERT INTO check_run (onboarding_id, at, ok, cause, meaning, report) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(check.brief.at)
        .bind(check.brief.ok)
        .bind(&check.brief.cause)
        .bind(&check.brief.meaning)
        .bind(form::to_json(check.report)?)
        .execute(&mut *tx)
        .await?;
        sqlx::query("UPDATE onboarding SET last_check = ?, changed_at = ? WHERE id = ?")
            .bind(added.last_insert_rowid())
            .bind(activity.at)
            .bind(id)
            .execute(&mut *tx)
            .await?;
        log(&mut tx, Some(id), activity).await?;
        Ok(tx.commit().await?)
    }

    async fn last_check(&self, id: &str) -> Result<Option<CheckReport>> {
        let row = sqlx::query(
            "SELECT report AS content FROM check_run WHERE onboarding_id = ? ORDER BY id DESC LIMIT 1",
        )
        .bind(id)
        .fetch_optional(&self.read)
        .await?;
        content(row.as_ref())
    }

    async fn set_report(
        &self,
        id: &str,
        report: &Report,
        at: i64,
        news: Option<&NewActivity<'_>>,
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO report (onboarding_id, at, content) VALUES (?1, ?2, ?3)
             ON CONFLICT (onboarding_id) DO UPDATE SET at = ?2, content = ?3",
        )
        .bind(id)
        .bind(at)
        .bind(form::to_json(report)?)
        .execute(&mut *tx)
        .await?;
        if let Some(news) = news {
            // A closed onboarding is deleted some time after it was closed, whatever its site's records do.
            sqlx::query(
                "UPDATE onboarding SET last_verdict = ?,
                     changed_at = CASE WHEN status IN ('cleared', 'revoked', 'expired', 'withdrawn')
                                       THEN changed_at ELSE ? END
                 WHERE id = ?",
            )
            .bind(form::name_of(&report.verdict())?)
            .bind(at)
            .bind(id)
            .execute(&mut *tx)
            .await?;
            log(&mut tx, Some(id), news).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn report(&self, id: &str) -> Result<Option<Report>> {
        let row = sqlx::query("SELECT content FROM report WHERE onboarding_id = ?")
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        content(row.as_ref())
    }

    async fn log(&self, id: Option<&str>, activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        log(&mut tx, id, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn activity(&self, id: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Activity>> {
        let of = if id.is_some() { "activity.onboarding_id = ?1" } else { "?1 IS NULL" };
        let sql = format!(
            "SELECT activity.*, onboarding.client, onboarding.site
             FROM activity LEFT JOIN onboarding ON onboarding.id = activity.onboarding_id
             WHERE {of} AND activity.id < ?2 ORDER BY activity.id DESC LIMIT ?3"
        );
        let found = sqlx::query(AssertSqlSafe(sql))
            .bind(id)
            .bind(before.unwrap_or(i64::MAX))
            .bind(limit)
            .fetch_all(&self.read)
            .await?;
        found.iter().map(rows::activity).collect()
    }
}

fn content<T: serde::de::DeserializeOwned>(row: Option<&SqliteRow>) -> Result<Option<T>> {
    row.map(|row| form::from_json(row.try_get("content")?)).transpose()
}
