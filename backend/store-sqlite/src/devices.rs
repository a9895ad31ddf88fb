//! Browsers in which people have signed in.

use async_trait::async_trait;
use sealpost_core::store::{Devices, Result, SeenDevice};
use sqlx::{Sqlite as Engine, Transaction};

use super::Sqlite;

#[async_trait]
impl Devices for Sqlite {
    async fn knows_device(&self, person_id: &str, device: [u8; 32], since: i64) -> Result<bool> {
        let row =
            sqlx::query("SELECT 1 FROM known_device WHERE device_hash = ? AND person_id = ? AND seen_at > ?")
                .bind(&device[..])
                .bind(person_id)
                .bind(since)
                .fetch_optional(&self.read)
                .await?;
        Ok(row.is_some())
    }

    async fn remember_device(
        &self,
        person_id: &str,
        device: SeenDevice,
        since: i64,
        at_most: u32,
    ) -> Result<()> {
        let mut tx = self.begin().await?;
        if let Some(old) = device.old {
            sqlx::query("UPDATE known_device SET device_hash = ? WHERE device_hash = ?")
                .bind(&device.new[..])
                .bind(&old[..])
                .execute(&mut *tx)
                .await?;
        }
        sqlx::query(
            "INSERT INTO known_device (device_hash, person_id, seen_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (device_hash, person_id) DO UPDATE SET seen_at = ?3",
        )
        .bind(&device.new[..])
        .bind(person_id)
        .bind(device.at)
        .execute(&mut *tx)
        .await?;
        sqlx::query("DELETE FROM known_device WHERE seen_at <= ?").bind(since).execute(&mut *tx).await?;
        sqlx::query(
            "DELETE FROM known_device WHERE person_id = ?1 AND device_hash NOT IN
             (SELECT device_hash FROM known_device WHERE person_id = ?1 ORDER BY seen_at DESC LIMIT ?2)",
        )
        .bind(person_id)
        .bind(at_most)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Forgets all devices of a person who can't sign in anymore.
pub(super) async fn forget(tx: &mut Transaction<'static, Engine>, person_id: &str) -> Result<()> {
    sqlx::query("DELETE FROM known_device WHERE person_id = ?").bind(person_id).execute(&mut **tx).await?;
    Ok(())
}
