//! What an administrator changes about a person.

use sealpost_core::store::{Changed, Ending, Membership, Person, Result, StoreError, form};
use shared::wire::Role;
use sqlx::{Row, Sqlite as Engine, Transaction};

use super::{credentials, devices, invitations, keys, log, rows, sessions};

/// Changes a person, completely or not at all. The caller commits if the change was made.
pub(super) async fn change(
    tx: &mut Transaction<'static, Engine>,
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
            sqlx::query("UPDATE person SET deactivated_at = NULL WHERE id = ?")
                .bind(person_id)
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
    keys::renew_recipients(tx, now).await?.map_err(StoreError::new)?;
    let person = find(tx, person_id).await?;
    person.map(|person| Changed::Done(Box::new(person))).ok_or_else(|| StoreError::new("a person is gone"))
}

async fn find(tx: &mut Transaction<'static, Engine>, person_id: &str) -> Result<Option<Person>> {
    let row =
        sqlx::query("SELECT * FROM person WHERE id = ?").bind(person_id).fetch_optional(&mut **tx).await?;
    row.as_ref().map(rows::person).transpose()
}

async fn set_roles(tx: &mut Transaction<'static, Engine>, person_id: &str, roles: &[Role]) -> Result<()> {
    sqlx::query("UPDATE person SET roles = ? WHERE id = ?")
        .bind(form::roles_text(roles)?)
        .bind(person_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Deletes everything that the person signs in with, and their phone number. If they come back, they set up a new
/// password, authenticator app and key.
async fn deactivate(tx: &mut Transaction<'static, Engine>, person_id: &str, now: i64) -> Result<()> {
    sqlx::query("UPDATE person SET deactivated_at = ?, password_hash = NULL, phone = NULL WHERE id = ?")
        .bind(now)
        .bind(person_id)
        .execute(&mut **tx)
        .await?;
    keys::take_away(tx, person_id).await?;
    credentials::remove_factor(tx, person_id).await?;
    sessions::end(tx, person_id, Ending::All).await?;
    devices::forget(tx, person_id).await?;
    sqlx::query("DELETE FROM invitation WHERE person_id = ?").bind(person_id).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM approval WHERE person_id = ?").bind(person_id).execute(&mut **tx).await?;
    Ok(())
}

/// Returns true if there is still an active administrator who has joined.
async fn has_admin(tx: &mut Transaction<'static, Engine>) -> Result<bool> {
    let found =
        sqlx::query("SELECT roles FROM person WHERE deactivated_at IS NULL AND password_hash IS NOT NULL")
            .fetch_all(&mut **tx)
            .await?;
    for row in found {
        let roles: String = row.try_get("roles")?;
        if form::roles(&roles)?.contains(&Role::Admin) {
            return Ok(true);
        }
    }
    Ok(false)
}
