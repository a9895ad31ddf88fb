//! The database of this machine, for commands that use it without the server.

use store_sqlite::Sqlite;

use super::{Failure, say::SAY};
use crate::settings::Settings;

/// Opens the existing database. Creates none.
pub(super) async fn open_existing(settings: &Settings) -> Result<Sqlite, Failure> {
    let file = &settings.database;
    if !file.exists() {
        return Err(Failure::usage(SAY.database_missing(&file.display())).next(SAY.database_missing_start()));
    }
    Sqlite::open(file).await.map_err(|error| {
        Failure::usage(SAY.database_unopened(&file.display(), &error)).next(SAY.database_unopened_next())
    })
}
