//! `cargo xtask queries`: saves PostgreSQL's description of each query in the store, so that a build can check the
//! queries without a server.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::place::{Failure, Place, Result, run};

/// This file depends on nothing else in its crate.
#[cfg(unix)]
#[allow(unreachable_pub, dead_code, reason = "in its crate it is public, and the journeys use more of it")]
#[path = "../../backend/store-postgres/src/testing/server.rs"]
mod server;

/// What to do with the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write the answers to the folder in the repository.
    Rewrite,
    /// Fail if the folder has other answers.
    Check,
}

const STORE: &str = "backend/store-postgres";
const DATABASE: &str = "queries";

/// The table that the driver creates before its first migration, with the columns that our queries use.
const MIGRATIONS: &str =
    "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, success BOOLEAN NOT NULL)";

pub(crate) fn queries(place: &Place, mode: Mode) -> Result {
    let kept = place.root.join(STORE).join(".sqlx");
    let answers = tempfile::tempdir().map_err(Failure::at("make a folder in", &std::env::temp_dir()))?;
    ask(place, answers.path())?;
    match mode {
        Mode::Rewrite => replace(&kept, answers.path()),
        Mode::Check => compare(&kept, answers.path()),
    }
}

#[cfg(not(unix))]
fn ask(_: &Place, _: &Path) -> Result {
    Err(Failure::new("PostgreSQL is started on Unix only: run this there"))
}

/// Compiles the store against a server that has its tables. sqlx then saves an answer for each query in the folder.
#[cfg(unix)]
fn ask(place: &Place, answers: &Path) -> Result {
    let failed = |error: Box<dyn std::error::Error>| Failure::new(error.to_string());
    let server = server::Server::start().map_err(failed)?;
    let url = server.database(DATABASE).map_err(failed)?;
    let folder = place.root.join(STORE).join("migrations");
    for file in crate::place::files_below(&folder)? {
        let migration = fs::read_to_string(&file).map_err(Failure::at("read", &file))?;
        server.sql(DATABASE, &migration).map_err(failed)?;
    }
    server.sql(DATABASE, MIGRATIONS).map_err(failed)?;
    // Cargo recompiles the crate only if it has changed.
    let source = place.root.join(STORE).join("src/lib.rs");
    let touched = fs::File::options().append(true).open(&source);
    touched.and_then(|file| file.set_modified(SystemTime::now())).map_err(Failure::at("touch", &source))?;
    run(place
        .cargo()
        .args(["check", "--quiet", "--locked", "--package", "sealpost-store-postgres"])
        .env("DATABASE_URL", url)
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", answers))
}

fn replace(kept: &Path, answers: &Path) -> Result {
    if kept.exists() {
        fs::remove_dir_all(kept).map_err(Failure::at("empty", kept))?;
    }
    fs::create_dir_all(kept).map_err(Failure::at("create", kept))?;
    let found = crate::place::files_below(answers)?;
    for file in &found {
        let to = kept.join(file.file_name().unwrap_or_default());
        fs::copy(file, &to).map_err(Failure::at("write", &to))?;
    }
    println!("{} queries", found.len());
    Ok(())
}

fn compare(kept: &Path, answers: &Path) -> Result {
    let read = |folder: &Path| -> Result<Vec<(String, Vec<u8>)>> {
        let files = crate::place::files_below(folder)?;
        let read = |file: &std::path::PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            fs::read(file).map(|bytes| (name, bytes)).map_err(Failure::at("read", file))
        };
        files.iter().map(read).collect()
    };
    let (kept, answers) = (read(kept)?, read(answers)?);
    let missing = answers.iter().filter(|answer| !kept.contains(answer)).count();
    let unused = kept.iter().filter(|one| !answers.iter().any(|answer| answer.0 == one.0)).count();
    if missing == 0 && unused == 0 {
        println!("{} queries, each as PostgreSQL describes it", kept.len());
        return Ok(());
    }
    Err(Failure::new(format!(
        "{STORE}/.sqlx isn't what the queries make: {missing} changed or missing, {unused} unused. Run `cargo xtask queries`."
    )))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn changed_missing_and_unused_answers_are_found() {
        let folder = || tempfile::tempdir().unwrap();
        let (kept, answers) = (folder(), folder());
        let write = |folder: &tempfile::TempDir, name: &str, text: &str| {
            fs::write(folder.path().join(name), text).unwrap();
        };
        for folder in [&kept, &answers] {
            write(folder, "query-1.json", "{}");
        }
        compare(kept.path(), answers.path()).unwrap();
        write(&answers, "query-2.json", "{}");
        assert!(
            compare(kept.path(), answers.path())
                .unwrap_err()
                .to_string()
                .contains("1 changed or missing, 0 unused")
        );
        write(&kept, "query-2.json", "{\"other\": 1}");
        assert!(
            compare(kept.path(), answers.path())
                .unwrap_err()
                .to_string()
                .contains("1 changed or missing, 0 unused")
        );
        replace(kept.path(), answers.path()).unwrap();
        compare(kept.path(), answers.path()).unwrap();
        write(&kept, "query-3.json", "{}");
        assert!(
            compare(kept.path(), answers.path())
                .unwrap_err()
                .to_string()
                .contains("0 changed or missing, 1 unused")
        );
    }
}
