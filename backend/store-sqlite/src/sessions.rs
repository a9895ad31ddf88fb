//! Sessions: read, renewed and ended.

use sealpost_core::store::{Ending, Renewal, Result, Session, form};
use sqlx::{AssertSqlSafe, Row, Sqlite as Engine, Transaction, sqlite::SqliteRow};

use super::happened;

pub(super) async fn renew(tx: &mut Transaction<'static, Engine>, renewal: Renewal, now: i64) -> Result<bool> {
    let renewed = sqlx::query(
        "UPDATE session SET token_hash = ?1, created_at = ?3, seen_at = ?3 WHERE token_hash = ?2",
    )
    .bind(&renewal.new[..])
    .bind(&renewal.old[..])
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(happened(&renewed))
}

/// Ends sessions. Returns how many there were.
pub(super) async fn end(
    tx: &mut Transaction<'static, Engine>,
    person_id: &str,
    ending: Ending,
) -> Result<u64> {
    let (condition, hash) = match ending {
        Ending::Others(hash) => ("token_hash <> ?2", hash),
        Ending::One(hash) => ("token_hash = ?2", hash),
        Ending::All => ("?2 IS NOT NULL", [0; 32]),
    };
    let sql = format!("DELETE FROM session WHERE person_id = ?1 AND {condition}");
    let ended = sqlx::query(AssertSqlSafe(sql)).bind(person_id).bind(&hash[..]).execute(&mut **tx).await?;
    Ok(ended.rows_affected())
}

pub(super) fn session(row: &SqliteRow) -> Result<Session> {
    Ok(Session {
        token_hash: form::hash(row.try_get("token_hash")?)?,
        device: row.try_get("device")?,
        created_at: row.try_get("created_at")?,
        seen_at: row.try_get("seen_at")?,
    })
}
