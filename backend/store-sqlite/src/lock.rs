//! Who works with a database: any number of programs at once, or one that replaces it.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// Held for as long as the database is open. The system gives it back, however the program ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Joins those who work with the database. [`io::ErrorKind::WouldBlock`] while somebody replaces it.
    pub(super) fn shared(database: &Path) -> io::Result<Self> {
        let file = open(database)?;
        file.try_lock_shared()?;
        Ok(Self { _file: file })
    }

    /// Keeps everybody else out. [`io::ErrorKind::WouldBlock`] while somebody works with it.
    pub(super) fn exclusive(database: &Path) -> io::Result<Self> {
        let file = open(database)?;
        file.try_lock()?;
        Ok(Self { _file: file })
    }
}

fn open(database: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(beside(database, ".lock"))
}

/// A file beside the database: its name, and this at the end.
pub(super) fn beside(database: &Path, end: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(end);
    name.into()
}
