//! The store on PostgreSQL: one database for any number of servers.
//!
//! # Concurrent writers
//!
//! SQLite has one writer, and much of the contract depends on that. Here, [`Postgres::begin`] starts a transaction that takes
//! an advisory lock first, so these transactions run one after another across all servers. Everything
//! that changes people, keys, invitations, onboardings, the board or the log uses such a transaction. Two rules look at many
//! rows: "there is always an administrator", and "of more than `most` sessions, those unused the longest end". The log's
//! numbers also have to follow the order in which its entries become visible. These transactions would wait for each other at
//! the log anyway. Because they take the lock first, there are no deadlocks, and nothing has to be retried.
//!
//! Work that every request does takes no such lock. Limits lock the buckets that they count. Leases, sessions in use, codes
//! and challenges are one conditional statement, which PostgreSQL checks again after waiting for a row. The isolation level is
//! `READ COMMITTED`, so each statement after a lock sees what the previous holder committed.

mod accounts;
mod address;
mod board;
mod brand;
mod changes;
mod condition;
mod credentials;
mod devices;
mod hand_overs;
mod helps;
mod invitations;
mod keys;
mod limits;
mod members;
mod onboardings;
mod open;
mod people;
mod proofs;
mod retention;
mod rows;
mod sessions;
#[cfg(all(unix, any(test, feature = "testing")))]
pub mod testing;
mod transfer;
mod watches;

use sealpost_core::store::{NewActivity, Result};
use sqlx::{PgPool, Postgres as Engine, Transaction, postgres::PgQueryResult};

pub use address::{Address, AddressError};
pub use condition::{Condition, examine};
pub use open::OpenError;

type Tx = Transaction<'static, Engine>;

/// A store in one database of a PostgreSQL server.
#[derive(Debug, Clone)]
pub struct Postgres {
    /// Separate from the writers, so that readers don't wait behind those who queue for the lock.
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

    /// Stores the digest of the key for authenticator apps, if none is stored yet. Returns true if the stored one matches.
    pub async fn agree_on_key(&self, digest: [u8; 32]) -> Result<bool> {
        sqlx::query!("INSERT INTO factor_key (digest) VALUES ($1) ON CONFLICT DO NOTHING", &digest[..])
            .execute(&self.write)
            .await?;
        let kept = sqlx::query_scalar!("SELECT digest FROM factor_key").fetch_one(&self.write).await?;
        Ok(kept == digest)
    }

    /// Begins a transaction that can write. It takes the writers' lock first.
    async fn begin(&self) -> Result<Tx> {
        let mut tx = self.write.begin().await?;
        // Two numbers, so that they can't equal a bucket's single number. They spell "Seal" and "post".
        sqlx::query!("SELECT pg_advisory_xact_lock(1399153004, 1886352244)").execute(&mut *tx).await?;
        Ok(tx)
    }
}

/// Returns true if a conditional statement changed its row. Each such statement names one row.
fn happened(result: &PgQueryResult) -> bool {
    result.rows_affected() == 1
}

/// Adds an entry to the log.
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
