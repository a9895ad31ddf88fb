//! Copies the whole store, row by row. The statements are built from the names in `TABLES`, which are constants.

#[cfg(test)]
mod tests;

use std::{io, path::Path};

use async_trait::async_trait;
use futures_util::TryStreamExt;
use sealpost_core::store::{
    Result, StoreError,
    transfer::{Column, Kind, Reading, Row, Table, Transfer, Value, Writing},
};
use sqlx::{
    AssertSqlSafe, Row as _, Sqlite as Engine, Transaction,
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};
use tokio::sync::mpsc::{Receiver, Sender};

use super::{Sqlite, lock};

struct Whole(Transaction<'static, Engine>);

#[async_trait]
impl Transfer for Sqlite {
    async fn reading(&self) -> Result<Box<dyn Reading>> {
        Ok(Box::new(Whole(self.read.begin().await?)))
    }

    async fn writing(&self) -> Result<Box<dyn Writing>> {
        Ok(Box::new(Whole(self.begin().await?)))
    }
}

impl Sqlite {
    /// Opens the file exclusively. Returns `None` while another program uses it.
    pub async fn open_for_copy(file: &Path) -> Result<Option<Self>> {
        let lock = match lock::Lock::exclusive(file) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(None),
            Err(error) => return Err(StoreError::new(error)),
        };
        let store = Self::open_alone(file).await?;
        Ok(Some(Self { _lock: Some(lock.into()), ..store }))
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
        let counter = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = ?").bind(table.name);
        Ok(counter.fetch_optional(&mut *self.0).await?.unwrap_or_default())
    }
}

#[async_trait]
impl Writing for Whole {
    async fn write(&mut self, table: &Table, mut rows: Receiver<Row>) -> Result<()> {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let places = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({places})", table.name, names.join(", "));
        while let Some(row) = rows.recv().await {
            let query = sqlx::query(AssertSqlSafe(sql.clone()));
            let query = row.into_iter().fold(query, bind);
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }

    async fn set_counter(&mut self, table: &Table, counter: i64) -> Result<()> {
        sqlx::query("DELETE FROM sqlite_sequence WHERE name = ?")
            .bind(table.name)
            .execute(&mut *self.0)
            .await?;
        sqlx::query("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)")
            .bind(table.name)
            .bind(counter)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        Ok(self.0.commit().await?)
    }
}

fn value(row: &SqliteRow, column: &Column) -> Result<Value> {
    let value = match column.kind {
        Kind::Number => row.try_get::<Option<i64>, _>(column.name)?.map(Value::Number),
        Kind::Text => row.try_get::<Option<String>, _>(column.name)?.map(Value::Text),
        Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(column.name)?.map(Value::Bytes),
        Kind::Flag => row.try_get::<Option<bool>, _>(column.name)?.map(Value::Flag),
    };
    Ok(value.unwrap_or(Value::Absent))
}

fn bind(query: Query<'_, Engine, SqliteArguments>, value: Value) -> Query<'_, Engine, SqliteArguments> {
    match value {
        Value::Absent => query.bind(None::<i64>),
        Value::Number(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
        Value::Bytes(bytes) => query.bind(bytes),
        Value::Flag(flag) => query.bind(flag),
    }
}
