//! One-time links with which a person sets a password.

use sealpost_core::store::Result;
use sqlx::{Sqlite as Engine, Transaction};

/// Adds a one-time link, which replaces the previous one.
pub(super) async fn add_invitation(
    tx: &mut Transaction<'static, Engine>,
    token_hash: [u8; 32],
    person_id: Option<&str>,
    expires_at: i64,
    resets_factor: bool,
) -> Result<()> {
    sqlx::query("DELETE FROM invitation WHERE person_id IS ?").bind(person_id).execute(&mut **tx).await?;
    sqlx::query(
        "INSERT INTO invitation (token_hash, person_id, expires_at, resets_factor) VALUES (?, ?, ?, ?)",
    )
    .bind(&token_hash[..])
    .bind(person_id)
    .bind(expires_at)
    .bind(resets_factor)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
