//! Keys, how they are proven, and the sets of recipients.

use async_trait::async_trait;
use sealpost_core::store::{Challenge, Keys, NewActivity, Person, Result, form};
use shared::{
    recipients::{Recipient, RecipientError, RecipientSet},
    wire::Role,
};
use sqlx::{Row, Sqlite as Engine, Transaction};

use super::{Sqlite, happened, log, rows};

#[async_trait]
impl Keys for Sqlite {
    async fn set_challenge(&self, person_id: &str, challenge: &Challenge) -> Result<()> {
        sqlx::query(
            "INSERT INTO key_challenge (person_id, public_key, answer_hash, expires_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (person_id) DO UPDATE SET public_key = ?2, answer_hash = ?3, expires_at = ?4",
        )
        .bind(person_id)
        .bind(&challenge.key)
        .bind(&challenge.answer_hash[..])
        .bind(challenge.expires_at)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    async fn challenge(&self, person_id: &str) -> Result<Option<Challenge>> {
        let row = sqlx::query("SELECT * FROM key_challenge WHERE person_id = ?")
            .bind(person_id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(rows::challenge).transpose()
    }

    async fn prove_key(
        &self,
        person_id: &str,
        answer_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<Option<std::result::Result<(), RecipientError>>> {
        let mut tx = self.begin().await?;
        let used = sqlx::query(
            "DELETE FROM key_challenge WHERE person_id = ? AND answer_hash = ? AND expires_at > ?
             RETURNING public_key",
        )
        .bind(person_id)
        .bind(&answer_hash[..])
        .bind(activity.at)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(used) = used else { return Ok(None) };
        let key: String = used.try_get("public_key")?;
        let people = with_keys(&mut tx).await?;
        let others: Vec<&Person> = people.iter().filter(|person| person.id != person_id).collect();
        if others.iter().any(|person| person.key.as_deref() == Some(&key)) {
            tx.commit().await?;
            return Ok(Some(Err(RecipientError::Twice)));
        }
        sqlx::query("UPDATE person SET public_key = ? WHERE id = ?")
            .bind(&key)
            .bind(person_id)
            .execute(&mut *tx)
            .await?;
        // If there can't be such a set, dropping the transaction undoes the key.
        if let Err(error) = renew(&mut tx, activity).await? {
            return Ok(Some(Err(error)));
        }
        tx.commit().await?;
        Ok(Some(Ok(())))
    }

    async fn remove_key(&self, person_id: &str, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let removed = take_away(&mut tx, person_id).await?;
        // A valid set stays valid when a key is removed.
        let is_renewed = renew(&mut tx, activity).await?.is_ok();
        if removed && is_renewed {
            tx.commit().await?;
        }
        Ok(removed && is_renewed)
    }

    async fn approvals(&self, person_id: &str) -> Result<Option<Vec<u8>>> {
        let row = sqlx::query("SELECT sealed FROM approval WHERE person_id = ?")
            .bind(person_id)
            .fetch_optional(&self.read)
            .await?;
        Ok(row.map(|row| row.try_get("sealed")).transpose()?)
    }

    async fn keep_approvals(
        &self,
        person_id: &str,
        was: Option<&[u8]>,
        sealed: &[u8],
        now: i64,
    ) -> Result<bool> {
        let statement = match was {
            Some(_) => "UPDATE approval SET sealed = ?2, kept_at = ?3 WHERE person_id = ?1 AND sealed = ?4",
            None => {
                "INSERT INTO approval (person_id, sealed, kept_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
            }
        };
        let query = sqlx::query(statement).bind(person_id).bind(sealed).bind(now);
        let kept = match was {
            Some(was) => query.bind(was).execute(&self.write).await?,
            None => query.execute(&self.write).await?,
        };
        Ok(happened(&kept))
    }

    async fn recipients(&self) -> Result<Option<RecipientSet>> {
        Ok(latest(&self.read).await?.and_then(|(_, set)| set))
    }
}

/// Removes a person's key, and their challenge if there is one. Returns true if there was a key.
pub(super) async fn take_away(tx: &mut Transaction<'static, Engine>, person_id: &str) -> Result<bool> {
    let removed = sqlx::query("UPDATE person SET public_key = NULL WHERE id = ? AND public_key IS NOT NULL")
        .bind(person_id)
        .execute(&mut **tx)
        .await?;
    sqlx::query("DELETE FROM key_challenge WHERE person_id = ?").bind(person_id).execute(&mut **tx).await?;
    Ok(happened(&removed))
}

/// Updates the set of recipients, and logs it if that changed it.
async fn renew(
    tx: &mut Transaction<'static, Engine>,
    activity: &NewActivity<'_>,
) -> Result<std::result::Result<(), RecipientError>> {
    let renewed = renew_recipients(tx, activity.at).await?;
    if renewed == Ok(true) {
        log(tx, None, activity).await?;
    }
    Ok(renewed.map(drop))
}

/// Creates the set of recipients from the active technicians' keys. Returns true if it changed. An empty set is a version
/// too, without content.
pub(super) async fn renew_recipients(
    tx: &mut Transaction<'static, Engine>,
    now: i64,
) -> Result<std::result::Result<bool, RecipientError>> {
    let people = with_keys(tx).await?;
    let last = latest(&mut **tx).await?;
    let version = last.as_ref().map_or(1, |(version, _)| version + 1);
    let next = match set_of(&people, version) {
        Ok(set) => Some(set),
        Err(RecipientError::Nobody) => None,
        Err(error) => return Ok(Err(error)),
    };
    let before = last.as_ref().and_then(|(_, set)| set.as_ref());
    if before.map(RecipientSet::recipients) == next.as_ref().map(RecipientSet::recipients) {
        return Ok(Ok(false));
    }
    sqlx::query("INSERT INTO recipient_set (version, content, made_at) VALUES (?, ?, ?)")
        .bind(version)
        .bind(form::to_json(&next)?)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(Ok(true))
}

async fn with_keys(tx: &mut Transaction<'static, Engine>) -> Result<Vec<Person>> {
    let found = sqlx::query(
        "SELECT * FROM person WHERE public_key IS NOT NULL AND deactivated_at IS NULL ORDER BY name, id",
    )
    .fetch_all(&mut **tx)
    .await?;
    found.iter().map(rows::person).collect()
}

fn set_of(people: &[Person], version: u32) -> std::result::Result<RecipientSet, RecipientError> {
    let technicians = people.iter().filter(|person| person.roles.contains(&Role::Technician));
    let recipients: std::result::Result<Vec<Recipient>, RecipientError> =
        technicians.filter_map(|person| Some(Recipient::new(&person.name, person.key.as_deref()?))).collect();
    RecipientSet::new(version, recipients?)
}

async fn latest<'e>(
    executor: impl sqlx::Executor<'e, Database = Engine>,
) -> Result<Option<(u32, Option<RecipientSet>)>> {
    let row = sqlx::query("SELECT version, content FROM recipient_set ORDER BY version DESC LIMIT 1")
        .fetch_optional(executor)
        .await?;
    row.map(|row| Ok((row.try_get("version")?, form::from_json(row.try_get("content")?)?))).transpose()
}
