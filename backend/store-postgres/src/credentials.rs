//! What opens an account: the password, the authenticator app and the recovery codes.

use sealpost_core::store::{Credential, Result};
use sqlx::{PgExecutor, query};

use super::{Tx, happened};

pub(super) async fn apply(tx: &mut Tx, person_id: &str, change: Credential<'_>, now: i64) -> Result<bool> {
    match change {
        Credential::Password { was, hash } => set_hash(&mut **tx, person_id, was, hash).await,
        Credential::Factor { pending, step, codes } => {
            let set = query!(
                "UPDATE factor SET seed = pending, last_step = $1, pending = NULL, pending_until = NULL
                 WHERE person_id = $2 AND pending = $3 AND pending_until > $4",
                step,
                person_id,
                pending,
                now,
            );
            let set = set.execute(&mut **tx).await?;
            query!("UPDATE person SET factor_since = $1 WHERE id = $2", now, person_id)
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

pub(super) async fn set_hash(
    executor: impl PgExecutor<'_>,
    person_id: &str,
    was: &str,
    hash: &str,
) -> Result<bool> {
    let set = query!(
        "UPDATE person SET password_hash = $1 WHERE id = $2 AND password_hash = $3",
        hash,
        person_id,
        was,
    );
    Ok(happened(&set.execute(executor).await?))
}

async fn replace_codes(tx: &mut Tx, person_id: &str, codes: &[[u8; 32]]) -> Result<()> {
    query!("DELETE FROM recovery_code WHERE person_id = $1", person_id).execute(&mut **tx).await?;
    for hash in codes {
        query!("INSERT INTO recovery_code (code_hash, person_id) VALUES ($1, $2)", &hash[..], person_id)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Removes the authenticator app and the recovery codes. Returns true if there was an app.
pub(super) async fn remove_factor(tx: &mut Tx, person_id: &str) -> Result<bool> {
    let gone = query!("DELETE FROM factor WHERE person_id = $1", person_id).execute(&mut **tx).await?;
    replace_codes(tx, person_id, &[]).await?;
    query!("UPDATE person SET factor_since = NULL WHERE id = $1", person_id).execute(&mut **tx).await?;
    Ok(happened(&gone))
}
