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
use sqlx::{query, query_as, query_scalar};

use super::{
    Postgres, changes, log,
    rows::{
        ActivityRow, DeletedRow, LinkRow, OnboardingRow, SealedRow, SubmissionRow, onboardings, submissions,
    },
};

#[async_trait]
impl Onboardings for Postgres {
    async fn create(&self, new: &NewOnboarding<'_>, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let known = query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM link WHERE locator = $1) AS "known!""#,
            new.link.locator.as_str()
        );
        if known.fetch_one(&mut *tx).await? {
            return Ok(false);
        }
        query!(
            "INSERT INTO onboarding (id, client, site, search, address, email, manager_id, status, step,
                                     locator, recipients, expires_at, keep_days, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 'welcome', $8, $9, $10, $11, $12, $12)",
            new.id,
            new.client,
            new.site.as_str(),
            format!("{} {}", new.client.to_lowercase(), new.site),
            new.address.map(Address::as_str),
            new.email.map(Address::as_str),
            new.manager_id,
            new.link.locator.as_str(),
            i64::from(new.recipients),
            new.expires_at,
            i64::from(new.keep.get()),
            activity.at,
        )
        .execute(&mut *tx)
        .await?;
        changes::add_link(&mut tx, new.link, activity.at).await?;
        log(&mut tx, Some(new.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn onboarding(&self, id: &str) -> Result<Option<Onboarding>> {
        let row = onboardings!("WHERE onboarding.id = $1", id).fetch_optional(&self.read).await?;
        row.map(OnboardingRow::read).transpose()
    }

    async fn overdue(&self, now: i64, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE onboarding.status IN ('waiting', 'started') AND onboarding.expires_at <= $1
             ORDER BY onboarding.expires_at LIMIT $2",
            now,
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
    }

    async fn link(&self, locator: &Locator) -> Result<Option<Link>> {
        let row = query_as!(
            LinkRow,
            "SELECT locator, onboarding_id, token_hash, sealed_link, revoked_at FROM link WHERE locator = $1",
            locator.as_str()
        );
        row.fetch_optional(&self.read).await?.map(LinkRow::read).transpose()
    }

    async fn recipient_set(&self, version: u32) -> Result<Option<RecipientSet>> {
        let content =
            query_scalar!("SELECT content FROM recipient_set WHERE version = $1", i64::from(version));
        content.fetch_optional(&self.read).await?.map_or(Ok(None), |content| form::from_json(&content))
    }

    async fn change(&self, change: &Change<'_>) -> Result<bool> {
        changes::apply(self, change).await
    }

    async fn submission(&self, locator: &Locator) -> Result<Option<Submission>> {
        let row = submissions!("WHERE locator = $1", locator.as_str()).fetch_optional(&self.read).await?;
        row.map(SubmissionRow::read).transpose()
    }

    async fn sealed(&self, id: &str) -> Result<Option<SealedSubmission>> {
        // One statement, because someone could re-encrypt it at the same time.
        let row = query_as!(
            SealedRow,
            "SELECT onboarding.site, onboarding.client, onboarding.keep_days, submission.file, submission.tag,
                    link.sealed_link, recipient_set.content AS readers
             FROM onboarding
             JOIN submission ON submission.locator = onboarding.locator
             JOIN link ON link.locator = onboarding.locator
             JOIN recipient_set
                ON recipient_set.version = coalesce(submission.recipients, onboarding.recipients)
             WHERE onboarding.id = $1",
            id
        );
        row.fetch_optional(&self.read).await?.map(SealedRow::read).transpose()
    }

    async fn deleted(&self, locator: &Locator) -> Result<Option<Deleted>> {
        let row = query_as!(
            DeletedRow,
            "SELECT recipients, submitted_at, collected_at, at, rule, digest, sent_digest
             FROM deletion WHERE locator = $1 ORDER BY id DESC LIMIT 1",
            locator.as_str()
        );
        row.fetch_optional(&self.read).await?.map(DeletedRow::read).transpose()
    }

    async fn add_check(&self, id: &str, check: &CheckRecord<'_>, activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        let added = query_scalar!(
            "INSERT INTO check_run (onboarding_id, at, ok, cause, meaning, report) VALUES ($1, $2, $3, $4, $5, $6)
             RETURNING id",
            id,
            check.brief.at,
            check.brief.ok,
            check.brief.cause,
            check.brief.meaning,
            form::to_json(check.report)?,
        );
        let added = added.fetch_one(&mut *tx).await?;
        query!(
            "UPDATE onboarding SET last_check = $1, changed_at = $2 WHERE id = $3",
            added,
            activity.at,
            id
        )
        .execute(&mut *tx)
        .await?;
        log(&mut tx, Some(id), activity).await?;
        Ok(tx.commit().await?)
    }

    async fn last_check(&self, id: &str) -> Result<Option<CheckReport>> {
        let content = query_scalar!(
            "SELECT report FROM check_run WHERE onboarding_id = $1 ORDER BY id DESC LIMIT 1",
            id
        );
        content.fetch_optional(&self.read).await?.as_deref().map(form::from_json).transpose()
    }

    async fn set_report(
        &self,
        id: &str,
        report: &Report,
        at: i64,
        news: Option<&NewActivity<'_>>,
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        query!(
            "INSERT INTO report (onboarding_id, at, content) VALUES ($1, $2, $3)
             ON CONFLICT (onboarding_id) DO UPDATE SET at = $2, content = $3",
            id,
            at,
            form::to_json(report)?,
        )
        .execute(&mut *tx)
        .await?;
        if let Some(news) = news {
            let verdict = form::name_of(&report.verdict())?;
            // A closed onboarding is deleted some time after it was closed, whatever its site's records do.
            query!(
                "UPDATE onboarding SET last_verdict = $1,
                     changed_at = CASE WHEN status IN ('cleared', 'revoked', 'expired', 'withdrawn')
                                       THEN changed_at ELSE $2 END
                 WHERE id = $3",
                verdict,
                at,
                id
            )
            .execute(&mut *tx)
            .await?;
            log(&mut tx, Some(id), news).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn report(&self, id: &str) -> Result<Option<Report>> {
        let content = query_scalar!("SELECT content FROM report WHERE onboarding_id = $1", id);
        content.fetch_optional(&self.read).await?.as_deref().map(form::from_json).transpose()
    }

    async fn log(&self, id: Option<&str>, activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        log(&mut tx, id, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn activity(&self, id: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Activity>> {
        let (before, limit) = (before.unwrap_or(i64::MAX), i64::from(limit));
        // Two statements, so that each can use its own index.
        let found = if let Some(id) = id {
            let one = query_as!(
                ActivityRow,
                r#"SELECT activity.id, at, who, code, sentence, activity.locator, onboarding_id,
                              client AS "client?", site AS "site?"
                       FROM activity LEFT JOIN onboarding ON onboarding.id = activity.onboarding_id
                       WHERE onboarding_id = $1 AND activity.id < $2 ORDER BY activity.id DESC LIMIT $3"#,
                id,
                before,
                limit,
            );
            one.fetch_all(&self.read).await?
        } else {
            let all = query_as!(
                ActivityRow,
                r#"SELECT activity.id, at, who, code, sentence, activity.locator, onboarding_id,
                              client AS "client?", site AS "site?"
                       FROM activity LEFT JOIN onboarding ON onboarding.id = activity.onboarding_id
                       WHERE activity.id < $1 ORDER BY activity.id DESC LIMIT $2"#,
                before,
                limit,
            );
            all.fetch_all(&self.read).await?
        };
        found.into_iter().map(ActivityRow::read).collect()
    }
}
