//! What opens an account: the password, the authenticator app and the recovery codes.

use sealpost_core::store::{Credential, Result};
use sqlx::{Sqlite as Engine, Transaction};

use super::happened;

pub(super) async fn apply(
    tx: &mut Transaction<'static, Engine>,
    person_id: &str,
    change: Credential<'_>,
    now: i64,
) -> Result<bool> {
    match change {
        Credential::Password { was, hash } => set_hash(&mut **tx, person_id, was, hash).await,
        Credential::Factor { pending, step, codes } => {
            let set = sqlx::query(
                "UPDATE factor SET seed = pending, last_step = ?1, pending = NULL, pending_until = NULL
                 WHERE person_id = ?2 AND pending = ?3 AND pending_until > ?4",
            )
            .bind(step)
            .bind(person_id)
            .bind(pending)
            .bind(now)
            .execute(&mut **tx)
            .await?;
            sqlx::query("UPDATE person SET factor_since = ? WHERE id = ?")
                .bind(now)
                .bind(person_id)
                .execute(&mut **tx)
                .await?;
            replace_codes(tx, person_id, codes).await?;
            Ok(happened(&set))
        }
        Credential::NoFactor => remove_factor(tx, person_id).await,
        Credential::Recovery(codes) => {
            replace_codes(tx, person_id, codes).await?;
            Ok(true)
        }
    }
}

pub(super) async fn set_hash<'e>(
    executor: impl sqlx::Executor<'e, Database = Engine>,
    person_id: &str,
    was: &str,
    hash: &str,
) -> Result<bool> {
    let set = sqlx::query("UPDATE person SET password_hash = ? WHERE id = ? AND password_hash = ?")
        .bind(hash.to_owned())
        .bind(person_id.to_owned())
        .bind(was.to_owned())
        .execute(executor)
        .await?;
    Ok(happened(&set))
}

async fn replace_codes(
    tx: &mut Transaction<'static, Engine>,
    person_id: &str,
    codes: &[[u8; 32]],
) -> Result<()> {
    sqlx::query("DELETE FROM recovery_code WHERE person_id = ?").bind(person_id).execute(&mut **tx).await?;
    for hash in codes {
        sqlx::query("INSERT INTO recovery_code (code_hash, person_id) VALUES (?, ?)")
            .bind(&hash[..])
            .bind(person_id)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Removes the authenticator app and the recovery codes. Returns true if there was an app.
pub(super) async fn remove_factor(tx: &mut Transaction<'static, Engine>, person_id: &str) -> Result<bool> {
    let gone =
        sqlx::query("DELETE FROM factor WHERE person_id = ?").bind(person_id).execute(&mut **tx).await?;
    replace_codes(tx, person_id, &[]).await?;
    sqlx::query("UPDATE person SET factor_since = NULL WHERE id = ?")
        .bind(person_id)
        .execute(&mut **tx)
        .await?;
    Ok(happened(&gone))
}
