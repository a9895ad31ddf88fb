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
use sqlx::{query, query_as, query_scalar};

use super::{Postgres, Tx, happened, log};

#[async_trait]
impl Proofs for Postgres {
    async fn proof(&self, id: &str) -> Result<Proof> {
        let row = query_as!(
            ProofRow,
            "SELECT address, since, until, arrived_at, judged_at, waited_since, judged_answer, doubt, delivery, advised,
                    proven_at, proven_from, proven_encrypted
             FROM proof WHERE onboarding_id = $1",
            id
        );
        row.fetch_optional(&self.read).await?.map_or_else(|| Ok(Proof::default()), ProofRow::read)
    }

    async fn proven(&self, id: &str) -> Result<Option<Proven>> {
        let row =
            query!("SELECT proven_at, proven_from, proven_encrypted FROM proof WHERE onboarding_id = $1", id);
        let row = row.fetch_optional(&self.read).await?;
        Ok(row.and_then(|row| proven(row.proven_at, row.proven_from, row.proven_encrypted)))
    }

    async fn await_message(
        &self,
        was: &Onboarding,
        waiting: &Waiting,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let same = query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM onboarding WHERE id = $1 AND status = $2 AND locator = $3) AS "same!""#,
            was.id,
            was.status.as_str(),
            was.locator.as_str(),
        );
        if !same.fetch_one(&mut *tx).await? {
            return Ok(false);
        }
        query!(
            "INSERT INTO proof (onboarding_id, address, since, until) VALUES ($1, $2, $3, $4)
             ON CONFLICT (onboarding_id) DO UPDATE SET address = $2, since = $3, until = $4, arrived_at = NULL",
            was.id,
            form::email_key(&waiting.address),
            waiting.since,
            waiting.until,
        )
        .execute(&mut *tx)
        .await?;
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn awaits_message(&self, address: &Address, now: i64) -> Result<bool> {
        let awaits = query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM proof
                              WHERE address = $1 AND until > $2 AND arrived_at IS NULL) AS "awaits!""#,
            form::email_key(address),
            now,
        );
        Ok(awaits.fetch_one(&self.read).await?)
    }

    async fn take_message(&self, address: &Address, now: i64) -> Result<Option<Taken>> {
        let taken = query_as!(
            Taken,
            r#"UPDATE proof SET arrived_at = $1 WHERE address = $2 AND until > $1 AND arrived_at IS NULL
               RETURNING onboarding_id, since AS "since!""#,
            now,
            form::email_key(address),
        );
        Ok(taken.fetch_optional(&self.write).await?)
    }

    async fn set_judged(
        &self,
        was: &Onboarding,
        new: &NewJudged<'_>,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let changed = query!(
            "UPDATE onboarding SET changed_at = greatest(changed_at, $1)
             WHERE id = $2 AND status = $3 AND locator = $4",
            new.message.at,
            was.id,
            was.status.as_str(),
            was.locator.as_str(),
        );
        if !happened(&changed.execute(&mut *tx).await?) {
            return Ok(false);
        }
        keep(&mut tx, &was.id, new).await?;
        if let Some(address) = new.arrived_at {
            query!(
                "UPDATE proof SET address = NULL, since = NULL, until = NULL, arrived_at = NULL
                 WHERE onboarding_id = $1 AND address = $2",
                was.id,
                form::email_key(address),
            )
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
    query!(
        "INSERT INTO proof (onboarding_id, judged_at, waited_since, judged_answer, doubt, answer, delivery, advised)
         VALUES ($1, $2, $3, $4, $5, coalesce($6, $4), $7, $8)
         ON CONFLICT (onboarding_id) DO UPDATE SET
            judged_at = $2, waited_since = $3, judged_answer = $4, doubt = $5,
            answer = coalesce($6, proof.answer, $4), delivery = $7, advised = $8
         WHERE proof.judged_at IS NULL OR proof.judged_at <= $2",
        id,
        message.at,
        message.since,
        form::name_of(&message.answer)?,
        message.doubt.as_ref().map(form::name_of).transpose()?,
        new.decides().as_ref().map(form::name_of).transpose()?,
        seen.map(|seen| form::to_json(&seen.delivery)).transpose()?,
        seen.and_then(|seen| seen.advised.as_ref()).map(form::to_json).transpose()?,
    )
    .execute(&mut **tx)
    .await?;
    let Some(proven) = new.proven else { return Ok(()) };
    query!(
        "UPDATE proof SET proven_at = $1, proven_from = $2, proven_encrypted = $3
         WHERE onboarding_id = $4 AND (proven_at IS NULL OR proven_at <= $1)",
        proven.at,
        proven.from,
        proven.encrypted,
        id,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes an onboarding's proof.
pub(super) async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    query!("DELETE FROM proof WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
    Ok(())
}

#[derive(Debug)]
struct ProofRow {
    address: Option<String>,
    since: Option<i64>,
    until: Option<i64>,
    arrived_at: Option<i64>,
    judged_at: Option<i64>,
    waited_since: Option<i64>,
    judged_answer: Option<String>,
    doubt: Option<String>,
    delivery: Option<String>,
    advised: Option<String>,
    proven_at: Option<i64>,
    proven_from: Option<String>,
    proven_encrypted: Option<bool>,
}

impl ProofRow {
    fn read(self) -> Result<Proof> {
        let waiting = match (self.address, self.since, self.until) {
            (Some(address), Some(since), Some(until)) => {
                Some(Waiting { address: parsed(address)?, since, until, arrived_at: self.arrived_at })
            }
            _ => None,
        };
        let seen = match &self.delivery {
            Some(delivery) => Some(SeenMessage {
                delivery: from_json(delivery)?,
                advised: self.advised.as_deref().map(from_json).transpose()?,
            }),
            None => None,
        };
        let judged = match (self.judged_at, self.judged_answer) {
            (Some(at), Some(answer)) => Some(JudgedMessage {
                at,
                since: self.waited_since,
                answer: named(&answer)?,
                doubt: self.doubt.as_deref().map(named).transpose()?,
                seen,
            }),
            _ => None,
        };
        let proven = proven(self.proven_at, self.proven_from, self.proven_encrypted);
        Ok(Proof { waiting, judged, proven })
    }
}

fn proven(at: Option<i64>, from: Option<String>, encrypted: Option<bool>) -> Option<Proven> {
    Some(Proven { at: at?, from: from?, encrypted: encrypted? })
}
