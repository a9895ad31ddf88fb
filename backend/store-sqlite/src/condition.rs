//! Checks the condition of a database file without changing it.

use std::{collections::HashSet, path::Path};

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{MIGRATIONS, Result};

/// The condition of a database file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It doesn't exist yet.
    Absent,
    /// Intact, and its tables match this program.
    Current,
    /// Intact, but this many migrations behind. The next start updates it.
    Behind(usize),
    /// Written by a newer Sealpost, which this program must not touch.
    Newer,
    /// Damaged: SQLite's own check found this.
    Damaged(String),
}

/// Checks a file. Changes nothing, and doesn't wait for writers.
pub async fn examine(file: &Path) -> Result<Condition> {
    if !file.exists() {
        return Ok(Condition::Absent);
    }
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let finding: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await?;
    let applied = applied(&mut connection).await;
    connection.close().await?;
    if finding != "ok" {
        return Ok(Condition::Damaged(finding));
    }
    let applied = applied?;
    let known: HashSet<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    if applied.difference(&known).next().is_some() {
        return Ok(Condition::Newer);
    }
    match known.difference(&applied).count() {
        0 => Ok(Condition::Current),
        missing => Ok(Condition::Behind(missing)),
    }
}

async fn applied(connection: &mut SqliteConnection) -> Result<HashSet<i64>> {
    let has_table: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations')")
            .fetch_one(&mut *connection)
            .await?;
    if !has_table {
        return Ok(HashSet::new());
    }
    let versions: Vec<i64> = sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success")
        .fetch_all(connection)
        .await?;
    Ok(versions.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::{super::Sqlite, *};

    #[tokio::test]
    async fn each_condition_is_recognized() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sealpost.db");
        assert_eq!(examine(&file).await.unwrap(), Condition::Absent);
        assert!(!file.exists(), "examining creates nothing");

        std::fs::write(&file, b"").unwrap();
        assert_eq!(examine(&file).await.unwrap(), Condition::Behind(MIGRATIONS.iter().count()));

        let store = Sqlite::open(&file).await.unwrap();
        assert_eq!(examine(&file).await.unwrap(), Condition::Current, "while the server runs");
        let newer = "UPDATE _sqlx_migrations SET version = 999999 WHERE version = 1";
        sqlx::query(newer).execute(&store.write).await.unwrap();
        store.close().await;
        assert_eq!(examine(&file).await.unwrap(), Condition::Newer);

        std::fs::write(&file, b"this is no database, whatever it is called").unwrap();
        assert!(examine(&file).await.is_err());
    }
}
