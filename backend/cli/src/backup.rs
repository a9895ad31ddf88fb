//! `sealpost backup` and `sealpost restore`: the whole database as one file, and back.

use std::{fs, path::PathBuf, process::ExitCode};

use store_sqlite::{Condition, RestoreError, Restored, examine};

use super::{Failure, clock, print};
use crate::settings::Settings;

/// Save the database as one file.
///
/// It may be run while the server runs: the copy is of one moment, and whole. Copying sealpost.db by hand is not enough,
/// because what was written last stands in another file. The new file is for its owner alone, and none is overwritten.
///
/// The key of the authenticator apps, factors.key, is not in it: keep a copy of it somewhere else. Without it people sign
/// in with their recovery codes.
///
/// A backup keeps what is deleted afterwards: delete backups after as many days as sealed files are kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost backup /var/backups/sealpost-2026-12-06.db

Exit status:
  0  the backup is written and was checked
  2  it could not be written, or there is a file of that name")]
pub struct BackupArgs {
    /// The file to make.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Writes a backup.
pub async fn backup(args: BackupArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let (from, to) = (&settings.database, &args.file);
    if !from.exists() {
        return Err(Failure::usage(format!("There is no database {}.", from.display()))
            .next("SEALPOST_DATA or SEALPOST_DATABASE_URL names it."));
    }
    super::private::create(to, b"").map_err(|error| {
        Failure::usage(format!("The file {} cannot be made: {error}.", to.display()))
            .next("Choose another name. Nothing is overwritten.")
    })?;
    let saved = async {
        store_sqlite::back_up(from, to).await.map_err(|error| error.to_string())?;
        match examine(to).await {
            Ok(Condition::Current | Condition::Behind(_)) => Ok(()),
            Ok(other) => Err(format!("the copy is not whole: {other:?}")),
            Err(error) => Err(error.to_string()),
        }
    };
    if let Err(error) = saved.await {
        // Half a backup is worse than none.
        let _ = fs::remove_file(to);
        return Err(Failure::usage(format!("The database could not be saved: {error}.")));
    }
    let size = fs::metadata(to).map(|found| found.len()).unwrap_or_default();
    print(&format!("Saved {} ({} kB). It is whole.\n", to.display(), size.div_ceil(1024)))?;
    Ok(ExitCode::SUCCESS)
}

/// Put a backup in the place of the database.
///
/// The file is checked first: that it is whole, and of this version or an older one. It is not used while a server runs on
/// the database. If there is a database, it is only replaced with --replace, and then kept beside the new one under another
/// name; sealed files that were deleted since the backup was made are deleted from what is restored too.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost restore /var/backups/sealpost-2026-12-06.db
  sealpost restore /var/backups/sealpost-2026-12-06.db --replace

Exit status:
  0  the database is the backup now
  1  the backup is damaged, or of a newer version
  2  a server runs, there is a database, or something could not be read or written")]
pub struct RestoreArgs {
    /// The backup.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the database that is there.
    #[arg(long)]
    replace: bool,
}

/// Restores a backup.
pub async fn restore(args: RestoreArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let file = &args.file;
    let name = file.display();
    match examine(file).await {
        Ok(Condition::Current | Condition::Behind(_)) if store_sqlite::is_ours(file).await => {}
        Ok(Condition::Absent) => return Err(Failure::usage(format!("There is no file {name}."))),
        Ok(Condition::Newer) => {
            return Err(Failure::not_well(format!("The backup {name} was written by a newer Sealpost."))
                .next("Use that version, or a newer one."));
        }
        Ok(Condition::Damaged(finding)) => {
            return Err(Failure::not_well(format!("The backup {name} is damaged: {finding}.")));
        }
        Ok(_) | Err(_) => {
            return Err(Failure::not_well(format!("The file {name} is not a backup of Sealpost.")));
        }
    }
    let restored = store_sqlite::restore(file, &settings.database, args.replace, clock::now())
        .await
        .map_err(|error| failure(&error))?;
    print(&in_words(&format!("Restored {name} to {}.", settings.database.display()), &restored))?;
    Ok(ExitCode::SUCCESS)
}

fn in_words(done: &str, restored: &Restored) -> String {
    let before = restored.before.as_ref().map(|before| {
        let before = before.display();
        format!("The database from before is kept as {before}. Delete it when you no longer need it.\n")
    });
    let deleted = match restored.deleted_again {
        Some(0) => String::new(),
        Some(count) => format!(
            "Sealed files that had been deleted since the backup was made, and are deleted again: {count}.\n"
        ),
        None => "The database from before could not be read. Sealed files that were deleted since the backup was made may \
                 be back: revoke the links of those that clients took back.\n"
            .into(),
    };
    format!("{done}\n{}{deleted}", before.unwrap_or_default())
}

fn failure(error: &RestoreError) -> Failure {
    let next = match error {
        RestoreError::Running => "Stop it first.",
        RestoreError::Exists => "To replace it, give --replace: it is kept under another name.",
        RestoreError::Io(_) | RestoreError::Store(_) => "The database is as it was.",
    };
    Failure::usage(error.to_string()).next(next)
}
