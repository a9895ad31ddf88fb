//! A lock on the database: any number of programs can share it, or one that replaces the database can hold it alone.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A lock that is held while the database is open. The system releases it, however the program ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Shares the database with other programs. [`io::ErrorKind::WouldBlock`] while another program replaces it.
    pub(super) fn shared(database: &Path) -> io::Result<Self> {
        let file = open(database)?;
        file.try_lock_shared()?;
        Ok(Self { _file: file })
    }

    /// Keeps other programs out. [`io::ErrorKind::WouldBlock`] while another program uses the database.
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

/// Returns the path of a file next to the database: the database's name followed by this ending.
pub(super) fn beside(database: &Path, end: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(end);
    name.into()
}
