//! Steps that clients hand over.

use async_trait::async_trait;
use sealpost_core::store::{Change, Effect, HandOver, HandOvers, NewActivity, Result, form};
use shared::{
    hand_over::HandedStep,
    link::{Locator, Salt},
    seal::Sealed,
    status::Status,
};
use sqlx::{query, query_as, query_scalar};

use super::{Postgres, Tx, happened, log};

#[async_trait]
impl HandOvers for Postgres {
    async fn add_hand_over(&self, new: &HandOver, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let step = form::name_of(&new.step)?;
        query!(
            "UPDATE hand_over SET ended_at = $1, file = NULL, tag = NULL
             WHERE onboarding_id = $2 AND step = $3 AND ended_at IS NULL",
            activity.at,
            new.onboarding_id,
            step,
        )
        .execute(&mut *tx)
        .await?;
        let added = query!(
            "INSERT INTO hand_over (locator, onboarding_id, link, step, salt, token_hash, created_at, expires_at)
             SELECT $1::TEXT, id, locator, $2::TEXT, $3::TEXT, $4::BYTEA, $5::BIGINT, $6::BIGINT FROM onboarding
             WHERE id = $7 AND locator = $8 AND status IN ('waiting', 'started')
             ON CONFLICT (locator) DO NOTHING",
            new.locator.as_str(),
            step,
            String::from(new.salt),
            &new.token_hash[..],
            activity.at,
            new.expires_at,
            new.onboarding_id,
            new.link.as_str(),
        );
        if !happened(&added.execute(&mut *tx).await?) {
            return Ok(false);
        }
        log(&mut tx, Some(&new.onboarding_id), activity).await?;
        tx.commit().await?;
        self.owes_scrub.set(true);
        Ok(true)
    }

    async fn hand_over(&self, locator: &Locator) -> Result<Option<HandOver>> {
        let row = query_as!(
            HandOverRow,
            "SELECT locator, onboarding_id, link, step, salt, token_hash, expires_at, opened_at, done_at, file, tag,
                    ended_at
             FROM hand_over WHERE locator = $1",
            locator.as_str()
        );
        row.fetch_optional(&self.read).await?.map(HandOverRow::read).transpose()
    }

    async fn hand_overs(&self, link: &Locator, now: i64) -> Result<Vec<HandOver>> {
        let found = query_as!(
            HandOverRow,
            "SELECT locator, onboarding_id, link, step, salt, token_hash, expires_at, opened_at, done_at, file, tag,
                    ended_at
             FROM hand_over WHERE link = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY step",
            link.as_str(),
            now,
        );
        found.fetch_all(&self.read).await?.into_iter().map(HandOverRow::read).collect()
    }

    async fn open_hand_over(&self, locator: &Locator, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let opened = query_scalar!(
            "UPDATE hand_over SET opened_at = $1
             WHERE locator = $2 AND opened_at IS NULL AND ended_at IS NULL AND expires_at > $1
             RETURNING onboarding_id",
            activity.at,
            locator.as_str(),
        );
        let Some(id) = opened.fetch_optional(&mut *tx).await? else { return Ok(false) };
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
        let answered = query_scalar!(
            "UPDATE hand_over SET file = $1, tag = $2, done_at = $3, opened_at = coalesce(opened_at, $3)
             WHERE locator = $4 AND done_at IS NULL AND ended_at IS NULL AND expires_at > $3
             RETURNING onboarding_id",
            sealed.file,
            sealed.tag,
            activity.at,
            locator.as_str(),
        );
        let Some(id) = answered.fetch_optional(&mut *tx).await? else { return Ok(false) };
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
        let revoked = query_scalar!(
            "UPDATE hand_over SET ended_at = $1, file = NULL, tag = NULL
             WHERE link = $2 AND step = $3 AND ended_at IS NULL
             RETURNING onboarding_id",
            activity.at,
            link.as_str(),
            form::name_of(&step)?,
        );
        let Some(id) = revoked.fetch_optional(&mut *tx).await? else { return Ok(false) };
        log(&mut tx, Some(&id), activity).await?;
        tx.commit().await?;
        self.owes_scrub.set(true);
        Ok(true)
    }

    async fn end_expired_hand_overs(&self, now: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let ended = query!(
            "UPDATE hand_over SET ended_at = expires_at, file = NULL, tag = NULL
             WHERE ended_at IS NULL AND expires_at <= $1",
            now
        );
        let ended = ended.execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        if ended > 0 {
            self.owes_scrub.set(true);
        }
        Ok(ended)
    }
}

/// Ends what a change of the onboarding makes useless, and deletes the answers. Returns true if there was any.
pub(super) async fn end(tx: &mut Tx, change: &Change<'_>) -> Result<bool> {
    let takes_answers = |status: Status| matches!(status, Status::Waiting | Status::Started);
    let is_relinked = matches!(change.effect, Effect::Relink { .. });
    if !takes_answers(change.was.status) || takes_answers(change.status) && !is_relinked {
        return Ok(false);
    }
    let ended = query!(
        "UPDATE hand_over SET ended_at = $1, file = NULL, tag = NULL WHERE onboarding_id = $2 AND ended_at IS NULL",
        change.at,
        change.was.id,
    );
    Ok(ended.execute(&mut **tx).await?.rows_affected() > 0)
}

#[derive(Debug)]
struct HandOverRow {
    locator: String,
    onboarding_id: String,
    link: String,
    step: String,
    salt: String,
    token_hash: Vec<u8>,
    expires_at: i64,
    opened_at: Option<i64>,
    done_at: Option<i64>,
    file: Option<Vec<u8>>,
    tag: Option<Vec<u8>>,
    ended_at: Option<i64>,
}

impl HandOverRow {
    fn read(self) -> Result<HandOver> {
        Ok(HandOver {
            locator: form::parsed(self.locator)?,
            onboarding_id: self.onboarding_id,
            link: form::parsed(self.link)?,
            step: form::named(&self.step)?,
            salt: form::parsed::<Salt>(self.salt)?,
            token_hash: form::hash(self.token_hash)?,
            expires_at: self.expires_at,
            opened_at: self.opened_at,
            done_at: self.done_at,
            sealed: self.file.zip(self.tag).map(|(file, tag)| Sealed { file, tag }),
            is_over: self.ended_at.is_some(),
        })
    }
}
