//! A person's machine and a server, each in its own folder.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use shared::{open::Identities, recipients::Recipient};
use tempfile::TempDir;
use words::{Language, Part};

/// The messages of the command line.
pub(crate) const SAY: words::Cli = words::cli(Language::En);
/// Messages about mistakes in what a client typed.
pub(crate) const CLIENT: words::Client = words::client(Language::En);
/// Messages about why something can't be opened.
pub(crate) const TECHNICIAN: words::Technician = words::technician(Language::En);
/// The messages of requests that the server refuses.
pub(crate) const PROBLEMS: words::Problems = words::problems(Language::En);

/// Returns the longest text between a message's variables.
pub(crate) fn longest(parts: &'static [Part]) -> &'static str {
    let texts = parts.iter().map(|part| if let Part::Text(text) = *part { text } else { "" });
    texts.max_by_key(|text| text.len()).unwrap_or_default()
}

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_sealpost");

/// The email address of the first administrator.
pub(crate) const EMAIL: &str = "ada@studio.test";
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The result of a command.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Returns the output of a command that succeeded.
    #[track_caller]
    pub(crate) fn well(self) -> String {
        assert_eq!(self.code, 0, "{self:#?}");
        self.out
    }

    /// Returns the message of a command that ended with this code, and printed nothing to standard output.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:#?}");
        self.err
    }
}

/// One person's machine: a home folder, in which commands also run.
pub(crate) struct Machine {
    home: TempDir,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Returns the fingerprint of the key in this file.
    pub(crate) fn fingerprint(&self, key_file: &str) -> String {
        let identities = Identities::parse(&read(&self.path(key_file))).unwrap();
        fingerprint(&identities)
    }

    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.home.path()).env_clear().env("HOME", self.home.path());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "", &[])
    }

    pub(crate) fn run_with(&self, args: &[&str], input: &str, environment: &[(&str, &str)]) -> Ran {
        let mut command = self.command(PROGRAM);
        command.args(args).envs(environment.iter().copied());
        run(command, input)
    }
}

pub(crate) fn run(mut command: Command, input: &str) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // If a command fails before it reads its input, writing fails too. That's fine.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A server on a free port of the loopback interface.
pub(crate) struct Server {
    child: Child,
    machine: Option<Machine>,
    pub(crate) url: String,
    pub(crate) setup: String,
}

impl Server {
    /// Starts a server on which no one needs an authenticator app.
    pub(crate) fn start() -> Self {
        Self::with("optional")
    }

    /// Starts a server with this `SEALPOST_SECOND_FACTOR`.
    pub(crate) fn with(second_factor: &str) -> Self {
        Self::begin(Machine::new(), second_factor, None)
    }

    /// Starts a server on a machine that already has a database.
    pub(crate) fn on(machine: Machine) -> Self {
        Self::begin(machine, "optional", None)
    }

    /// Starts a server whose database is on a PostgreSQL server.
    pub(crate) fn on_postgres(machine: Machine, url: &str) -> Self {
        Self::begin(machine, "optional", Some(url))
    }

    fn begin(machine: Machine, second_factor: &str, database: Option<&str>) -> Self {
        let mut command = machine.command(PROGRAM);
        command.arg("serve").env("SEALPOST_LISTEN", "127.0.0.1:0").env("SEALPOST_DNS", "127.0.0.1:1");
        command.env("SEALPOST_SECOND_FACTOR", second_factor);
        let log = fs::File::create(machine.path("log")).unwrap();
        command.envs(database.map(|url| ("SEALPOST_DATABASE_URL", url)));
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        // The whole message is printed at once, so earlier output is complete when this line arrives.
        let line = lines.take(1).collect::<String>();
        let url = line.rsplit_once(' ').unwrap().1.to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{line}");
        // The server has no terminal, so the link is in the file that only its user can read.
        let setup = fs::read_to_string(machine.path("data/setup-link.txt")).unwrap_or_default();
        let setup = setup.trim().to_owned();
        Self { child, machine: Some(machine), url, setup }
    }

    /// Returns the folder with the server's database.
    pub(crate) fn data(&self) -> PathBuf {
        self.machine().path("data")
    }

    fn machine(&self) -> &Machine {
        self.machine.as_ref().expect("a running server has its machine")
    }

    /// Kills the server without warning, and returns its machine.
    pub(crate) fn stop(mut self) -> Machine {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.machine.take().expect("a running server has its machine")
    }

    /// Creates the first person, who has every role, signed in on their own machine with a key in `key.txt`.
    pub(crate) fn person(&self) -> Machine {
        let machine = Machine::new();
        let login = ["login", &self.setup, "--email", EMAIL, "--name", "Ada", "--password-stdin"];
        machine.run_with(&login, PASSWORD, &[]).well();
        machine.run(&["keygen", "-o", "key.txt", "--register"]).well();
        machine
    }

    /// Runs SQL on the database, bypassing the server.
    pub(crate) fn behind_its_back(&self, sql: &str) -> String {
        let mut sqlite = self.machine().command("sqlite3");
        sqlite.args(["-cmd", ".timeout 5000"]).arg(self.machine().path("data/sealpost.db")).arg(sql);
        run(sqlite, "").well()
    }

    /// Adds a key with this name to the list of technicians, as someone with write access to the database could.
    pub(crate) fn add_unapproved_key(&self, name: &str, key: &str) {
        self.behind_its_back(&format!(
            "INSERT INTO recipient_set (version, content, made_at)
             SELECT version + 1, json_set(json_insert(content, '$.recipients[#]', json_object('name', '{name}', 'key', '{key}')),
                    '$.version', version + 1), made_at
             FROM recipient_set ORDER BY version DESC LIMIT 1"
        ));
    }

    /// Returns everything that the server has written: its data and its log.
    pub(crate) fn written(&self) -> Vec<u8> {
        let mut bytes = fs::read(self.machine().path("log")).unwrap();
        for entry in fs::read_dir(self.data()).unwrap() {
            bytes.extend(fs::read(entry.unwrap().path()).unwrap());
        }
        bytes
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.machine.is_none() {
            return;
        }
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Returns the fingerprint of a key.
pub(crate) fn fingerprint(identities: &Identities) -> String {
    Recipient::new("Whose", &identities.public_keys()[0]).unwrap().fingerprint()
}

/// Creates a link for this person's client, without questions.
pub(crate) fn link(person: &Machine) -> (String, String) {
    let own = person.fingerprint("key.txt");
    let args = ["new", "--client", "Bakery", "--site", "bakery.test", "--accept-recipient", &own, "--json"];
    let made: serde_json::Value = serde_json::from_str(&person.run(&args).well()).unwrap();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("id"), text("link"))
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}
