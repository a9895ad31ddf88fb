//! Clients' requests for help.

use async_trait::async_trait;
use sealpost_core::store::{
    Change, Effect, Help, Helps, NewActivity, Onboarding, Result, UnmailedHelp,
    form::{self, from_json, named, parsed},
};
use shared::{link::Locator, retention::DeletionRule, rules::HelpNote, wire::HelpSettled};
use sqlx::{Row, Sqlite as Engine, Transaction, sqlite::SqliteRow};

use super::{Sqlite, happened, log};

type Tx = Transaction<'static, Engine>;

#[async_trait]
impl Helps for Sqlite {
    async fn add_help(
        &self,
        was: &Onboarding,
        new: &Help,
        activity: &NewActivity<'_>,
    ) -> Result<Option<i64>> {
        let mut tx = self.begin().await?;
        // A closed onboarding is deleted some time after it was closed, whatever its client asks.
        let changed = sqlx::query(
            "UPDATE onboarding SET
                 changed_at = CASE WHEN status IN ('cleared', 'revoked', 'expired', 'withdrawn')
                                   THEN changed_at ELSE max(changed_at, ?) END
             WHERE id = ? AND locator = ?",
        )
        .bind(new.at)
        .bind(&was.id)
        .bind(was.locator.as_str())
        .execute(&mut *tx)
        .await?;
        if !happened(&changed) {
            return Ok(None);
        }
        let added = sqlx::query(
            "INSERT INTO help_request (onboarding_id, locator, at, tell_at, step, situation, note, call)
             VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7)",
        )
        .bind(&was.id)
        .bind(was.locator.as_str())
        .bind(new.at)
        .bind(form::name_of(&new.step)?)
        .bind(form::to_json(&new.happened)?)
        .bind(new.note.as_ref().map(HelpNote::as_str))
        .bind(new.call.as_ref().map(form::to_json).transpose()?)
        .execute(&mut *tx)
        .await?;
        log(&mut tx, Some(&was.id), activity).await?;
        tx.commit().await?;
        Ok(Some(added.last_insert_rowid()))
    }

    async fn last_help(&self, id: &str, locator: &Locator) -> Result<Option<Help>> {
        let row = sqlx::query(
            "SELECT * FROM help_request WHERE onboarding_id = ? AND locator = ? ORDER BY id DESC LIMIT 1",
        )
        .bind(id)
        .bind(locator.as_str())
        .fetch_optional(&self.read)
        .await?;
        row.as_ref().map(read).transpose()
    }

    async fn open_helps(&self, id: &str, limit: u32) -> Result<Vec<Help>> {
        let found = sqlx::query(
            "SELECT * FROM help_request WHERE onboarding_id = ? AND settled_at IS NULL ORDER BY id DESC LIMIT ?",
        )
        .bind(id)
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        found.iter().map(read).collect()
    }

    async fn settle_help(
        &self,
        id: &str,
        until: i64,
        settled: &HelpSettled,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let changed = sqlx::query(
            "UPDATE help_request SET settled_at = ?, settled_by = ?
             WHERE onboarding_id = ? AND at <= ? AND settled_at IS NULL",
        )
        .bind(settled.at)
        .bind(&settled.by)
        .bind(id)
        .bind(until)
        .execute(&mut *tx)
        .await?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        // The onboarding is placed on the board again, but the client did nothing.
        sqlx::query("UPDATE onboarding SET changed_at = changed_at WHERE id = ?")
            .bind(id)
            .execute(&mut *tx)
            .await?;
        log(&mut tx, Some(id), activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn unmailed_helps(&self, now: i64, limit: u32) -> Result<Vec<UnmailedHelp>> {
        let found = sqlx::query(
            "SELECT * FROM help_request WHERE tell_at <= ? AND settled_at IS NULL ORDER BY tell_at, id LIMIT ?",
        )
        .bind(now)
        .bind(limit)
        .fetch_all(&self.read)
        .await?;
        let unmailed = |row: &SqliteRow| -> Result<UnmailedHelp> {
            let (id, onboarding_id) = (row.try_get("id")?, row.try_get("onboarding_id")?);
            Ok(UnmailedHelp { id, onboarding_id, due: row.try_get("tell_at")?, help: read(row)? })
        };
        found.iter().map(unmailed).collect()
    }

    async fn set_help_due(&self, id: i64, was: i64, next: Option<i64>) -> Result<bool> {
        let set = sqlx::query("UPDATE help_request SET tell_at = ? WHERE id = ? AND tell_at = ?")
            .bind(next)
            .bind(id)
            .bind(was)
            .execute(&self.write)
            .await?;
        Ok(happened(&set))
    }
}

/// Deletes the requests of a link that is revoked or replaced, because someone else may have had it. If the settings are
/// deleted, deletes what the client wrote. Without the client's wish, an open request stays readable, because the
/// agency still has to answer it.
pub(super) async fn end(tx: &mut Tx, change: &Change<'_>) -> Result<()> {
    let sql = match &change.effect {
        Effect::Revoke | Effect::Relink { .. } => "DELETE FROM help_request WHERE onboarding_id = ?",
        Effect::Delete(DeletionRule::Withdrawn) => {
            "UPDATE help_request SET note = NULL, call = NULL WHERE onboarding_id = ?"
        }
        Effect::Delete(_) => {
            "UPDATE help_request SET note = NULL, call = NULL WHERE onboarding_id = ? AND settled_at IS NOT NULL"
        }
        Effect::None
        | Effect::Progress(_)
        | Effect::Submit { .. }
        | Effect::Remind(_)
        | Effect::Collect
        | Effect::Configure { .. }
        | Effect::Reseal { .. } => return Ok(()),
    };
    sqlx::query(sql).bind(&change.was.id).execute(&mut **tx).await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<Help> {
    let step: String = row.try_get("step")?;
    let situation: String = row.try_get("situation")?;
    let note: Option<String> = row.try_get("note")?;
    let call: Option<String> = row.try_get("call")?;
    let (at, by): (Option<i64>, Option<String>) = (row.try_get("settled_at")?, row.try_get("settled_by")?);
    Ok(Help {
        at: row.try_get("at")?,
        step: named(&step)?,
        happened: from_json(&situation)?,
        note: note.map(parsed).transpose()?,
        call: call.as_deref().map(from_json).transpose()?,
        settled: at.zip(by).map(|(at, by)| HelpSettled { at, by }),
    })
}
