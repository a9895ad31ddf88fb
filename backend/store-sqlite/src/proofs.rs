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

    async fn proven(&self, id: &str) -> Result<Option<Proven>> {
        let columns = "SELECT proven_at, proven_from, proven_encrypted FROM proof WHERE onboarding_id = ?";
        let row = sqlx::query(columns).bind(id).fetch_optional(&self.read).await?;
        row.as_ref().map_or(Ok(None), proven)
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

/// Keeps a verdict and a proof, unless there is a later one.
async fn keep(tx: &mut Tx, id: &str, new: &NewJudged<'_>) -> Result<()> {
    let message = new.message;
    let seen = message.seen.as_ref();
    sqlx::query(
        "INSERT INTO proof (onboarding_id, judged_at, waited_since, judged_answer, doubt, answer, delivery, advised)
         VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, ?4), ?7, ?8)
         ON CONFLICT (onboarding_id) DO UPDATE SET
            judged_at = ?2, waited_since = ?3, judged_answer = ?4, doubt = ?5,
            answer = coalesce(?6, proof.answer, ?4), delivery = ?7, advised = ?8
         WHERE proof.judged_at IS NULL OR proof.judged_at <= ?2",
    )
    .bind(id)
    .bind(message.at)
    .bind(message.since)
    .bind(form::name_of(&message.answer)?)
    .bind(message.doubt.as_ref().map(form::name_of).transpose()?)
    .bind(new.decides().as_ref().map(form::name_of).transpose()?)
    .bind(seen.map(|seen| form::to_json(&seen.delivery)).transpose()?)
    .bind(seen.and_then(|seen| seen.advised.as_ref()).map(form::to_json).transpose()?)
    .execute(&mut **tx)
    .await?;
    let Some(proven) = new.proven else { return Ok(()) };
    sqlx::query(
        "UPDATE proof SET proven_at = ?1, proven_from = ?2, proven_encrypted = ?3
         WHERE onboarding_id = ?4 AND (proven_at IS NULL OR proven_at <= ?1)",
    )
    .bind(proven.at)
    .bind(&proven.from)
    .bind(proven.encrypted)
    .bind(id)
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
        arrived_at: row.try_get("arrived_at")?,
    }))
}

fn judged(row: &SqliteRow) -> Result<Option<JudgedMessage>> {
    let (at, answer): (_, Option<String>) = (row.try_get("judged_at")?, row.try_get("judged_answer")?);
    let (Some(at), Some(answer)) = (at, answer) else { return Ok(None) };
    let doubt: Option<String> = row.try_get("doubt")?;
    Ok(Some(JudgedMessage {
        at,
        since: row.try_get("waited_since")?,
        answer: named(&answer)?,
        doubt: doubt.as_deref().map(named).transpose()?,
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
