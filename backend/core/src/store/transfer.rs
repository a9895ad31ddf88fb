//! Copies everything from one store to another, row by row, with a digest of each table on both sides.

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{Result, StoreError};

mod tables;

pub use tables::{Column, Kind, TABLES, Table};

/// How many rows can be queued between a reader and a writer.
const WAITING: usize = 64;

/// A value in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// No value (NULL).
    Absent,
    /// A whole number.
    Number(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// True or false.
    Flag(bool),
}

/// The values of a row, in the order of [`Table::columns`].
pub type Row = Vec<Value>;

/// A transaction that reads a store as of a single moment.
#[async_trait]
pub trait Reading: Send {
    /// Sends every row, in the order of the table's key. Ends early if no one receives them anymore.
    async fn read(&mut self, table: &Table, rows: Sender<Row>) -> Result<()>;

    /// Returns the highest number that a table with numbered rows has ever used.
    async fn counter(&mut self, table: &Table) -> Result<i64>;
}

/// A transaction that writes. Nothing is kept unless it is committed.
#[async_trait]
pub trait Writing: Reading {
    /// Adds every row that arrives.
    async fn write(&mut self, table: &Table, rows: Receiver<Row>) -> Result<()>;

    /// Sets what [`Reading::counter`] returns.
    async fn set_counter(&mut self, table: &Table, counter: i64) -> Result<()>;

    /// Keeps what was written.
    async fn commit(self: Box<Self>) -> Result<()>;
}

/// A store that can be read or written as a whole.
#[async_trait]
pub trait Transfer: Send + Sync {
    /// Begins to read.
    async fn reading(&self) -> Result<Box<dyn Reading>>;

    /// Begins to write, while no one else writes.
    async fn writing(&self) -> Result<Box<dyn Writing>>;
}

/// A table's number of rows, and the SHA-256 of the rows in the order of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    /// The digest.
    pub digest: [u8; 32],
}

/// A copied table, which is the same on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: &'static str,
    /// Its rows.
    pub sum: Sum,
}

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The new store isn't empty.
    #[error("there is something in the table {0} already")]
    NotEmpty(&'static str),
    /// A table differs from its original after the copy.
    #[error("the table {0} isn't the same on both sides")]
    Differs(&'static str),
    /// One of the databases failed.
    #[error("{0}")]
    Store(StoreError),
}

impl From<StoreError> for CopyError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Copies everything into an empty store, compares both sides, and only then commits.
pub async fn copy(from: &dyn Transfer, to: &dyn Transfer) -> std::result::Result<Vec<Copied>, CopyError> {
    let mut source = from.reading().await?;
    let mut target = to.writing().await?;
    for table in TABLES.iter().filter(|table| !table.is_derived) {
        if sum(&mut *target, table).await?.rows > 0 {
            return Err(CopyError::NotEmpty(table.name));
        }
    }
    let mut copied = Vec::new();
    for table in &TABLES {
        let sent = if table.is_derived {
            sum(&mut *source, table).await?
        } else {
            copy_table(&mut *source, &mut *target, table).await?
        };
        copied.push(Copied { table: table.name, sum: sent });
    }
    // Triggers have run by now.
    for Copied { table: name, sum: sent } in &copied {
        let table = TABLES.iter().find(|table| table.name == *name);
        if let Some(table) = table
            && sum(&mut *target, table).await? != *sent
        {
            return Err(CopyError::Differs(table.name));
        }
    }
    target.commit().await?;
    Ok(copied)
}

async fn copy_table(source: &mut dyn Reading, target: &mut dyn Writing, table: &Table) -> Result<Sum> {
    let (read_to, read) = channel(WAITING);
    let (write_to, written) = channel(WAITING);
    let (reading, sum, writing) =
        tokio::join!(source.read(table, read_to), count(read, Some(write_to)), target.write(table, written));
    // If a writer fails, the others end early.
    writing?;
    reading?;
    if table.counts {
        target.set_counter(table, source.counter(table).await?).await?;
    }
    Ok(sum)
}

async fn sum(store: &mut (impl Reading + ?Sized), table: &Table) -> Result<Sum> {
    let (to, rows) = channel(WAITING);
    let (reading, sum) = tokio::join!(store.read(table, to), count(rows, None));
    reading?;
    Ok(sum)
}

/// Counts rows, and passes them on.
async fn count(mut rows: Receiver<Row>, on: Option<Sender<Row>>) -> Sum {
    let mut digest = Sha256::new();
    let mut count = 0;
    while let Some(row) = rows.recv().await {
        count += 1;
        for value in &row {
            add(&mut digest, value);
        }
        if let Some(on) = &on
            && on.send(row).await.is_err()
        {
            break;
        }
    }
    Sum { rows: count, digest: digest.finalize().into() }
}

/// Writes type and length before the bytes, so that two different rows never have the same bytes.
fn add(digest: &mut Sha256, value: &Value) {
    let mut add = |kind: u8, bytes: &[u8]| {
        digest.update([kind]);
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    match value {
        Value::Absent => add(0, &[]),
        Value::Number(number) => add(1, &number.to_be_bytes()),
        Value::Text(text) => add(2, text.as_bytes()),
        Value::Bytes(bytes) => add(3, bytes),
        Value::Flag(flag) => add(4, &[u8::from(*flag)]),
    }
}
