//! Clients' requests for help.

use async_trait::async_trait;
use sealpost_core::store::{
    Change, Effect, Help, Helps, NewActivity, Onboarding, Result, UnmailedHelp,
    form::{self, from_json, named, parsed},
};
use shared::{link::Locator, retention::DeletionRule, rules::HelpNote, wire::HelpSettled};
use sqlx::{query, query_as, query_scalar};

use super::{Postgres, Tx, happened, log};

#[async_trait]
impl Helps for Postgres {
    async fn add_help(
        &self,
        was: &Onboarding,
        new: &Help,
        activity: &NewActivity<'_>,
    ) -> Result<Option<i64>> {
        let mut tx = self.begin().await?;
        // A closed onboarding is deleted some time after it was closed, whatever its client asks.
        let changed = query!(
            "UPDATE onboarding SET
                 changed_at = CASE WHEN status IN ('cleared', 'revoked', 'expired', 'withdrawn')
                                   THEN changed_at ELSE greatest(changed_at, $1) END
             WHERE id = $2 AND locator = $3",
            new.at,
            was.id,
            was.locator.as_str(),
        );
        if !happened(&changed.execute(&mut *tx).await?) {
            return Ok(None);
        }
        let id = query_scalar!(
            "INSERT INTO help_request (onboarding_id, locator, at, tell_at, step, situation, note, call)
             VALUES ($1, $2, $3, $3, $4, $5, $6, $7)
             RETURNING id",
            was.id,
            was.locator.as_str(),
            new.at,
            form::name_of(&new.step)?,
            form::to_json(&new.happened)?,
            new.note.as_ref().map(HelpNote::as_str),
            new.call.as_ref().map(form::to_json).transpose()?,
        )
        .fetch_one(&mut *tx)
        .await?;
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(Some(id))
    }

    async fn last_help(&self, id: &str, locator: &Locator) -> Result<Option<Help>> {
        let row = query_as!(
            HelpRow,
            "SELECT at, step, situation, note, call, settled_at, settled_by
             FROM help_request WHERE onboarding_id = $1 AND locator = $2 ORDER BY id DESC LIMIT 1",
            id,
            locator.as_str(),
        );
        row.fetch_optional(&self.read).await?.map(HelpRow::read).transpose()
    }

    async fn open_helps(&self, id: &str, limit: u32) -> Result<Vec<Help>> {
        let found = query_as!(
            HelpRow,
            "SELECT at, step, situation, note, call, settled_at, settled_by
             FROM help_request WHERE onboarding_id = $1 AND settled_at IS NULL ORDER BY id DESC LIMIT $2",
            id,
            i64::from(limit),
        );
        found.fetch_all(&self.read).await?.into_iter().map(HelpRow::read).collect()
    }

    async fn settle_help(
        &self,
        id: &str,
        until: i64,
        settled: &HelpSettled,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let changed = query!(
            "UPDATE help_request SET settled_at = $1, settled_by = $2
             WHERE onboarding_id = $3 AND at <= $4 AND settled_at IS NULL",
            settled.at,
            settled.by,
            id,
            until,
        );
        if changed.execute(&mut *tx).await?.rows_affected() == 0 {
            return Ok(false);
        }
        // The onboarding is placed on the board again, but the client did nothing.
        query!("UPDATE onboarding SET changed_at = changed_at WHERE id = $1", id).execute(&mut *tx).await?;
        log(&mut tx, Some(id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn unmailed_helps(&self, now: i64, limit: u32) -> Result<Vec<UnmailedHelp>> {
        let found = query!(
            r#"SELECT id, onboarding_id, tell_at AS "tell_at!", at, step, situation, note, call, settled_at, settled_by
               FROM help_request WHERE tell_at <= $1 AND settled_at IS NULL ORDER BY tell_at, id LIMIT $2"#,
            now,
            i64::from(limit),
        );
        let found = found.fetch_all(&self.read).await?.into_iter().map(|row| -> Result<UnmailedHelp> {
            let help = HelpRow {
                at: row.at,
                step: row.step,
                situation: row.situation,
                note: row.note,
                call: row.call,
                settled_at: row.settled_at,
                settled_by: row.settled_by,
            };
            let (id, onboarding_id, due) = (row.id, row.onboarding_id, row.tell_at);
            Ok(UnmailedHelp { id, onboarding_id, due, help: help.read()? })
        });
        found.collect()
    }

    async fn set_help_due(&self, id: i64, was: i64, next: Option<i64>) -> Result<bool> {
        let set =
            query!("UPDATE help_request SET tell_at = $1 WHERE id = $2 AND tell_at = $3", next, id, was);
        Ok(happened(&set.execute(&self.write).await?))
    }
}

/// Deletes the requests of a link that is revoked or replaced, because someone else may have had it. If the settings are
/// deleted, deletes what the client wrote. Without the client's wish, an open request stays readable, because the
/// agency still has to answer it.
pub(super) async fn end(tx: &mut Tx, change: &Change<'_>) -> Result<()> {
    let id = &change.was.id;
    match &change.effect {
        Effect::Revoke | Effect::Relink { .. } => {
            query!("DELETE FROM help_request WHERE onboarding_id = $1", id).execute(&mut **tx).await?;
        }
        Effect::Delete(rule) => {
            let is_wanted = *rule == DeletionRule::Withdrawn;
            query!(
                "UPDATE help_request SET note = NULL, call = NULL
                 WHERE onboarding_id = $1 AND (settled_at IS NOT NULL OR $2)",
                id,
                is_wanted,
            )
            .execute(&mut **tx)
            .await?;
        }
        Effect::None
        | Effect::Progress(_)
        | Effect::Submit { .. }
        | Effect::Remind(_)
        | Effect::Collect
        | Effect::Configure { .. }
        | Effect::Reseal { .. } => {}
    }
    Ok(())
}

#[derive(Debug)]
struct HelpRow {
    at: i64,
    step: String,
    situation: String,
    note: Option<String>,
    call: Option<String>,
    settled_at: Option<i64>,
    settled_by: Option<String>,
}

impl HelpRow {
    fn read(self) -> Result<Help> {
        let settled = self.settled_at.zip(self.settled_by);
        Ok(Help {
            at: self.at,
            step: named(&self.step)?,
            happened: from_json(&self.situation)?,
            note: self.note.map(parsed).transpose()?,
            call: self.call.as_deref().map(from_json).transpose()?,
            settled: settled.map(|(at, by)| HelpSettled { at, by }),
        })
    }
}
