//! Credentials, and changes to them.

use async_trait::async_trait;
use sealpost_core::store::{
    Accounts, Changed, Credential, Ending, Membership, NewActivity, Person, Renewal, Result, Seed, Session,
};
use shared::{rules::Phone, wire::ContactSettings};
use sqlx::{query, query_scalar};

use super::{
    Postgres, credentials, happened, log, members,
    rows::{PersonRow, number, people},
    sessions,
};

#[async_trait]
impl Accounts for Postgres {
    async fn person(&self, id: &str) -> Result<Option<Person>> {
        let row = people!("WHERE id = $1", id).fetch_optional(&self.read).await?;
        row.map(PersonRow::read).transpose()
    }

    async fn sessions(&self, person_id: &str, idle_since: i64, begun_since: i64) -> Result<Vec<Session>> {
        sessions::of(&self.read, person_id, idle_since, begun_since).await
    }

    async fn renew_session(&self, renewal: Renewal, now: i64) -> Result<bool> {
        sessions::renew(&self.write, renewal, now).await
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
        let row = query!(
            r#"SELECT seed AS "seed!", last_step FROM factor WHERE person_id = $1 AND seed IS NOT NULL"#,
            person_id
        );
        let row = row.fetch_optional(&self.read).await?;
        Ok(row.map(|row| Seed { sealed: row.seed, last_step: row.last_step }))
    }

    async fn keep_pending(&self, person_id: &str, sealed: &[u8], until: i64) -> Result<()> {
        query!(
            "INSERT INTO factor (person_id, pending, pending_until) VALUES ($1, $2, $3)
             ON CONFLICT (person_id) DO UPDATE SET pending = $2, pending_until = $3",
            person_id,
            sealed,
            until,
        )
        .execute(&self.write)
        .await?;
        Ok(())
    }

    async fn pending(&self, person_id: &str, now: i64) -> Result<Option<Vec<u8>>> {
        let pending = query_scalar!(
            r#"SELECT pending AS "pending!" FROM factor
               WHERE person_id = $1 AND pending IS NOT NULL AND pending_until > $2"#,
            person_id,
            now,
        );
        Ok(pending.fetch_optional(&self.read).await?)
    }

    async fn take_step(&self, person_id: &str, step: i64) -> Result<bool> {
        let taken = query!(
            "UPDATE factor SET last_step = $1 WHERE person_id = $2 AND seed IS NOT NULL AND last_step < $1",
            step,
            person_id,
        );
        Ok(happened(&taken.execute(&self.write).await?))
    }

    async fn has_recovery_code(&self, person_id: &str, code_hash: [u8; 32]) -> Result<bool> {
        let found = query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM recovery_code
                              WHERE code_hash = $1 AND person_id = $2 AND used_at IS NULL) AS "found!""#,
            &code_hash[..],
            person_id,
        );
        Ok(found.fetch_one(&self.read).await?)
    }

    async fn take_recovery_code(
        &self,
        person_id: &str,
        code_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let taken = query!(
            "UPDATE recovery_code SET used_at = $1 WHERE code_hash = $2 AND person_id = $3 AND used_at IS NULL",
            activity.at,
            &code_hash[..],
            person_id,
        );
        let taken = taken.execute(&mut *tx).await?;
        if happened(&taken) {
            log(&mut tx, None, activity).await?;
        }
        tx.commit().await?;
        Ok(happened(&taken))
    }

    async fn recovery_left(&self, person_id: &str) -> Result<u32> {
        let left = query_scalar!(
            r#"SELECT count(*) AS "left!" FROM recovery_code WHERE person_id = $1 AND used_at IS NULL"#,
            person_id
        );
        number(left.fetch_one(&self.read).await?)
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
        if !sessions::renew(&mut *tx, renewal, activity.at).await? {
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
        let set = query!(
            "UPDATE person SET phone = $1, shows_email = $2 WHERE id = $3",
            contact.phone.as_ref().map(Phone::as_str),
            contact.shows_email,
            person_id,
        );
        if !happened(&set.execute(&mut *tx).await?) {
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
