//! A PostgreSQL server for tests, from the system's package, in a temporary folder. It listens on a socket in that folder and
//! on no port. This file uses only the standard library and `tempfile`, because `xtask` includes it by its path.

use std::{
    error::Error,
    fs, io,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// How long a server can take to start or stop on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server. Dropping it stops it and deletes its data.
#[derive(Debug)]
pub struct Server {
    process: Child,
    folder: TempDir,
}

impl Server {
    /// Creates an empty cluster and starts a server on it. PostgreSQL refuses to run as root, so root starts it as the
    /// package's own user.
    pub fn start() -> Result<Self, Box<dyn Error>> {
        let programs = programs()?;
        let user = if is_root()? { Some(account("postgres")?) } else { None };
        let folder = tempfile::Builder::new().prefix("sealpost-pg-").tempdir()?;
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid))?;
        }
        let command = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null());
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command
        };
        let options =
            ["--pgdata=data", "--no-sync", "--auth=trust", "--username=sealpost", "--encoding=UTF8"];
        let made = command("initdb").args(options).arg("--locale=C").output()?;
        if !made.status.success() {
            return Err(format!("initdb: {}", String::from_utf8_lossy(&made.stderr)).into());
        }
        let log = fs::File::create(folder.path().join("log"))?;
        let settings = ["listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=60"];
        let socket = format!("unix_socket_directories={}", folder.path().display());
        let process = command("postgres")
            .args(["-D", "data"])
            .args(settings.into_iter().chain([socket.as_str()]).flat_map(|setting| ["-c", setting]))
            .stderr(log)
            .spawn()?;
        let mut server = Self { process, folder };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Returns the folder with all of its data, including its log (WAL).
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Returns the address of a database that the caller creates, or of `postgres`, which every server has.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://sealpost@{folder}/{database}")
    }

    /// Creates an empty database, and returns its address.
    pub fn database(&self, name: &str) -> Result<String, Box<dyn Error>> {
        self.sql("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(self.url(name))
    }

    /// Runs statements in a database as its owner, and returns what they print.
    pub fn sql(&self, database: &str, statements: &str) -> Result<String, Box<dyn Error>> {
        let ran = Command::new(programs()?.join("psql"))
            .args(["--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"])
            .args(["--command", statements, &self.url(database)])
            .output()?;
        if ran.status.success() {
            Ok(String::from_utf8(ran.stdout)?)
        } else {
            Err(format!("psql: {}", String::from_utf8_lossy(&ran.stderr)).into())
        }
    }

    /// Waits until the server is ready. The last line of this file says how far the start is.
    fn wait_until_ready(&mut self) -> Result<(), Box<dyn Error>> {
        let state = self.folder.path().join("data/postmaster.pid");
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if fs::read_to_string(&state).is_ok_and(|state| state.trim_end().ends_with("ready")) {
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        Err(format!("PostgreSQL didn't start: {log}").into())
    }

    /// Stops the server like a power failure, with the signal that `pg_ctl` uses for an immediate shutdown.
    fn stop(&mut self) -> io::Result<()> {
        let pid = self.process.id().to_string();
        Command::new("kill").args(["-QUIT", &pid]).status()?;
        self.process.wait().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            // Its folder is deleted next, and it notices that on its own.
            let _ = self.process.kill();
            drop(error);
        }
    }
}

/// Returns the folder with the newest version's programs. Debian has one folder for each version; other systems use the path.
fn programs() -> Result<PathBuf, Box<dyn Error>> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = std::env::split_paths(&path).map(|folder| (0, folder));
    debian
        .map(|folder| (version_of(&folder), folder))
        .chain(elsewhere)
        .filter(|(_, folder)| folder.join("initdb").exists())
        .max_by_key(|(version, _)| *version)
        .map(|(_, folder)| folder)
        .ok_or_else(|| "PostgreSQL's initdb isn't installed: install the package postgresql".into())
}

fn version_of(programs: &Path) -> u32 {
    let name = programs.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or_default()
}

fn is_root() -> io::Result<bool> {
    Ok(Command::new("id").arg("-u").output()?.stdout.trim_ascii() == b"0")
}

/// Returns the ids of a user and of its group.
fn account(name: &str) -> Result<(u32, u32), Box<dyn Error>> {
    let number = |option: &str| -> Result<u32, Box<dyn Error>> {
        let output = Command::new("id").args([option, name]).output()?;
        Ok(String::from_utf8(output.stdout)?
            .trim()
            .parse()
            .map_err(|_| format!("the user {name} doesn't exist"))?)
    };
    Ok((number("-u")?, number("-g")?))
}
