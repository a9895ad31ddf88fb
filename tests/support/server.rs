//! The real program, serving.

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

/// Where nobody answers: no test asks the world by accident.
pub(crate) const NO_DNS: &str = "127.0.0.1:9";

/// The database of a server on PostgreSQL.
const DATABASE: &str = "sealpost";

/// True if the servers of this run keep everything on PostgreSQL: `SEALPOST_TEST_DATABASE` is `postgres`.
pub fn is_on_postgres() -> bool {
    env::var_os("SEALPOST_TEST_DATABASE").is_some_and(|name| name == "postgres")
}

/// A running server with a data folder of its own.
pub struct Server {
    /// Where its database is, if that is no file in the folder.
    postgres: Option<Arc<Postgres>>,
    folder: TempDir,
    address: SocketAddr,
    settings: Vec<(String, String)>,
    days_ahead: u32,
    process: Process,
}

impl Server {
    /// Starts it with these settings beside its address and its data.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        if is_on_postgres() {
            Self::start_on_postgres(settings)
        } else {
            Self::begin(own_address(), settings, None, None)
        }
    }

    /// Starts it on a PostgreSQL server of its own.
    pub fn start_on_postgres(settings: &[(&str, &str)]) -> Self {
        let postgres = Postgres::start().expect("PostgreSQL is installed");
        postgres.database(DATABASE).expect("an empty database");
        Self::begin(own_address(), settings, Some(postgres.into()), None)
    }

    /// Starts another one on the same database, with the same key file and settings.
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
            fs::create_dir(folder.path().join("data")).expect("it is not there yet");
            fs::copy(key, folder.path().join("data/factors.key")).expect("the other server has made it");
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

    /// Starts the sandbox, which has its own people, data and world; its log says how to walk through it.
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

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same as the beginning of an URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// A caller of its API who has not signed in.
    pub fn api(&self) -> Api {
        Api::new(&self.url())
    }

    /// The folder with its database.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Every folder in which something is kept: the data folder, and PostgreSQL's own with its log if the server is on it.
    pub fn folders(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.data()];
        folders.extend(self.postgres.as_ref().map(|postgres| postgres.data()));
        folders
    }

    /// Everything that can be asked of the PostgreSQL database, a table after the other, bytes in hex; `None` if the server
    /// is on SQLite, whose files show more.
    pub fn contents(&self) -> Option<String> {
        const EVERY_TABLE: &str = "SET xmlbinary TO hex; SELECT table_name || ' ' || \
                                   query_to_xml(format('TABLE %I', table_name), true, true, '')::text \
                                   FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1";
        Some(self.postgres.as_ref()?.sql(DATABASE, EVERY_TABLE).expect("PostgreSQL runs"))
    }

    /// Runs SQL on the database, past the server.
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

    /// Whether nobody is in the middle of a transaction on its PostgreSQL database.
    pub fn has_settled(&self) -> Result<(), String> {
        let busy = self.behind_its_back(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sealpost' AND state <> 'idle'",
        );
        if busy.trim() == "0" { Ok(()) } else { Err(format!("{busy} are busy")) }
    }

    /// Puts a key of this name into the list of technicians, as somebody who can write to the database does.
    pub fn slip_in(&self, name: &str, key: &str) {
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

    /// All that it has said.
    pub fn log(&self) -> String {
        fs::read_to_string(log_file(self.folder.path())).expect("the log is there")
    }

    /// The file with the first administrator's set-up link.
    pub fn setup_file(&self) -> PathBuf {
        self.data().join("setup-link.txt")
    }

    /// The token of that link.
    pub fn setup_token(&self) -> String {
        let text = fs::read_to_string(self.setup_file()).unwrap_or_default();
        setup_token(&text).unwrap_or_else(|| panic!("there is no set-up link:\n{}", self.log()))
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Resident memory, in KiB, as the kernel counts it.
    pub fn resident(&self) -> u64 {
        self.counted("VmRSS:")
    }

    /// That part of it which is no file's, in KiB: what the program was built with makes no difference to it.
    pub fn resident_of_its_own(&self) -> u64 {
        self.counted("RssAnon:")
    }

    fn counted(&self, name: &str) -> u64 {
        let path = format!("/proc/{}/status", self.id());
        let status = fs::read_to_string(&path).expect("the process runs");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("Linux counts it");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// SIGKILL, in the middle of whatever it is doing.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Starts it again, on what it has left.
    pub fn restart(&mut self) {
        self.process = spawn(self.folder.path(), self.address, &self.settings, self.days_ahead);
        self.wait_until_ready();
    }

    /// Stops it, and starts it again with its clock so many days ahead of ours.
    pub fn restart_in_days(&mut self, days: u32) {
        self.stop();
        self.days_ahead = days;
        self.restart();
    }

    /// SIGTERM. Whether it ended well.
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

/// The token in a set-up link.
pub fn setup_token(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("#setup=")?;
    Some(rest.chars().take_while(char::is_ascii_alphanumeric).collect())
}

/// Where a server listens that is alone in its test, or the first one of two.
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
        // Where a journey is about something else, nobody reaches for their phone.
        .env("SEALPOST_SECOND_FACTOR", "optional")
        .envs(settings.iter().map(|(name, value)| (name, value)));
    Process::start(&mut command, &log_file(folder))
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("server.log")
}

/// The program, without any setting of whoever runs the tests.
pub fn sealpost() -> Command {
    without_settings(binary())
}

/// A program that is told nothing of the settings of whoever runs the tests.
pub(crate) fn without_settings(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("SEALPOST_") {
            command.env_remove(name);
        }
    }
    command
}

/// The program beside the tests: `SEALPOST_BINARY` where someone has built it already, built here otherwise.
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
