//! People and invitations.

use async_trait::async_trait;
use sealpost_core::store::{
    Ending, Invitation, NewActivity, NewPerson, People, Person, Result, StoreError, form,
};
use shared::rules::Address;
use sqlx::{query, query_scalar};

use super::{
    Postgres, Tx, credentials, happened, invitations, keys, log,
    rows::{PersonRow, people},
    sessions,
};

#[async_trait]
impl People for Postgres {
    async fn has_people(&self) -> Result<bool> {
        let found = query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM person) AS "found!""#);
        Ok(found.fetch_one(&self.read).await?)
    }

    async fn people(&self) -> Result<Vec<Person>> {
        let found = people!("ORDER BY name, id").fetch_all(&self.read).await?;
        found.into_iter().map(PersonRow::read).collect()
    }

    async fn person_by_email(&self, email: &Address) -> Result<Option<Person>> {
        let row = people!("WHERE email_key = $1", form::email_key(email)).fetch_optional(&self.read).await?;
        row.map(PersonRow::read).transpose()
    }

    async fn renew_first_invitation(&self, token_hash: [u8; 32], expires_at: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        invitations::add_invitation(&mut tx, token_hash, None, expires_at, false).await?;
        Ok(tx.commit().await?)
    }

    async fn invitation(&self, token_hash: [u8; 32], now: i64) -> Result<Option<Invitation>> {
        let found = query!(
            "SELECT person_id, resets_factor FROM invitation
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
            &token_hash[..],
            now,
        );
        let Some(found) = found.fetch_optional(&self.read).await? else { return Ok(None) };
        let Some(id) = found.person_id else { return Ok(Some(Invitation::First)) };
        let person =
            people!("WHERE id = $1 AND deactivated_at IS NULL", id).fetch_optional(&self.read).await?;
        let person = person.map(PersonRow::read).transpose()?;
        Ok(person.map(|person| Invitation::Person {
            person: Box::new(person),
            resets_factor: found.resets_factor,
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
        let used = query!(
            "UPDATE invitation SET used_at = $1
             WHERE token_hash = $2 AND person_id IS NULL AND used_at IS NULL AND expires_at > $1
               AND NOT EXISTS (SELECT 1 FROM person)",
            activity.at,
            &token_hash[..],
        );
        if !happened(&used.execute(&mut *tx).await?) {
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
        let used = query!(
            r#"UPDATE invitation SET used_at = $1
               WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $1
                 AND person_id IN (SELECT id FROM person WHERE deactivated_at IS NULL)
               RETURNING person_id AS "person_id!", resets_factor"#,
            activity.at,
            &token_hash[..],
        );
        let Some(used) = used.fetch_optional(&mut *tx).await? else { return Ok(false) };
        let id = used.person_id;
        query!("UPDATE person SET password_hash = $1 WHERE id = $2", password_hash, id)
            .execute(&mut *tx)
            .await?;
        if used.resets_factor {
            credentials::remove_factor(&mut tx, &id).await?;
        }
        sessions::end(&mut tx, &id, Ending::All).await?;
        log(&mut tx, None, activity).await?;
        if let Some(entry) = key_removed
            && keys::take_away(&mut tx, &id).await?
        {
            keys::make_current(&mut tx, entry.at).await?.map_err(StoreError::new)?;
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
        let known = people!("WHERE email_key = $1", form::email_key(&person.email));
        let known = known.fetch_optional(&mut *tx).await?.map(PersonRow::read).transpose()?;
        let id = match known {
            Some(known) if known.password_hash.is_some() || !known.is_active => return Ok(None),
            Some(Person { id, .. }) => {
                let roles = form::roles_text(&person.roles)?;
                query!("UPDATE person SET name = $1, roles = $2 WHERE id = $3", person.name, roles, id)
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
        sessions::open(self, token_hash, person, device, most, now).await
    }

    async fn session(
        &self,
        token_hash: [u8; 32],
        idle_since: i64,
        begun_since: i64,
    ) -> Result<Option<(Person, i64)>> {
        sessions::find(&self.read, token_hash, idle_since, begun_since).await
    }

    async fn touch_session(&self, token_hash: [u8; 32], now: i64, idle_since: i64) -> Result<()> {
        sessions::touch(&self.write, token_hash, now, idle_since).await
    }

    async fn close_session(&self, token_hash: [u8; 32]) -> Result<()> {
        query!("DELETE FROM session WHERE token_hash = $1", &token_hash[..]).execute(&self.write).await?;
        Ok(())
    }
}

async fn add_person(tx: &mut Tx, person: &NewPerson, password_hash: Option<&str>, now: i64) -> Result<()> {
    query!(
        "INSERT INTO person (id, name, email, email_key, roles, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        person.id,
        person.name,
        person.email.as_str(),
        form::email_key(&person.email),
        form::roles_text(&person.roles)?,
        password_hash,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
