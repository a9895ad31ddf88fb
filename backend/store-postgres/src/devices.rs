//! Browsers in which people have signed in.

use async_trait::async_trait;
use sealpost_core::store::{Devices, Result, SeenDevice};
use sqlx::{query, query_scalar};

use super::{Postgres, Tx};

#[async_trait]
impl Devices for Postgres {
    async fn knows_device(&self, person_id: &str, device: [u8; 32], since: i64) -> Result<bool> {
        let known = query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM known_device
                              WHERE device_hash = $1 AND person_id = $2 AND seen_at > $3) AS "known!""#,
            &device[..],
            person_id,
            since,
        );
        Ok(known.fetch_one(&self.read).await?)
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
            query!(
                "UPDATE known_device SET device_hash = $1 WHERE device_hash = $2",
                &device.new[..],
                &old[..]
            )
            .execute(&mut *tx)
            .await?;
        }
        query!(
            "INSERT INTO known_device (device_hash, person_id, seen_at) VALUES ($1, $2, $3)
             ON CONFLICT (device_hash, person_id) DO UPDATE SET seen_at = $3",
            &device.new[..],
            person_id,
            device.at,
        )
        .execute(&mut *tx)
        .await?;
        query!("DELETE FROM known_device WHERE seen_at <= $1", since).execute(&mut *tx).await?;
        query!(
            "DELETE FROM known_device WHERE person_id = $1 AND device_hash NOT IN
             (SELECT device_hash FROM known_device WHERE person_id = $1 ORDER BY seen_at DESC LIMIT $2)",
            person_id,
            i64::from(at_most),
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Forgets all devices of a person who can't sign in anymore.
pub(super) async fn forget(tx: &mut Tx, person_id: &str) -> Result<()> {
    query!("DELETE FROM known_device WHERE person_id = $1", person_id).execute(&mut **tx).await?;
    Ok(())
}
