//! Credentials and sessions.

use async_trait::async_trait;
use sealpost_core::store::{
    Accounts, Changed, Credential, Ending, Membership, NewActivity, Person, Renewal, Result, Seed, Session,
};
use shared::{rules::Phone, wire::ContactSettings};
use sqlx::Row;

use super::{Sqlite, credentials, happened, log, members, rows, sessions};

#[async_trait]
impl Accounts for Sqlite {
    async fn person(&self, id: &str) -> Result<Option<Person>> {
        let row =
            sqlx::query("SELECT * FROM person WHERE id = ?").bind(id).fetch_optional(&self.read).await?;
        row.as_ref().map(rows::person).transpose()
    }

    async fn sessions(&self, person_id: &str, idle_since: i64, begun_since: i64) -> Result<Vec<Session>> {
        let found = sqlx::query(
            "SELECT * FROM session WHERE person_id = ? AND seen_at > ? AND created_at > ?
             ORDER BY seen_at DESC, created_at DESC, token_hash",
        )
        .bind(person_id)
        .bind(idle_since)
        .bind(begun_since)
        .fetch_all(&self.read)
        .await?;
        found.iter().map(sessions::session).collect()
    }

    async fn renew_session(&self, renewal: Renewal, now: i64) -> Result<bool> {
        let mut tx = self.begin().await?;
        let renewed = sessions::renew(&mut tx, renewal, now).await?;
        tx.commit().await?;
        Ok(renewed)
    }

    async fn end_sessions(
        &self,
        person_id: &str,
        ending: Ending,
        activity: Option<&NewActivity<'_>>,
    ) -> Result<u64> {
        let mut tx = self.begin().await?;
        let ended = sessions::end(&mut tx, person_id, ending).await?;
        if let Some(activity) = activity.filter(|_| ended > 0) {
            log(&mut tx, None, activity).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    async fn seed(&self, person_id: &str) -> Result<Option<Seed>> {
        let row = sqlx::query("SELECT seed, last_step FROM factor WHERE person_id = ? AND seed IS NOT NULL")
            .bind(person_id)
            .fetch_optional(&self.read)
            .await?;
        row.map(|row| Ok(Seed { sealed: row.try_get("seed")?, last_step: row.try_get("last_step")? }))
            .transpose()
    }

    async fn keep_pending(&self, person_id: &str, sealed: &[u8], until: i64) -> Result<()> {
        sqlx::query(
            "INSERT INTO factor (person_id, pending, pending_until) VALUES (?1, ?2, ?3)
             ON CONFLICT (person_id) DO UPDATE SET pending = ?2, pending_until = ?3",
        )
        .bind(person_id)
        .bind(sealed)
        .bind(until)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    async fn pending(&self, person_id: &str, now: i64) -> Result<Option<Vec<u8>>> {
        let row = sqlx::query(
            "SELECT pending FROM factor WHERE person_id = ? AND pending IS NOT NULL AND pending_until > ?",
        )
        .bind(person_id)
        .bind(now)
        .fetch_optional(&self.read)
        .await?;
        Ok(row.map(|row| row.try_get("pending")).transpose()?)
    }

    async fn take_step(&self, person_id: &str, step: i64) -> Result<bool> {
        let taken = sqlx::query(
            "UPDATE factor SET last_step = ?1 WHERE person_id = ?2 AND seed IS NOT NULL AND last_step < ?1",
        )
        .bind(step)
        .bind(person_id)
        .execute(&self.write)
        .await?;
        Ok(happened(&taken))
    }

    async fn has_recovery_code(&self, person_id: &str, code_hash: [u8; 32]) -> Result<bool> {
        let row = sqlx::query(
            "SELECT 1 FROM recovery_code WHERE code_hash = ? AND person_id = ? AND used_at IS NULL",
        )
        .bind(&code_hash[..])
        .bind(person_id)
        .fetch_optional(&self.read)
        .await?;
        Ok(row.is_some())
    }

    async fn take_recovery_code(
        &self,
        person_id: &str,
        code_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let taken = sqlx::query(
            "UPDATE recovery_code SET used_at = ? WHERE code_hash = ? AND person_id = ? AND used_at IS NULL",
        )
        .bind(activity.at)
        .bind(&code_hash[..])
        .bind(person_id)
        .execute(&mut *tx)
        .await?;
        if happened(&taken) {
            log(&mut tx, None, activity).await?;
        }
        tx.commit().await?;
        Ok(happened(&taken))
    }

    async fn recovery_left(&self, person_id: &str) -> Result<u32> {
        let row = sqlx::query(
            "SELECT count(*) AS unused FROM recovery_code WHERE person_id = ? AND used_at IS NULL",
        )
        .bind(person_id)
        .fetch_one(&self.read)
        .await?;
        Ok(row.try_get("unused")?)
    }

    async fn change_credential(
        &self,
        person_id: &str,
        change: Credential<'_>,
        renewal: Renewal,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        // If the result is `false`, dropping the transaction undoes the changes so far.
        if !credentials::apply(&mut tx, person_id, change, activity.at).await? {
            return Ok(false);
        }
        sessions::end(&mut tx, person_id, Ending::Others(renewal.old)).await?;
        if !sessions::renew(&mut tx, renewal, activity.at).await? {
            return Ok(false);
        }
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn rehash(&self, person_id: &str, was: &str, hash: &str) -> Result<bool> {
        credentials::set_hash(&self.write, person_id, was, hash).await
    }

    async fn set_contact(
        &self,
        person_id: &str,
        contact: &ContactSettings,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let set = sqlx::query("UPDATE person SET phone = ?, shows_email = ? WHERE id = ?")
            .bind(contact.phone.as_ref().map(Phone::as_str))
            .bind(contact.shows_email)
            .bind(person_id)
            .execute(&mut *tx)
            .await?;
        if !happened(&set) {
            return Ok(false);
        }
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn change_member(
        &self,
        person_id: &str,
        change: Membership<'_>,
        activity: &NewActivity<'_>,
    ) -> Result<Changed> {
        let mut tx = self.begin().await?;
        let changed = members::change(&mut tx, person_id, change, activity.at).await?;
        if matches!(changed, Changed::Done(_)) {
            log(&mut tx, None, activity).await?;
            tx.commit().await?;
        }
        Ok(changed)
    }
}
