//! The real program, run as a server.

use std::{
    env,
    ffi::OsStr,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, OnceLock},
};

use store_postgres::testing::Server as Postgres;
use tempfile::TempDir;

use crate::{clock, http::Api, loopback, process::Process, wait};

const PORT: u16 = 8080;

const DATABASE_URL: &str = "SEALPOST_DATABASE_URL";

/// An address without a DNS server, so that no test queries the internet by accident.
pub(crate) const NO_DNS: &str = "127.0.0.1:9";

/// The name of the database of a server on PostgreSQL.
const DATABASE: &str = "sealpost";

/// Returns true if the servers of this test run use PostgreSQL: `SEALPOST_TEST_DATABASE` is `postgres`.
pub fn is_on_postgres() -> bool {
    env::var_os("SEALPOST_TEST_DATABASE").is_some_and(|name| name == "postgres")
}

/// A running server with its own data folder.
pub struct Server {
    /// The PostgreSQL server with its database. `None` if the database is a file in the data folder.
    postgres: Option<Arc<Postgres>>,
    folder: TempDir,
    address: SocketAddr,
    settings: Vec<(String, String)>,
    days_ahead: u32,
    process: Process,
}

impl Server {
    /// Starts a server with these settings, plus its address and data folder.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        if is_on_postgres() {
            Self::start_on_postgres(settings)
        } else {
            Self::begin(own_address(), settings, None, None)
        }
    }

    /// Starts a server with its own PostgreSQL server.
    pub fn start_on_postgres(settings: &[(&str, &str)]) -> Self {
        let postgres = Postgres::start().expect("PostgreSQL is installed");
        postgres.database(DATABASE).expect("an empty database");
        Self::begin(own_address(), settings, Some(postgres.into()), None)
    }

    /// Starts another server on the same database, with the same key file and settings.
    #[must_use]
    pub fn start_beside(&self) -> Self {
        let settings: Vec<(&str, &str)> =
            self.settings.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let beside = SocketAddr::new(self.address.ip(), self.address.port() + 1);
        Self::begin(beside, &settings, self.postgres.clone(), Some(&self.data().join("factors.key")))
    }

    fn begin(
        address: SocketAddr,
        settings: &[(&str, &str)],
        postgres: Option<Arc<Postgres>>,
        key: Option<&Path>,
    ) -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-server-").tempdir().expect("a folder");
        if let Some(key) = key {
            fs::create_dir(folder.path().join("data")).expect("the folder doesn't exist yet");
            fs::copy(key, folder.path().join("data/factors.key")).expect("the other server created it");
        }
        let mut settings: Vec<_> = settings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        if let Some(postgres) = &postgres {
            settings.retain(|(name, _)| name != DATABASE_URL);
            settings.push((DATABASE_URL.into(), postgres.url(DATABASE)));
        }
        let process = spawn(folder.path(), address, &settings, 0);
        let mut server = Self { postgres, folder, address, settings, days_ahead: 0, process };
        server.wait_until_ready();
        server
    }

    /// Starts the sandbox, which has its own people, data and simulated internet. Its log explains how to use it.
    pub fn sandbox() -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-server-").tempdir().expect("a folder");
        let address = own_address();
        let mut command = sealpost();
        command.args(["serve", "--demo"]).current_dir(folder.path());
        command.env("SEALPOST_LISTEN", address.to_string());
        let process = Process::start(&mut command, &log_file(folder.path()));
        let mut server =
            Self { postgres: None, folder, address, settings: Vec::new(), days_ahead: 0, process };
        server.wait_until_ready();
        wait::until("the sandbox's guide", || {
            let log = server.log();
            if log.contains("--accept-manager") { Ok(()) } else { Err(log) }
        });
        server
    }

    /// Returns the address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Returns an API caller who isn't signed in.
    pub fn api(&self) -> Api {
        Api::new(&self.url())
    }

    /// Returns the folder with its database.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Returns every folder in which it stores data: the data folder and, if it uses PostgreSQL, that server's folder
    /// with its log.
    pub fn folders(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.data()];
        folders.extend(self.postgres.as_ref().map(|postgres| postgres.data()));
        folders
    }

    /// Returns everything that can be queried from the PostgreSQL database, table by table, bytes in hex. `None` on
    /// SQLite, whose files show more.
    pub fn contents(&self) -> Option<String> {
        const EVERY_TABLE: &str = "SET xmlbinary TO hex; SELECT table_name || ' ' || \
                                   query_to_xml(format('TABLE %I', table_name), true, true, '')::text \
                                   FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1";
        Some(self.postgres.as_ref()?.sql(DATABASE, EVERY_TABLE).expect("PostgreSQL runs"))
    }

    /// Runs SQL on the database, bypassing the server.
    pub fn behind_its_back(&self, sql: &str) -> String {
        if let Some(postgres) = &self.postgres {
            return postgres.sql(DATABASE, sql).expect("PostgreSQL runs");
        }
        let mut sqlite = Command::new("sqlite3");
        sqlite.args(["-cmd", ".timeout 5000"]).arg(self.data().join("sealpost.db")).arg(sql);
        let output = sqlite.output().expect("sqlite3 is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Returns an error while a transaction is open on its PostgreSQL database.
    pub fn has_settled(&self) -> Result<(), String> {
        let busy = self.behind_its_back(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sealpost' AND state <> 'idle'",
        );
        if busy.trim() == "0" { Ok(()) } else { Err(format!("{busy} are busy")) }
    }

    /// Adds a key with this name to the list of technicians, as someone with write access to the database could.
    pub fn add_unapproved_key(&self, name: &str, key: &str) {
        if self.postgres.is_some() {
            self.behind_its_back(&format!(
                "INSERT INTO recipient_set (version, content, made_at)
                 SELECT version + 1, (content::jsonb || jsonb_build_object('version', version + 1, 'recipients',
                        content::jsonb -> 'recipients' || jsonb_build_object('name', '{name}', 'key', '{key}')))::text, made_at
                 FROM recipient_set ORDER BY version DESC LIMIT 1"
            ));
            return;
        }
        self.behind_its_back(&format!(
            "INSERT INTO recipient_set (version, content, made_at)
             SELECT version + 1, json_set(json_insert(content, '$.recipients[#]', json_object('name', '{name}', 'key', '{key}')),
                    '$.version', version + 1), made_at
             FROM recipient_set ORDER BY version DESC LIMIT 1"
        ));
    }

    /// Returns its whole log.
    pub fn log(&self) -> String {
        fs::read_to_string(log_file(self.folder.path())).expect("the log is there")
    }

    /// Returns the path of the file with the first administrator's setup link.
    pub fn setup_file(&self) -> PathBuf {
        self.data().join("setup-link.txt")
    }

    /// Returns the token of that link.
    pub fn setup_token(&self) -> String {
        let text = fs::read_to_string(self.setup_file()).unwrap_or_default();
        setup_token(&text).unwrap_or_else(|| panic!("there is no setup link:\n{}", self.log()))
    }

    /// Returns its process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Returns its resident memory as the kernel counts it, in KiB.
    pub fn resident(&self) -> u64 {
        self.counted("VmRSS:")
    }

    /// Returns the part of its resident memory that isn't mapped from a file, in KiB. That part is the same for every
    /// kind of build.
    pub fn resident_of_its_own(&self) -> u64 {
        self.counted("RssAnon:")
    }

    fn counted(&self, name: &str) -> u64 {
        let path = format!("/proc/{}/status", self.id());
        let status = fs::read_to_string(&path).expect("the process runs");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("Linux counts it");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Sends SIGKILL, no matter what the server is doing.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Starts the server again with the data it left.
    pub fn restart(&mut self) {
        self.process = spawn(self.folder.path(), self.address, &self.settings, self.days_ahead);
        self.wait_until_ready();
    }

    /// Stops the server, and starts it again with its clock moved ahead by this many days.
    pub fn restart_in_days(&mut self, days: u32) {
        self.stop();
        self.days_ahead = days;
        self.restart();
    }

    /// Sends SIGTERM. Returns true if the server ended normally.
    pub fn stop(&mut self) -> bool {
        self.process.stop().success()
    }

    fn wait_until_ready(&mut self) {
        let api = self.api();
        wait::until("the server to answer", || {
            if let Some(status) = self.process.ended() {
                panic!("the server ended with {status}:\n{}", self.log());
            }
            let answer = api.try_send("GET", "/api/config", &[]).map_err(|error| error.to_string())?;
            if answer.status == 200 { Ok(()) } else { Err(format!("{answer}\n{}", self.log())) }
        });
    }
}

/// Returns the token in a setup link.
pub fn setup_token(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("#setup=")?;
    Some(rest.chars().take_while(char::is_ascii_alphanumeric).collect())
}

/// Returns the address for the first server of a test.
fn own_address() -> SocketAddr {
    (loopback::own_address(), PORT).into()
}

fn spawn(folder: &Path, address: SocketAddr, settings: &[(String, String)], days_ahead: u32) -> Process {
    let mut command = match days_ahead {
        0 => sealpost(),
        days => clock::ahead(days, &sealpost()),
    };
    command
        .arg("serve")
        .current_dir(folder)
        .env("SEALPOST_LISTEN", address.to_string())
        .env("SEALPOST_PUBLIC_URL", format!("http://{address}"))
        .env("SEALPOST_DATA", folder.join("data"))
        .env("SEALPOST_DNS", NO_DNS)
        // Tests about other things don't need an authenticator app.
        .env("SEALPOST_SECOND_FACTOR", "optional")
        .envs(settings.iter().map(|(name, value)| (name, value)));
    Process::start(&mut command, &log_file(folder))
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("server.log")
}

/// Returns the program without any settings of the person who runs the tests.
pub fn sealpost() -> Command {
    without_settings(binary())
}

/// Returns a program without the settings of the person who runs the tests.
pub(crate) fn without_settings(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("SEALPOST_") {
            command.env_remove(name);
        }
    }
    command
}

/// Returns the program's path: `SEALPOST_BINARY` if someone has already built it, otherwise built here.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(path) = env::var_os("SEALPOST_BINARY") {
            return path.into();
        }
        let test = env::current_exe().expect("a test is a program");
        let folder = test.ancestors().nth(2).expect("target/<profile>/deps/<test>");
        let built = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--quiet", "--package", "sealpost", "--target-dir"])
            .arg(folder.parent().expect("target/<profile>"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        folder.join("sealpost")
    })
}
