//! Copies the whole store, row by row. The statements are built from the names in `TABLES`, which are constants. A macro
//! can't check such statements, so a test compares the names with the tables.

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt;
use sealpost_core::store::{
    Result,
    transfer::{Column, Kind, Reading, Row, Table, Transfer, Value, Writing},
};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection, Postgres as Engine, Row as _,
    postgres::{PgArguments, PgRow},
    query::Query,
};
use tokio::sync::mpsc::{Receiver, Sender};

use super::{
    Address, OpenError, Postgres, Tx,
    open::{APPLICATION, connect, of},
};

struct Whole(Tx);

#[async_trait]
impl Transfer for Postgres {
    async fn reading(&self) -> Result<Box<dyn Reading>> {
        // All of its statements see the same moment.
        Ok(Box::new(Whole(self.read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)))
    }

    async fn writing(&self) -> Result<Box<dyn Writing>> {
        Ok(Box::new(Whole(self.begin().await?)))
    }
}

/// How long to wait before each look at who else is connected.
const PAUSES: [Duration; 4] =
    [Duration::ZERO, Duration::from_millis(50), Duration::from_millis(200), Duration::from_millis(750)];

/// Returns how many other connections of ours the database has.
async fn others(connection: &mut PgConnection) -> sqlx::Result<i64> {
    let others = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM pg_stat_activity
               WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()"#,
        APPLICATION
    );
    others.fetch_one(connection).await
}

impl Postgres {
    /// Opens the database if no other program uses it. Returns `None` otherwise.
    pub async fn open_for_copy(address: &Address) -> std::result::Result<Option<Self>, OpenError> {
        let mut connection = connect(address).await?;
        let mut is_used = true;
        // PostgreSQL lists a connection for a moment after it was closed.
        for pause in PAUSES {
            tokio::time::sleep(pause).await;
            is_used = others(&mut connection).await.map_err(|error| of(&error, address))? > 0;
            if !is_used {
                break;
            }
        }
        let _ = connection.close().await;
        if is_used { Ok(None) } else { Self::open(address).await.map(Some) }
    }
}

#[async_trait]
impl Reading for Whole {
    async fn read(&mut self, table: &Table, rows: Sender<Row>) -> Result<()> {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let key = names[..table.key].join(", ");
        let sql = format!("SELECT {} FROM {} ORDER BY {key}", names.join(", "), table.name);
        let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *self.0);
        while let Some(row) = found.try_next().await? {
            let values = table.columns.iter().map(|column| value(&row, column)).collect::<Result<Row>>()?;
            if rows.send(values).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    async fn counter(&mut self, table: &Table) -> Result<i64> {
        let counter = sqlx::query_scalar!(
            r#"SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence($1, 'id')::regclass), 0) AS "counter!""#,
            table.name
        );
        Ok(counter.fetch_one(&mut *self.0).await?)
    }
}

#[async_trait]
impl Writing for Whole {
    async fn write(&mut self, table: &Table, mut rows: Receiver<Row>) -> Result<()> {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let places: Vec<String> = (1..=names.len()).map(|place| format!("${place}")).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), places.join(", "));
        while let Some(row) = rows.recv().await {
            let query = sqlx::query(AssertSqlSafe(sql.clone()));
            let query = row.into_iter().zip(table.columns).fold(query, bind);
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }

    async fn set_counter(&mut self, table: &Table, counter: i64) -> Result<()> {
        if counter > 0 {
            sqlx::query!(
                "SELECT setval(pg_get_serial_sequence($1, 'id')::regclass, $2)",
                table.name,
                counter
            )
            .fetch_one(&mut *self.0)
            .await?;
        }
        Ok(())
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        Ok(self.0.commit().await?)
    }
}

fn value(row: &PgRow, column: &Column) -> Result<Value> {
    let value = match column.kind {
        Kind::Number => row.try_get::<Option<i64>, _>(column.name)?.map(Value::Number),
        Kind::Text => row.try_get::<Option<String>, _>(column.name)?.map(Value::Text),
        Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(column.name)?.map(Value::Bytes),
        Kind::Flag => row.try_get::<Option<bool>, _>(column.name)?.map(Value::Flag),
    };
    Ok(value.unwrap_or(Value::Absent))
}

fn bind<'q>(
    query: Query<'q, Engine, PgArguments>,
    (value, column): (Value, &Column),
) -> Query<'q, Engine, PgArguments> {
    match (value, column.kind) {
        (Value::Number(number), _) => query.bind(number),
        (Value::Text(text), _) => query.bind(text),
        (Value::Bytes(bytes), _) => query.bind(bytes),
        (Value::Flag(flag), _) => query.bind(flag),
        // NULL has a type too.
        (Value::Absent, Kind::Number) => query.bind(None::<i64>),
        (Value::Absent, Kind::Text) => query.bind(None::<String>),
        (Value::Absent, Kind::Bytes) => query.bind(None::<Vec<u8>>),
        (Value::Absent, Kind::Flag) => query.bind(None::<bool>),
    }
}
