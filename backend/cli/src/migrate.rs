//! `sealpost migrate-store`: copies everything from one database to another.

use std::process::ExitCode;

use sealpost_core::store::transfer::{Copied, CopyError, copy};
use store_postgres::Postgres;
use store_sqlite::Sqlite;

use super::{
    Failure,
    database::{Database, missing, refused},
    help, print,
    say::SAY,
};
use crate::settings::Location;

/// The arguments of `sealpost migrate-store`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.migrate_about(),
    long_about = help::long(SAY.migrate_about(), SAY.migrate_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(value_name = "FROM", value_parser = Location::parse, help = SAY.migrate_from())]
    from: Location,
    #[arg(value_name = "TO", value_parser = Location::parse, help = SAY.migrate_to())]
    to: Location,
}

fn after_help() -> String {
    let examples = [
        ("sealpost migrate-store sqlite:data/sealpost.db postgres://me@db/post", ""),
        ("sealpost migrate-store postgres://me@db/post sqlite:data/sealpost.db", ""),
    ];
    help::sections(&[
        help::examples(&examples),
        help::exit_status(&[SAY.migrate_exit_ok(), SAY.migrate_exit_failed(), SAY.migrate_exit_usage()]),
    ])
}

/// Copies everything.
pub async fn run(args: Args) -> Result<ExitCode, Failure> {
    if let Location::Sqlite(file) = &args.from
        && !file.exists()
    {
        return Err(missing(file));
    }
    let from = open(&args.from).await?;
    let to = open(&args.to).await?;
    let copied = copy(from.whole(), to.whole()).await;
    from.close().await;
    to.close().await;
    print(&in_words(&copied.map_err(|error| failure(&error, &args.to))?, &args.to))?;
    Ok(ExitCode::SUCCESS)
}

/// Opens a database that no other program uses.
async fn open(location: &Location) -> Result<Database, Failure> {
    let opened = match location {
        Location::Sqlite(file) => {
            let opened = Sqlite::open_for_copy(file).await.map_err(|error| {
                Failure::usage(SAY.database_unopened(location, &error)).next(SAY.database_unopened_next())
            })?;
            opened.map(Database::Sqlite)
        }
        Location::Postgres(address) => {
            Postgres::open_for_copy(address).await.map_err(|error| refused(&error))?.map(Database::Postgres)
        }
    };
    opened.ok_or_else(|| Failure::usage(SAY.migrate_in_use(location)).next(SAY.restore_running_next()))
}

fn in_words(copied: &[Copied], to: &Location) -> String {
    let line = |Copied { table, sum }: &Copied| {
        let digest = u64::from_be_bytes(sum.digest[..8].try_into().unwrap_or_default());
        format!("{table:15} {:>9}  {digest:016x}\n", sum.rows)
    };
    let lines: String = copied.iter().map(line).collect();
    format!("{lines}{}\n{}\n", SAY.migrate_done(to), SAY.migrate_done_next())
}

fn failure(error: &CopyError, to: &Location) -> Failure {
    match error {
        CopyError::NotEmpty(table) => {
            Failure::usage(SAY.migrate_not_empty(to, table)).next(SAY.migrate_not_empty_next())
        }
        CopyError::Differs(table) => {
            Failure::not_well(SAY.migrate_differs(table)).next(SAY.migrate_differs_next())
        }
        CopyError::Store(error) => Failure::usage(SAY.migrate_failed(error)).next(SAY.migrate_failed_next()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use sealpost_core::{
        contract::fill,
        store::{Store, transfer::TABLES},
    };
    use store_postgres::testing::Server;

    use super::*;

    async fn copied(from: &str, to: &str) -> Result<Vec<Copied>, CopyError> {
        let open = async |text: &str| open(&Location::parse(text).unwrap()).await.unwrap();
        let (from, to) = (open(from).await, open(to).await);
        let copied = copy(from.whole(), to.whole()).await;
        from.close().await;
        to.close().await;
        copied
    }

    async fn with_store<T>(location: &str, work: impl AsyncFnOnce(&dyn Store) -> T) -> T {
        let database = Database::open(&Location::parse(location).unwrap()).await.unwrap();
        let done = work(&*database.store()).await;
        database.close().await;
        done
    }

    #[tokio::test]
    async fn everything_is_copied_to_postgresql_and_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let server = Server::start().unwrap();
        let postgres = server.database("post").unwrap();
        with_store(&file("first.db"), fill).await;

        let there = copied(&file("first.db"), &postgres).await.unwrap();
        assert_eq!(there.len(), TABLES.len());
        for Copied { table, sum } in &there {
            assert!(sum.rows > 0, "the test has no rows in {table}");
        }
        let back = copied(&postgres, &file("second.db")).await.unwrap();
        assert_eq!(back, there, "every count and digest matches");

        // The copy works like the original, and no number is used twice.
        let mut seen = Vec::new();
        for location in [&file("first.db"), &postgres, &file("second.db")] {
            seen.push(with_store(location, work_on).await);
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
    }

    async fn work_on(store: &dyn Store) -> (String, i64, usize) {
        let entry = sealpost_core::store::NewActivity { at: 1, who: "server", code: "test", sentence: "" };
        store.log(None, &entry).await.unwrap();
        let newest = store.activity(None, None, 1).await.unwrap()[0].id;
        let people = store.people().await.unwrap();
        let page = sealpost_core::store::BoardPage { search: "", after: None, limit: 50 };
        let board = store.board(page).await.unwrap();
        (format!("{people:?} {board:?}"), newest, board.len())
    }

    #[tokio::test]
    async fn a_database_with_rows_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let server = Server::start().unwrap();
        let postgres = server.database("post").unwrap();
        with_store(&file("first.db"), fill).await;
        // A server that was started once leaves this row behind.
        with_store(&postgres, async |store| store.renew_first_invitation([1; 32], 1).await.unwrap()).await;
        let refused = copied(&file("first.db"), &postgres).await.unwrap_err();
        assert!(matches!(refused, CopyError::NotEmpty("invitation")), "{refused}");
        assert_eq!(server.sql("post", "SELECT count(*) FROM person").unwrap().trim(), "0");
    }

    #[tokio::test]
    async fn rows_that_differ_are_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite:{}", folder.path().join("first.db").display());
        let server = Server::start().unwrap();
        let postgres = server.database("post").unwrap();
        with_store(&file, fill).await;
        with_store(&postgres, async |_| ()).await;
        let changes = "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
                       $$ BEGIN NEW.told_at := 7; RETURN NEW; END $$;
                       CREATE TRIGGER spoil BEFORE INSERT ON deletion FOR EACH ROW EXECUTE FUNCTION spoil()";
        server.sql("post", changes).unwrap();
        let differs = copied(&file, &postgres).await.unwrap_err();
        assert!(matches!(differs, CopyError::Differs("deletion")), "{differs}");
        assert_eq!(server.sql("post", "SELECT count(*) FROM person").unwrap().trim(), "0");
    }

    #[tokio::test]
    async fn a_database_in_use_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = Location::parse(&format!("sqlite:{}", folder.path().join("first.db").display())).unwrap();
        let server = Server::start().unwrap();
        let postgres = Location::parse(&server.database("post").unwrap()).unwrap();
        for location in [file, postgres] {
            let running = Database::open(&location).await.unwrap();
            running.store().has_people().await.unwrap();
            let busy = open(&location).await.unwrap_err().to_string();
            assert!(busy.starts_with("A server or another command is using the database"), "{busy}");
            running.close().await;
            drop(running);
            open(&location).await.unwrap().close().await;
        }
    }
}
