//! Keys, how they are proven, and the sets of recipients.

use async_trait::async_trait;
use sealpost_core::store::{Challenge, Keys, NewActivity, Person, Result, form};
use shared::{
    recipients::{Recipient, RecipientError, RecipientSet},
    wire::Role,
};
use sqlx::{PgExecutor, query, query_as, query_scalar};

use super::{
    Postgres, Tx, happened, log,
    rows::{ChallengeRow, PersonRow, number, people},
};

#[async_trait]
impl Keys for Postgres {
    async fn set_challenge(&self, person_id: &str, challenge: &Challenge) -> Result<()> {
        query!(
            "INSERT INTO key_challenge (person_id, public_key, answer_hash, expires_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id) DO UPDATE SET public_key = $2, answer_hash = $3, expires_at = $4",
            person_id,
            challenge.key,
            &challenge.answer_hash[..],
            challenge.expires_at,
        )
        .execute(&self.write)
        .await?;
        Ok(())
    }

    async fn challenge(&self, person_id: &str) -> Result<Option<Challenge>> {
        let row = query_as!(
            ChallengeRow,
            "SELECT public_key, answer_hash, expires_at FROM key_challenge WHERE person_id = $1",
            person_id
        );
        row.fetch_optional(&self.read).await?.map(ChallengeRow::read).transpose()
    }

    async fn prove_key(
        &self,
        person_id: &str,
        answer_hash: [u8; 32],
        activity: &NewActivity<'_>,
    ) -> Result<Option<std::result::Result<(), RecipientError>>> {
        let mut tx = self.begin().await?;
        let used = query_scalar!(
            "DELETE FROM key_challenge WHERE person_id = $1 AND answer_hash = $2 AND expires_at > $3
             RETURNING public_key",
            person_id,
            &answer_hash[..],
            activity.at,
        );
        let Some(key) = used.fetch_optional(&mut *tx).await? else { return Ok(None) };
        let people = with_keys(&mut tx).await?;
        let others: Vec<&Person> = people.iter().filter(|person| person.id != person_id).collect();
        if others.iter().any(|person| person.key.as_deref() == Some(&key)) {
            tx.commit().await?;
            return Ok(Some(Err(RecipientError::Twice)));
        }
        query!("UPDATE person SET public_key = $1 WHERE id = $2", key, person_id).execute(&mut *tx).await?;
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
        let sealed = query_scalar!("SELECT sealed FROM approval WHERE person_id = $1", person_id);
        Ok(sealed.fetch_optional(&self.read).await?)
    }

    async fn keep_approvals(
        &self,
        person_id: &str,
        was: Option<&[u8]>,
        sealed: &[u8],
        now: i64,
    ) -> Result<bool> {
        let kept = if let Some(was) = was {
            let replaced = query!(
                "UPDATE approval SET sealed = $2, kept_at = $3 WHERE person_id = $1 AND sealed = $4",
                person_id,
                sealed,
                now,
                was,
            );
            replaced.execute(&self.write).await?
        } else {
            let first = query!(
                "INSERT INTO approval (person_id, sealed, kept_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                person_id,
                sealed,
                now,
            );
            first.execute(&self.write).await?
        };
        Ok(happened(&kept))
    }

    async fn recipients(&self) -> Result<Option<RecipientSet>> {
        Ok(latest(&self.read).await?.and_then(|(_, set)| set))
    }
}

/// Removes a person's key, and their challenge if there is one. Returns true if there was a key.
pub(super) async fn take_away(tx: &mut Tx, person_id: &str) -> Result<bool> {
    let removed =
        query!("UPDATE person SET public_key = NULL WHERE id = $1 AND public_key IS NOT NULL", person_id)
            .execute(&mut **tx)
            .await?;
    query!("DELETE FROM key_challenge WHERE person_id = $1", person_id).execute(&mut **tx).await?;
    Ok(happened(&removed))
}

/// Updates the set of recipients, and logs it if that changed it.
async fn renew(tx: &mut Tx, activity: &NewActivity<'_>) -> Result<std::result::Result<(), RecipientError>> {
    let renewed = make_current(tx, activity.at).await?;
    if renewed == Ok(true) {
        log(tx, None, activity).await?;
    }
    Ok(renewed.map(drop))
}

/// Creates the set of recipients from the active technicians' keys. Returns true if it changed. An empty set is a version
/// too, without content.
pub(super) async fn make_current(tx: &mut Tx, now: i64) -> Result<std::result::Result<bool, RecipientError>> {
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
    query!(
        "INSERT INTO recipient_set (version, content, made_at) VALUES ($1, $2, $3)",
        i64::from(version),
        form::to_json(&next)?,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(Ok(true))
}

async fn with_keys(tx: &mut Tx) -> Result<Vec<Person>> {
    let found = people!("WHERE public_key IS NOT NULL AND deactivated_at IS NULL ORDER BY name, id");
    found.fetch_all(&mut **tx).await?.into_iter().map(PersonRow::read).collect()
}

fn set_of(people: &[Person], version: u32) -> std::result::Result<RecipientSet, RecipientError> {
    let technicians = people.iter().filter(|person| person.roles.contains(&Role::Technician));
    let recipients: std::result::Result<Vec<Recipient>, RecipientError> =
        technicians.filter_map(|person| Some(Recipient::new(&person.name, person.key.as_deref()?))).collect();
    RecipientSet::new(version, recipients?)
}

async fn latest(executor: impl PgExecutor<'_>) -> Result<Option<(u32, Option<RecipientSet>)>> {
    let row = query!("SELECT version, content FROM recipient_set ORDER BY version DESC LIMIT 1");
    let row = row.fetch_optional(executor).await?;
    row.map(|row| Ok((number(row.version)?, form::from_json(&row.content)?))).transpose()
}
