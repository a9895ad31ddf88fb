//! The database of this machine, for commands that work on it beside the server, or instead of it.

use store_sqlite::Sqlite;

use super::Failure;
use crate::settings::Settings;

/// Opens the database that is there, and makes none.
pub(super) async fn open_existing(settings: &Settings) -> Result<Sqlite, Failure> {
    let file = &settings.database;
    if !file.exists() {
        return Err(Failure::usage(format!("There is no database {}.", file.display()))
            .next("SEALPOST_DATA or SEALPOST_DATABASE_URL names it. The server makes it when it starts."));
    }
    Sqlite::open(file).await.map_err(|error| {
        Failure::usage(format!("The database {} cannot be opened: {error}.", file.display()))
            .next("Run this as the user who runs the server.")
    })
}
