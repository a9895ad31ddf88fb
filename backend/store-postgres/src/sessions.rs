//! Sessions: who is signed in, and where.

use sealpost_core::store::{Ending, Person, Renewal, Result, Session};
use sqlx::{PgExecutor, PgPool, query, query_as};

use super::{
    Postgres, Tx, happened,
    rows::{PersonRow, SessionRow},
};

pub(super) async fn of(
    pool: &PgPool,
    person_id: &str,
    idle_since: i64,
    begun_since: i64,
) -> Result<Vec<Session>> {
    let found = query_as!(
        SessionRow,
        "SELECT token_hash, device, created_at, seen_at FROM session
         WHERE person_id = $1 AND seen_at > $2 AND created_at > $3
         ORDER BY seen_at DESC, created_at DESC, token_hash",
        person_id,
        idle_since,
        begun_since,
    );
    found.fetch_all(pool).await?.into_iter().map(SessionRow::read).collect()
}

pub(super) async fn renew(executor: impl PgExecutor<'_>, renewal: Renewal, now: i64) -> Result<bool> {
    let renewed = query!(
        "UPDATE session SET token_hash = $1, created_at = $3, seen_at = $3 WHERE token_hash = $2",
        &renewal.new[..],
        &renewal.old[..],
        now,
    );
    Ok(happened(&renewed.execute(executor).await?))
}

/// Ends sessions. Returns how many there were.
pub(super) async fn end(tx: &mut Tx, person_id: &str, ending: Ending) -> Result<u64> {
    let ended = match ending {
        Ending::Others(hash) => {
            let others =
                query!("DELETE FROM session WHERE person_id = $1 AND token_hash <> $2", person_id, &hash[..]);
            others.execute(&mut **tx).await?
        }
        Ending::One(hash) => {
            let one =
                query!("DELETE FROM session WHERE person_id = $1 AND token_hash = $2", person_id, &hash[..]);
            one.execute(&mut **tx).await?
        }
        Ending::All => {
            query!("DELETE FROM session WHERE person_id = $1", person_id).execute(&mut **tx).await?
        }
    };
    Ok(ended.rows_affected())
}

/// Begins a session if neither the password nor the authenticator app has changed.
pub(super) async fn open(
    store: &Postgres,
    token_hash: [u8; 32],
    person: &Person,
    device: &str,
    most: u32,
    now: i64,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let opened = query!(
        "INSERT INTO session (token_hash, person_id, device, created_at, seen_at)
         SELECT $1, id, $2, $3, $3 FROM person
         WHERE id = $4 AND deactivated_at IS NULL AND password_hash IS NOT DISTINCT FROM $5
           AND factor_since IS NOT DISTINCT FROM $6",
        &token_hash[..],
        device,
        now,
        person.id,
        person.password_hash.as_deref(),
        person.factor_since,
    );
    let opened = opened.execute(&mut *tx).await?;
    query!(
        "DELETE FROM session WHERE person_id = $1 AND token_hash <> $2 AND token_hash NOT IN
         (SELECT token_hash FROM session WHERE person_id = $1 AND token_hash <> $2
          ORDER BY seen_at DESC, created_at DESC LIMIT $3)",
        person.id,
        &token_hash[..],
        i64::from(most.saturating_sub(1)),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(happened(&opened))
}

/// Returns the active person a session belongs to, and when it was last used.
pub(super) async fn find(
    pool: &PgPool,
    token_hash: [u8; 32],
    idle_since: i64,
    begun_since: i64,
) -> Result<Option<(Person, i64)>> {
    let row = query!(
        "SELECT id, name, email, roles, password_hash, public_key, deactivated_at, factor_since,
                phone, shows_email, seen_at
         FROM session JOIN person ON person.id = session.person_id
         WHERE token_hash = $1 AND seen_at > $2 AND session.created_at > $3
           AND person.password_hash IS NOT NULL AND person.deactivated_at IS NULL",
        &token_hash[..],
        idle_since,
        begun_since,
    );
    let Some(row) = row.fetch_optional(pool).await? else { return Ok(None) };
    let person = PersonRow {
        id: row.id,
        name: row.name,
        email: row.email,
        roles: row.roles,
        password_hash: row.password_hash,
        public_key: row.public_key,
        deactivated_at: row.deactivated_at,
        factor_since: row.factor_since,
        phone: row.phone,
        shows_email: row.shows_email,
    };
    Ok(Some((person.read()?, row.seen_at)))
}

/// Records that a session was used, and deletes those that weren't used since `idle_since`. Because every request does this,
/// it doesn't wait for locks: sessions that another transaction holds are deleted next time.
pub(super) async fn touch(pool: &PgPool, token_hash: [u8; 32], now: i64, idle_since: i64) -> Result<()> {
    query!("UPDATE session SET seen_at = $1 WHERE token_hash = $2", now, &token_hash[..])
        .execute(pool)
        .await?;
    query!(
        "DELETE FROM session WHERE token_hash IN
         (SELECT token_hash FROM session WHERE seen_at <= $1 FOR UPDATE SKIP LOCKED)",
        idle_since
    )
    .execute(pool)
    .await?;
    Ok(())
}
