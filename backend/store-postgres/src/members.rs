//! What an administrator changes about a person.

use sealpost_core::store::{Changed, Ending, Membership, Person, Result, StoreError, form};
use shared::wire::Role;
use sqlx::{query, query_scalar};

use super::{
    Tx, credentials, devices, invitations, keys, log,
    rows::{PersonRow, people},
    sessions,
};

/// Changes a person, completely or not at all. The caller commits if the change was made.
pub(super) async fn change(
    tx: &mut Tx,
    person_id: &str,
    change: Membership<'_>,
    now: i64,
) -> Result<Changed> {
    let Some(was) = find(tx, person_id).await? else { return Ok(Changed::Unfit) };
    match change {
        Membership::Roles { roles, key_removed } => {
            set_roles(tx, person_id, roles).await?;
            let opens = |roles: &[Role]| roles.contains(&Role::Technician);
            let stays = opens(&was.roles) && opens(roles);
            if !stays
                && keys::take_away(tx, person_id).await?
                && let Some(entry) = key_removed
            {
                log(tx, None, entry).await?;
            }
        }
        Membership::Deactivate if was.is_active => deactivate(tx, person_id, now).await?,
        Membership::Reactivate if !was.is_active => {
            query!("UPDATE person SET deactivated_at = NULL WHERE id = $1", person_id)
                .execute(&mut **tx)
                .await?;
        }
        Membership::Link { token_hash, expires_at, resets_factor } if was.is_active => {
            invitations::add_invitation(tx, token_hash, Some(person_id), expires_at, resets_factor).await?;
        }
        Membership::Deactivate | Membership::Reactivate | Membership::Link { .. } => {
            return Ok(Changed::Unfit);
        }
    }
    if !has_admin(tx).await? {
        return Ok(Changed::LastAdmin);
    }
    // Clients no longer encrypt to someone who left or has another role. The set only loses people here, so it can't
    // become too large.
    keys::make_current(tx, now).await?.map_err(StoreError::new)?;
    let person = find(tx, person_id).await?;
    person.map(|person| Changed::Done(Box::new(person))).ok_or_else(|| StoreError::new("a person is gone"))
}

async fn find(tx: &mut Tx, person_id: &str) -> Result<Option<Person>> {
    let row = people!("WHERE id = $1", person_id).fetch_optional(&mut **tx).await?;
    row.map(PersonRow::read).transpose()
}

async fn set_roles(tx: &mut Tx, person_id: &str, roles: &[Role]) -> Result<()> {
    query!("UPDATE person SET roles = $1 WHERE id = $2", form::roles_text(roles)?, person_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Deletes everything that the person signs in with, and their phone number. If they come back, they set up a new
/// password, authenticator app and key.
async fn deactivate(tx: &mut Tx, person_id: &str, now: i64) -> Result<()> {
    query!(
        "UPDATE person SET deactivated_at = $1, password_hash = NULL, phone = NULL WHERE id = $2",
        now,
        person_id
    )
    .execute(&mut **tx)
    .await?;
    keys::take_away(tx, person_id).await?;
    credentials::remove_factor(tx, person_id).await?;
    sessions::end(tx, person_id, Ending::All).await?;
    devices::forget(tx, person_id).await?;
    query!("DELETE FROM invitation WHERE person_id = $1", person_id).execute(&mut **tx).await?;
    query!("DELETE FROM approval WHERE person_id = $1", person_id).execute(&mut **tx).await?;
    Ok(())
}

/// Returns true if there is still an active administrator who has joined.
async fn has_admin(tx: &mut Tx) -> Result<bool> {
    let found =
        query_scalar!("SELECT roles FROM person WHERE deactivated_at IS NULL AND password_hash IS NOT NULL");
    for roles in found.fetch_all(&mut **tx).await? {
        if form::roles(&roles)?.contains(&Role::Admin) {
            return Ok(true);
        }
    }
    Ok(false)
}
