//! Checks the condition of a database without changing it.

use std::collections::HashSet;

use sqlx::{Connection, PgConnection};

use super::{
    Address, OpenError,
    open::{MIGRATIONS, connect, of},
};

/// The condition of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It has no tables yet. The first start creates them.
    Empty,
    /// Its tables match this program.
    Current {
        /// The server's version, such as "15.8".
        server: String,
        /// True if the connection is encrypted, or doesn't leave this machine.
        is_private: bool,
    },
    /// This many migrations behind. The next start updates it.
    Behind(usize),
    /// Written by a newer Sealpost, which this program must not touch.
    Newer,
}

/// Checks a database. Changes nothing.
pub async fn examine(address: &Address) -> Result<Condition, OpenError> {
    let mut connection = connect(address).await?;
    let condition = look(&mut connection).await.map_err(|error| of(&error, address));
    let _ = connection.close().await;
    condition
}

async fn look(connection: &mut PgConnection) -> Result<Condition, sqlx::Error> {
    let has_table = sqlx::query_scalar!(r#"SELECT to_regclass('_sqlx_migrations') IS NOT NULL AS "has!""#)
        .fetch_one(&mut *connection)
        .await?;
    if !has_table {
        return Ok(Condition::Empty);
    }
    let applied: HashSet<i64> = sqlx::query_scalar!("SELECT version FROM _sqlx_migrations WHERE success")
        .fetch_all(&mut *connection)
        .await?
        .into_iter()
        .collect();
    let known: HashSet<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    if applied.difference(&known).next().is_some() {
        return Ok(Condition::Newer);
    }
    let missing = known.difference(&applied).count();
    if missing > 0 {
        return Ok(Condition::Behind(missing));
    }
    let seen = sqlx::query!(
        r#"SELECT split_part(current_setting('server_version'), ' ', 1) AS "version!",
                  coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE)
                  OR coalesce(inet_server_addr() <<= '127.0.0.0/8' OR host(inet_server_addr()) = '::1', TRUE) AS "is_private!""#
    )
    .fetch_one(connection)
    .await?;
    Ok(Condition::Current { server: seen.version, is_private: seen.is_private })
}
