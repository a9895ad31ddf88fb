//! PostgreSQL: what is kept in one place for any number of servers.
//!
//! # Writers at once
//!
//! SQLite has one writer, and much of the contract rests on that. Here, [`Postgres::begin`] gives a transaction that has
//! an advisory lock from its first moment, so that those transactions run one after another in all servers together. All
//! that change people, keys, invitations, onboardings, the board or the log are such transactions: "somebody can always
//! administer" and "of more than `most` sessions, the longest unused end" look at many rows, and the log's numbers have to
//! be in the order in which its entries become visible. They would wait for each other at the log in any case; the lock at
//! their beginning leaves no deadlock and nothing to retry. What happens with every request does not take that lock:
//! limits lock the buckets that they count, and leases, sessions in use, codes and challenges are one conditional
//! statement, which PostgreSQL checks again after it has waited for a row. The isolation is `READ COMMITTED`, so that each
//! statement behind a lock sees what the holder before has committed.

mod accounts;
mod address;
mod board;
mod changes;
mod condition;
mod devices;
mod keys;
mod limits;
mod members;
mod onboardings;
mod open;
mod people;
mod retention;
mod rows;
mod sessions;
#[cfg(all(unix, any(test, feature = "testing")))]
pub mod testing;
mod transfer;

use sealpost_core::store::{NewActivity, Result};
use sqlx::{PgPool, Postgres as Engine, Transaction, postgres::PgQueryResult};

pub use address::{Address, AddressError};
pub use condition::{Condition, examine};
pub use open::OpenError;

type Tx = Transaction<'static, Engine>;

/// A store in one database of a PostgreSQL server.
#[derive(Debug, Clone)]
pub struct Postgres {
    /// Apart from the writers, so that nobody who reads waits behind those who queue for the lock.
    read: PgPool,
    write: PgPool,
    owes_scrub: retention::Owed,
}

impl Postgres {
    /// Closes all connections.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// Keeps the digest of the key of authenticator apps, if none is kept yet. True if the kept one is this one.
    pub async fn agree_on_key(&self, digest: [u8; 32]) -> Result<bool> {
        sqlx::query!("INSERT INTO factor_key (digest) VALUES ($1) ON CONFLICT DO NOTHING", &digest[..])
            .execute(&self.write)
            .await?;
        let kept = sqlx::query_scalar!("SELECT digest FROM factor_key").fetch_one(&self.write).await?;
        Ok(kept == digest)
    }

    /// A transaction that may write: it has the writers' lock from its first moment.
    async fn begin(&self) -> Result<Tx> {
        let mut tx = self.write.begin().await?;
        // Two numbers, so that no bucket's single one is the same. They spell "Seal" and "post".
        sqlx::query!("SELECT pg_advisory_xact_lock(1399153004, 1886352244)").execute(&mut *tx).await?;
        Ok(tx)
    }
}

/// True if a conditional statement found what it was for. Each such statement names one row.
fn happened(result: &PgQueryResult) -> bool {
    result.rows_affected() == 1
}

/// Adds to the log.
async fn log(tx: &mut Tx, onboarding: Option<&str>, entry: &NewActivity<'_>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO activity (onboarding_id, at, who, code, sentence, locator)
         VALUES ($1, $2, $3, $4, $5, (SELECT locator FROM onboarding WHERE id = $1))",
        onboarding,
        entry.at,
        entry.who,
        entry.code,
        entry.sentence,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
