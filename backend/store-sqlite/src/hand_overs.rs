//! Steps that clients hand over.

use async_trait::async_trait;
use sealpost_core::store::{Change, Effect, HandOver, HandOvers, NewActivity, Result, form};
use shared::{
    hand_over::HandedStep,
    link::{Locator, Salt},
    seal::Sealed,
    status::Status,
};
use sqlx::{Row, Sqlite as Engine, Transaction, sqlite::SqliteRow};

use super::{Sqlite, happened, log, rows};

type Tx = Transaction<'static, Engine>;

#[async_trait]
impl HandOvers for Sqlite {
    async fn add_hand_over(&self, new: &HandOver, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let step = form::name_of(&new.step)?;
        sqlx::query(
            "UPDATE hand_over SET ended_at = ?, file = NULL, tag = NULL
             WHERE onboarding_id = ? AND step = ? AND ended_at IS NULL",
        )
        .bind(activity.at)
        .bind(&new.onboarding_id)
        .bind(&step)
        .execute(&mut *tx)
        .await?;
        let added = sqlx::query(
            "INSERT INTO hand_over (locator, onboarding_id, link, step, salt, token_hash, created_at, expires_at)
             SELECT ?1, id, locator, ?2, ?3, ?4, ?5, ?6 FROM onboarding
             WHERE id = ?7 AND locator = ?8 AND status IN ('waiting', 'started')
             ON CONFLICT (locator) DO NOTHING",
        )
        .bind(new.locator.as_str())
        .bind(&step)
        .bind(String::from(new.salt))
        .bind(&new.token_hash[..])
        .bind(activity.at)
        .bind(new.expires_at)
        .bind(&new.onboarding_id)
        .bind(new.link.as_str())
        .execute(&mut *tx)
        .await?;
        if !happened(&added) {
            return Ok(false);
        }
        log(&mut tx, Some(&new.onboarding_id), activity).await?;
        tx.commit().await?;
        self.scrub_or_owe().await;
        Ok(true)
    }

    async fn hand_over(&self, locator: &Locator) -> Result<Option<HandOver>> {
        let row = sqlx::query("SELECT * FROM hand_over WHERE locator = ?")
            .bind(locator.as_str())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(read).transpose()
    }

    async fn hand_overs(&self, link: &Locator, now: i64) -> Result<Vec<HandOver>> {
        let found = sqlx::query(
            "SELECT * FROM hand_over WHERE link = ? AND ended_at IS NULL AND expires_at > ? ORDER BY step",
        )
        .bind(link.as_str())
        .bind(now)
        .fetch_all(&self.read)
        .await?;
        found.iter().map(read).collect()
    }

    async fn open_hand_over(&self, locator: &Locator, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let opened: Option<String> = sqlx::query_scalar(
            "UPDATE hand_over SET opened_at = ?1
             WHERE locator = ?2 AND opened_at IS NULL AND ended_at IS NULL AND expires_at > ?1
             RETURNING onboarding_id",
        )
        .bind(activity.at)
        .bind(locator.as_str())
        .fetch_optional(&mut *tx)
        .await?;
        let Some(id) = opened else { return Ok(false) };
        log(&mut tx, Some(&id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn answer_hand_over(
        &self,
        locator: &Locator,
        sealed: &Sealed,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let answered: Option<String> = sqlx::query_scalar(
            "UPDATE hand_over SET file = ?1, tag = ?2, done_at = ?3, opened_at = coalesce(opened_at, ?3)
             WHERE locator = ?4 AND done_at IS NULL AND ended_at IS NULL AND expires_at > ?3
             RETURNING onboarding_id",
        )
        .bind(&sealed.file)
        .bind(&sealed.tag)
        .bind(activity.at)
        .bind(locator.as_str())
        .fetch_optional(&mut *tx)
        .await?;
        let Some(id) = answered else { return Ok(false) };
        log(&mut tx, Some(&id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn revoke_hand_over(
        &self,
        link: &Locator,
        step: HandedStep,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let revoked: Option<String> = sqlx::query_scalar(
            "UPDATE hand_over SET ended_at = ?, file = NULL, tag = NULL
             WHERE link = ? AND step = ? AND ended_at IS NULL
             RETURNING onboarding_id",
        )
        .bind(activity.at)
        .bind(link.as_str())
        .bind(form::name_of(&step)?)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(id) = revoked else { return Ok(false) };
        log(&mut tx, Some(&id), activity).await?;
        tx.commit().await?;
        self.scrub_or_owe().await;
        Ok(true)
    }

    async fn end_expired_hand_overs(&self, now: i64) -> Result<u64> {
        let ended = sqlx::query(
            "UPDATE hand_over SET ended_at = expires_at, file = NULL, tag = NULL
             WHERE ended_at IS NULL AND expires_at <= ?",
        )
        .bind(now)
        .execute(&self.write)
        .await?;
        if ended.rows_affected() > 0 {
            self.scrub_or_owe().await;
        }
        Ok(ended.rows_affected())
    }
}

/// Ends what a change of the onboarding makes useless, and deletes the answers. Returns true if there was any.
pub(super) async fn end(tx: &mut Tx, change: &Change<'_>) -> Result<bool> {
    let takes_answers = |status: Status| matches!(status, Status::Waiting | Status::Started);
    let is_relinked = matches!(change.effect, Effect::Relink { .. });
    if !takes_answers(change.was.status) || takes_answers(change.status) && !is_relinked {
        return Ok(false);
    }
    let ended = sqlx::query(
        "UPDATE hand_over SET ended_at = ?, file = NULL, tag = NULL WHERE onboarding_id = ? AND ended_at IS NULL",
    )
    .bind(change.at)
    .bind(&change.was.id)
    .execute(&mut **tx)
    .await?;
    Ok(ended.rows_affected() > 0)
}

fn read(row: &SqliteRow) -> Result<HandOver> {
    let step: String = row.try_get("step")?;
    let file: Option<Vec<u8>> = row.try_get("file")?;
    let tag: Option<Vec<u8>> = row.try_get("tag")?;
    let ended_at: Option<i64> = row.try_get("ended_at")?;
    Ok(HandOver {
        locator: form::parsed(row.try_get("locator")?)?,
        onboarding_id: row.try_get("onboarding_id")?,
        link: form::parsed(row.try_get("link")?)?,
        step: form::named(&step)?,
        salt: form::parsed::<Salt>(row.try_get("salt")?)?,
        token_hash: rows::hash(row, "token_hash")?,
        expires_at: row.try_get("expires_at")?,
        opened_at: row.try_get("opened_at")?,
        done_at: row.try_get("done_at")?,
        sealed: file.zip(tag).map(|(file, tag)| Sealed { file, tag }),
        is_over: ended_at.is_some(),
    })
}
