//! `sealpost backup` and `sealpost restore`: saves the whole database to one file, and restores it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use store_sqlite::{Condition, RestoreError, Restored, examine};

use super::{Failure, clock, help, print, say::SAY};
use crate::settings::{Location, Settings};

/// The arguments of `sealpost backup`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.backup_about(),
    long_about = help::long(SAY.backup_about(), SAY.backup_more()),
    after_help = after_backup_help()
)]
pub struct BackupArgs {
    #[arg(value_name = "FILE", help = SAY.backup_file())]
    file: PathBuf,
}

fn after_backup_help() -> String {
    let codes = [("0", SAY.backup_exit_ok()), ("2", SAY.backup_exit_failed())];
    help::sections(&[
        help::examples(&[("sealpost backup /var/backups/sealpost-2026-12-06.db", "")]),
        help::table(SAY.help_exit_status(), &codes),
    ])
}

/// Writes a backup.
pub async fn backup(args: BackupArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let (from, to) = (file_of(settings, "pg_dump --format=custom")?, &args.file);
    if !from.exists() {
        return Err(Failure::usage(SAY.database_missing(&from.display())).next(SAY.database_missing_next()));
    }
    super::private::create(to, b"").map_err(|error| {
        Failure::usage(SAY.backup_not_created(&to.display(), &error)).next(SAY.backup_not_created_next())
    })?;
    let saved = async {
        store_sqlite::back_up(from, to).await.map_err(|error| error.to_string())?;
        match examine(to).await {
            Ok(Condition::Current | Condition::Behind(_)) => Ok(()),
            Ok(other) => Err(SAY.backup_incomplete(&format!("{other:?}"))),
            Err(error) => Err(error.to_string()),
        }
    };
    if let Err(error) = saved.await {
        // Half a backup is worse than none.
        let _ = fs::remove_file(to);
        return Err(Failure::usage(SAY.backup_failed(&error)));
    }
    let size = fs::metadata(to).map(|found| found.len()).unwrap_or_default();
    print(&format!("{}\n", SAY.backup_done(&to.display(), &size.div_ceil(1024))))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the database's file. A database on a PostgreSQL server has none, and has its own commands for this.
fn file_of<'a>(settings: &'a Settings, command: &str) -> Result<&'a Path, Failure> {
    match &settings.database {
        Location::Sqlite(file) => Ok(file),
        Location::Postgres(address) => {
            Err(Failure::usage(SAY.backup_postgres(&address.database(), &command))
                .next(SAY.backup_postgres_next()))
        }
    }
}

/// The arguments of `sealpost restore`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.restore_about(),
    long_about = help::long(SAY.restore_about(), SAY.restore_more()),
    after_help = after_restore_help()
)]
pub struct RestoreArgs {
    #[arg(value_name = "FILE", help = SAY.restore_file())]
    file: PathBuf,
    #[arg(long, help = SAY.restore_replace())]
    replace: bool,
}

fn after_restore_help() -> String {
    let examples = [
        ("sealpost restore /var/backups/sealpost-2026-12-06.db", ""),
        ("sealpost restore /var/backups/sealpost-2026-12-06.db --replace", ""),
    ];
    help::sections(&[
        help::examples(&examples),
        help::exit_status(&[SAY.restore_exit_ok(), SAY.restore_exit_failed(), SAY.restore_exit_usage()]),
    ])
}

/// Restores a backup.
pub async fn restore(args: RestoreArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let file = &args.file;
    let name = file.display();
    let database = file_of(settings, "pg_restore --clean --if-exists")?;
    match examine(file).await {
        Ok(Condition::Current | Condition::Behind(_)) if store_sqlite::is_ours(file).await => {}
        Ok(Condition::Absent) => return Err(Failure::usage(SAY.file_missing(&name))),
        Ok(Condition::Newer) => {
            return Err(Failure::not_well(SAY.restore_newer(&name)).next(SAY.restore_newer_next()));
        }
        Ok(Condition::Damaged(finding)) => {
            return Err(Failure::not_well(SAY.restore_damaged(&name, &finding)));
        }
        Ok(_) | Err(_) => {
            return Err(Failure::not_well(SAY.restore_not_backup(&name)));
        }
    }
    let restored = store_sqlite::restore(file, database, args.replace, clock::now())
        .await
        .map_err(|error| failure(&error))?;
    print(&in_words(&SAY.restore_done(&name, &database.display()), &restored))?;
    Ok(ExitCode::SUCCESS)
}

fn in_words(done: &str, restored: &Restored) -> String {
    let before = restored.before.as_ref().map(|before| SAY.restore_kept(&before.display()) + "\n");
    let deleted = match restored.deleted_again {
        Some(0) => String::new(),
        Some(count) => SAY.restore_deleted(count) + "\n",
        None => format!("{}\n", SAY.restore_old_unreadable()),
    };
    format!("{done}\n{}{deleted}", before.unwrap_or_default())
}

fn failure(error: &RestoreError) -> Failure {
    let (what, next) = match error {
        RestoreError::Running => (SAY.restore_running().into(), SAY.restore_running_next()),
        RestoreError::Exists => (SAY.restore_exists().into(), SAY.restore_exists_next()),
        RestoreError::Io(why) => (SAY.restore_failed(why), SAY.restore_unchanged_next()),
        RestoreError::Store(why) => (SAY.restore_failed(why), SAY.restore_unchanged_next()),
    };
    Failure::usage(what).next(next)
}
