//! One-time links with which a person sets a password.

use sealpost_core::store::Result;
use sqlx::query;

use super::Tx;

/// Adds a one-time link, which replaces the previous one.
pub(super) async fn add_invitation(
    tx: &mut Tx,
    token_hash: [u8; 32],
    person_id: Option<&str>,
    expires_at: i64,
    resets_factor: bool,
) -> Result<()> {
    query!("DELETE FROM invitation WHERE person_id IS NOT DISTINCT FROM $1", person_id)
        .execute(&mut **tx)
        .await?;
    query!(
        "INSERT INTO invitation (token_hash, person_id, expires_at, resets_factor) VALUES ($1, $2, $3, $4)",
        &token_hash[..],
        person_id,
        expires_at,
        resets_factor,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
