//! A real MariaDB server with one empty database. It has no port, only a socket.

use std::{
    fs,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::{process::Process, wait};

/// A running MariaDB server. Its user `root` has no password.
pub struct MariaDb {
    process: Process,
    // Deleted after the program has ended.
    folder: TempDir,
}

impl MariaDb {
    /// Starts a server with a database of this name.
    pub fn start(database: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-mariadb-").tempdir().expect("a folder");
        let root = folder.path();
        create_data(root);
        let first = root.join("first.sql");
        fs::write(&first, format!("CREATE DATABASE {database} CHARACTER SET utf8mb4;\n")).expect("writable");
        let mut command = Command::new("mariadbd");
        command
            .args(["--no-defaults", "--user=root", "--skip-networking"])
            .arg(option("datadir", &root.join("data")))
            .arg(option("tmpdir", root))
            .arg(option("socket", &root.join("socket")))
            .arg(option("pid-file", &root.join("pid")))
            .arg(option("init-file", &first))
            .args(["--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0"]);
        let process = Process::start(&mut command, &root.join("mariadb.log"));
        let mut server = Self { process, folder };
        server.wait_until_ready();
        server
    }

    /// Returns the path of its socket.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// Returns its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("mariadb.log")).unwrap_or_default()
    }

    fn wait_until_ready(&mut self) {
        wait::until("MariaDB", || {
            let ended = self.process.ended();
            assert!(ended.is_none(), "MariaDB ended: {ended:?}\n{}", self.log());
            UnixStream::connect(self.socket()).map(drop).map_err(|error| format!("{error}\n{}", self.log()))
        });
    }
}

/// Creates the system tables. `--force` keeps it from looking up this machine's name, which may be in no DNS.
fn create_data(root: &Path) {
    let mut command = Command::new("mariadb-install-db");
    command
        .args(["--no-defaults", "--force", "--user=root", "--skip-test-db"])
        .arg("--auth-root-authentication-method=normal")
        .arg(option("datadir", &root.join("data")));
    let output = command.output().expect("mariadb-install-db is installed");
    assert!(output.status.success(), "{command:?}: {output:#?}");
}

fn option(name: &str, value: &Path) -> String {
    format!("--{name}={}", value.display())
}
