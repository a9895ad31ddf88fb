//! Proof that configured sites' own mail arrives.

use async_trait::async_trait;
use sealpost_core::store::{
    JudgedMessage, NewActivity, NewJudged, Onboarding, Proof, Proofs, Result, SeenMessage, Taken,
    form::{self, from_json, named, parsed},
};
use shared::{
    rules::Address,
    wire::{Proven, Waiting},
};
use sqlx::{Row, Sqlite as Engine, Transaction, sqlite::SqliteRow};

use super::{Sqlite, happened, log};

type Tx = Transaction<'static, Engine>;

#[async_trait]
impl Proofs for Sqlite {
    async fn proof(&self, id: &str) -> Result<Proof> {
        let row = sqlx::query("SELECT * FROM proof WHERE onboarding_id = ?")
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map_or_else(|| Ok(Proof::default()), proof)
    }

    async fn await_message(
        &self,
        was: &Onboarding,
        waiting: &Waiting,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let same = sqlx::query("SELECT 1 FROM onboarding WHERE id = ? AND status = ? AND locator = ?")
            .bind(&was.id)
            .bind(was.status.as_str())
            .bind(was.locator.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        if same.is_none() {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO proof (onboarding_id, address, since, until) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (onboarding_id) DO UPDATE SET address = ?2, since = ?3, until = ?4, arrived_at = NULL",
        )
        .bind(&was.id)
        .bind(form::email_key(&waiting.address))
        .bind(waiting.since)
        .bind(waiting.until)
        .execute(&mut *tx)
        .await?;
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn awaits_message(&self, address: &Address, now: i64) -> Result<bool> {
        let row = sqlx::query("SELECT 1 FROM proof WHERE address = ? AND until > ? AND arrived_at IS NULL")
            .bind(form::email_key(address))
            .bind(now)
            .fetch_optional(&self.read)
            .await?;
        Ok(row.is_some())
    }

    async fn take_message(&self, address: &Address, now: i64) -> Result<Option<Taken>> {
        let mut tx = self.begin().await?;
        let address = form::email_key(address);
        let taken = sqlx::query(
            "UPDATE proof SET arrived_at = ?1 WHERE address = ?2 AND until > ?1 AND arrived_at IS NULL",
        )
        .bind(now)
        .bind(&address)
        .execute(&mut *tx)
        .await?;
        if !happened(&taken) {
            return Ok(None);
        }
        let row = sqlx::query("SELECT onboarding_id, since FROM proof WHERE address = ?")
            .bind(&address)
            .fetch_one(&mut *tx)
            .await?;
        let taken = Taken { onboarding_id: row.try_get("onboarding_id")?, since: row.try_get("since")? };
        tx.commit().await?;
        Ok(Some(taken))
    }

    async fn set_judged(
        &self,
        was: &Onboarding,
        new: &NewJudged<'_>,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let changed = sqlx::query(
            "UPDATE onboarding SET changed_at = max(changed_at, ?) WHERE id = ? AND status = ? AND locator = ?",
        )
        .bind(new.message.at)
        .bind(&was.id)
        .bind(was.status.as_str())
        .bind(was.locator.as_str())
        .execute(&mut *tx)
        .await?;
        if !happened(&changed) {
            return Ok(false);
        }
        keep(&mut tx, &was.id, new).await?;
        if let Some(address) = new.arrived_at {
            sqlx::query(
                "UPDATE proof SET address = NULL, since = NULL, until = NULL, arrived_at = NULL
                 WHERE onboarding_id = ? AND address = ?",
            )
            .bind(&was.id)
            .bind(form::email_key(address))
            .execute(&mut *tx)
            .await?;
        }
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn keep(tx: &mut Tx, id: &str, new: &NewJudged<'_>) -> Result<()> {
    let NewJudged { message, proven, .. } = new;
    let seen = message.seen.as_ref();
    sqlx::query(
        "INSERT INTO proof (onboarding_id, judged_at, waited_since, answer, delivery, advised,
                            proven_at, proven_from, proven_encrypted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (onboarding_id) DO UPDATE SET
            judged_at = ?2, waited_since = ?3, answer = ?4, delivery = ?5, advised = ?6,
            proven_at = coalesce(?7, proof.proven_at), proven_from = coalesce(?8, proof.proven_from),
            proven_encrypted = coalesce(?9, proof.proven_encrypted)",
    )
    .bind(id)
    .bind(message.at)
    .bind(message.since)
    .bind(form::name_of(&message.answer)?)
    .bind(seen.map(|seen| form::to_json(&seen.delivery)).transpose()?)
    .bind(seen.and_then(|seen| seen.advised.as_ref()).map(form::to_json).transpose()?)
    .bind(proven.map(|proven| proven.at))
    .bind(proven.map(|proven| proven.from.as_str()))
    .bind(proven.map(|proven| proven.encrypted))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes an onboarding's proof.
pub(super) async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    sqlx::query("DELETE FROM proof WHERE onboarding_id = ?").bind(id).execute(&mut **tx).await?;
    Ok(())
}

fn proof(row: &SqliteRow) -> Result<Proof> {
    Ok(Proof { waiting: waiting(row)?, judged: judged(row)?, proven: proven(row)? })
}

fn waiting(row: &SqliteRow) -> Result<Option<Waiting>> {
    let Some(address) = row.try_get("address")? else { return Ok(None) };
    Ok(Some(Waiting {
        address: parsed(address)?,
        since: row.try_get("since")?,
        until: row.try_get("until")?,
    }))
}

fn judged(row: &SqliteRow) -> Result<Option<JudgedMessage>> {
    let (at, answer): (_, Option<String>) = (row.try_get("judged_at")?, row.try_get("answer")?);
    let (Some(at), Some(answer)) = (at, answer) else { return Ok(None) };
    Ok(Some(JudgedMessage {
        at,
        since: row.try_get("waited_since")?,
        answer: named(&answer)?,
        seen: seen(row)?,
    }))
}

fn seen(row: &SqliteRow) -> Result<Option<SeenMessage>> {
    let delivery: Option<String> = row.try_get("delivery")?;
    let advised: Option<String> = row.try_get("advised")?;
    let Some(delivery) = delivery else { return Ok(None) };
    let advised = advised.as_deref().map(from_json).transpose()?;
    Ok(Some(SeenMessage { delivery: from_json(&delivery)?, advised }))
}

fn proven(row: &SqliteRow) -> Result<Option<Proven>> {
    let Some(at) = row.try_get("proven_at")? else { return Ok(None) };
    Ok(Some(Proven { at, from: row.try_get("proven_from")?, encrypted: row.try_get("proven_encrypted")? }))
}
