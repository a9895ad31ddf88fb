//! People, invitations, sessions.

use async_trait::async_trait;
use sealpost_core::store::{
    Ending, Invitation, NewActivity, NewPerson, People, Person, Result, StoreError, form,
};
use shared::rules::Address;
use sqlx::{Row, Sqlite as Engine, Transaction};

use super::{Sqlite, credentials, happened, invitations, keys, log, rows, sessions};

#[async_trait]
impl People for Sqlite {
    async fn has_people(&self) -> Result<bool> {
        let row = sqlx::query("SELECT 1 FROM person LIMIT 1").fetch_optional(&self.read).await?;
        Ok(row.is_some())
    }

    async fn people(&self) -> Result<Vec<Person>> {
        let found = sqlx::query("SELECT * FROM person ORDER BY name, id").fetch_all(&self.read).await?;
        found.iter().map(rows::person).collect()
    }

    async fn person_by_email(&self, email: &Address) -> Result<Option<Person>> {
        let row = sqlx::query("SELECT * FROM person WHERE email_key = ?")
            .bind(form::email_key(email))
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(rows::person).transpose()
    }

    async fn renew_first_invitation(&self, token_hash: [u8; 32], expires_at: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        invitations::add_invitation(&mut tx, token_hash, None, expires_at, false).await?;
        Ok(tx.commit().await?)
    }

    async fn invitation(&self, token_hash: [u8; 32], now: i64) -> Result<Option<Invitation>> {
        let row = sqlx::query(
            "SELECT invitation.person_id, resets_factor, person.*
             FROM invitation LEFT JOIN person ON person.id = person_id
             WHERE token_hash = ? AND used_at IS NULL AND expires_at > ? AND deactivated_at IS NULL",
        )
        .bind(&token_hash[..])
        .bind(now)
        .fetch_optional(&self.read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(match row.try_get::<Option<String>, _>("person_id")? {
            Some(_) => {
                let resets_factor = row.try_get("resets_factor")?;
                Invitation::Person { person: Box::new(rows::person(&row)?), resets_factor }
            }
            None => Invitation::First,
        }))
    }

    async fn accept_first(
        &self,
        token_hash: [u8; 32],
        person: &NewPerson,
        password_hash: &str,
        activity: &NewActivity<'_>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let used = sqlx::query(
            "UPDATE invitation SET used_at = ?1
             WHERE token_hash = ?2 AND person_id IS NULL AND used_at IS NULL AND expires_at > ?1
               AND NOT EXISTS (SELECT 1 FROM person)",
        )
        .bind(activity.at)
        .bind(&token_hash[..])
        .execute(&mut *tx)
        .await?;
        if !happened(&used) {
            return Ok(false);
        }
        add_person(&mut tx, person, Some(password_hash), activity.at).await?;
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn accept(
        &self,
        token_hash: [u8; 32],
        password_hash: &str,
        activity: &NewActivity<'_>,
        key_removed: Option<&NewActivity<'_>>,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let used = sqlx::query(
            "UPDATE invitation SET used_at = ?1
             WHERE token_hash = ?2 AND used_at IS NULL AND expires_at > ?1
               AND person_id IN (SELECT id FROM person WHERE deactivated_at IS NULL)
             RETURNING person_id, resets_factor",
        )
        .bind(activity.at)
        .bind(&token_hash[..])
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = used else { return Ok(false) };
        let id: String = row.try_get("person_id")?;
        sqlx::query("UPDATE person SET password_hash = ? WHERE id = ?")
            .bind(password_hash)
            .bind(&id)
            .execute(&mut *tx)
            .await?;
        if row.try_get("resets_factor")? {
            credentials::remove_factor(&mut tx, &id).await?;
        }
        sessions::end(&mut tx, &id, Ending::All).await?;
        log(&mut tx, None, activity).await?;
        if let Some(entry) = key_removed
            && keys::take_away(&mut tx, &id).await?
        {
            keys::renew_recipients(&mut tx, entry.at).await?.map_err(StoreError::new)?;
            log(&mut tx, None, entry).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn invite(
        &self,
        person: &NewPerson,
        token_hash: [u8; 32],
        expires_at: i64,
        activity: &NewActivity<'_>,
    ) -> Result<Option<String>> {
        let mut tx = self.begin().await?;
        let known = sqlx::query("SELECT * FROM person WHERE email_key = ?")
            .bind(form::email_key(&person.email))
            .fetch_optional(&mut *tx)
            .await?;
        let known = known.as_ref().map(rows::person).transpose()?;
        let id = match known {
            Some(known) if known.password_hash.is_some() || !known.is_active => return Ok(None),
            Some(Person { id, .. }) => {
                sqlx::query("UPDATE person SET name = ?, roles = ? WHERE id = ?")
                    .bind(&person.name)
                    .bind(form::roles_text(&person.roles)?)
                    .bind(&id)
                    .execute(&mut *tx)
                    .await?;
                id
            }
            None => {
                add_person(&mut tx, person, None, activity.at).await?;
                person.id.clone()
            }
        };
        invitations::add_invitation(&mut tx, token_hash, Some(&id), expires_at, false).await?;
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        Ok(Some(id))
    }

    async fn open_session(
        &self,
        token_hash: [u8; 32],
        person: &Person,
        device: &str,
        most: u32,
        now: i64,
    ) -> Result<bool> {
        let mut tx = self.begin().await?;
        let opened = sqlx::query(
            "INSERT INTO session (token_hash, person_id, device, created_at, seen_at)
             SELECT ?1, id, ?2, ?3, ?3 FROM person
             WHERE id = ?4 AND deactivated_at IS NULL AND password_hash IS ?5 AND factor_since IS ?6",
        )
        .bind(&token_hash[..])
        .bind(device)
        .bind(now)
        .bind(&person.id)
        .bind(&person.password_hash)
        .bind(person.factor_since)
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "DELETE FROM session WHERE person_id = ?1 AND token_hash <> ?2 AND token_hash NOT IN
             (SELECT token_hash FROM session WHERE person_id = ?1 AND token_hash <> ?2
              ORDER BY seen_at DESC, created_at DESC LIMIT ?3)",
        )
        .bind(&person.id)
        .bind(&token_hash[..])
        .bind(most.saturating_sub(1))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(happened(&opened))
    }

    async fn session(
        &self,
        token_hash: [u8; 32],
        idle_since: i64,
        begun_since: i64,
    ) -> Result<Option<(Person, i64)>> {
        let row = sqlx::query(
            "SELECT person.*, seen_at FROM session JOIN person ON person.id = session.person_id
             WHERE token_hash = ? AND seen_at > ? AND session.created_at > ?
               AND person.password_hash IS NOT NULL AND person.deactivated_at IS NULL",
        )
        .bind(&token_hash[..])
        .bind(idle_since)
        .bind(begun_since)
        .fetch_optional(&self.read)
        .await?;
        row.map(|row| Ok((rows::person(&row)?, row.try_get("seen_at")?))).transpose()
    }

    async fn touch_session(&self, token_hash: [u8; 32], now: i64, idle_since: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query("UPDATE session SET seen_at = ? WHERE token_hash = ?")
            .bind(now)
            .bind(&token_hash[..])
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM session WHERE seen_at <= ?").bind(idle_since).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    async fn close_session(&self, token_hash: [u8; 32]) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE token_hash = ?")
            .bind(&token_hash[..])
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

async fn add_person(
    tx: &mut Transaction<'static, Engine>,
    person: &NewPerson,
    password_hash: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO person (id, name, email, email_key, roles, password_hash, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&person.id)
    .bind(&person.name)
    .bind(person.email.as_str())
    .bind(form::email_key(&person.email))
    .bind(form::roles_text(&person.roles)?)
    .bind(password_hash)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
