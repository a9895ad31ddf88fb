//! The `sealpost` program, run as a person at a terminal runs it.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::{
    agency::{Agency, PASSWORD, TECHNICIAN},
    server::{NO_DNS, Server, sealpost, without_settings},
};

/// A person's machine: a home folder, which keeps their sign-in.
pub struct Terminal {
    home: TempDir,
    settings: Vec<(&'static str, String)>,
}

/// The output of a command, and how it ended.
#[derive(Debug)]
pub struct Output {
    /// Exit status.
    pub status: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Like [`Output`], for a command whose output isn't always text.
#[derive(Debug)]
pub struct RawOutput {
    /// Exit status.
    pub status: Option<i32>,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: String,
}

impl Terminal {
    /// Creates a machine with these environment variables.
    pub fn new(settings: &[(&'static str, String)]) -> Self {
        let home = tempfile::Builder::new().prefix("sealpost-home-").tempdir().expect("a folder");
        Self { home, settings: settings.to_vec() }
    }

    /// Creates the technician's machine, with these environment variables. They are signed in, and their key is in
    /// `key.txt`.
    pub fn of_technician(server: &Server, agency: &Agency, settings: &[(&'static str, String)]) -> Self {
        let terminal = Self::new(settings);
        let sign_in = ["login", &server.url(), "--email", TECHNICIAN, "--password-stdin"];
        terminal.run(&sign_in, &format!("{PASSWORD}\n")).well();
        fs::write(terminal.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");
        terminal
    }

    /// Returns the path of a file in the home folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Runs `sealpost` with `input` on standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        self.run_program(sealpost().args(arguments), input)
    }

    /// Like [`Terminal::run`], with bytes as input and output.
    pub fn run_for_bytes(&self, arguments: &[&str], input: &[u8]) -> RawOutput {
        self.output_of(sealpost().args(arguments), input)
    }

    /// Runs `sealpost` at its own terminal, and types `typed`. The terminal's output is in `out`.
    pub fn run_at_terminal(&self, arguments: &[&str], typed: &str) -> Output {
        let program = sealpost();
        self.at_terminal(&program.get_program().to_string_lossy(), arguments, typed)
    }

    /// Like [`Terminal::run_at_terminal`], with `age`.
    pub fn age_at_terminal(&self, arguments: &[&str], typed: &str) -> Output {
        self.at_terminal("age", arguments, typed)
    }

    /// `script` gives the program a terminal, and passes its exit status on.
    fn at_terminal(&self, program: &str, arguments: &[&str], typed: &str) -> Output {
        let quoted = |word: &&str| format!("'{word}'");
        let words: Vec<String> = [program].iter().chain(arguments).map(quoted).collect();
        let mut command = without_settings("script");
        command.args(["--quiet", "--return", "--echo", "never", "--command", &words.join(" "), "/dev/null"]);
        command.env("SHELL", "/bin/sh");
        self.run_program(&mut command, typed)
    }

    /// Runs `age` with these arguments and empty standard input.
    pub fn age(&self, arguments: &[&Path]) -> Output {
        self.run_program(Command::new("age").args(arguments), "")
    }

    fn run_program(&self, command: &mut Command, input: &str) -> Output {
        let RawOutput { status, out, err } = self.output_of(command, input.as_bytes());
        Output { status, out: String::from_utf8(out).expect("text"), err }
    }

    fn output_of(&self, command: &mut Command, input: &[u8]) -> RawOutput {
        command
            .current_dir(self.home.path())
            .env("HOME", self.home.path())
            .env_remove("XDG_CONFIG_HOME")
            .env("SEALPOST_DNS", NO_DNS)
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        // A command that fails early doesn't read its input.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        let output = child.wait_with_output().expect("the child is ours");
        let err = String::from_utf8(output.stderr).expect("text");
        RawOutput { status: output.status.code(), out: output.stdout, err }
    }
}

impl Output {
    /// Returns the standard output of a command that succeeded.
    ///
    /// # Panics
    /// If it failed.
    pub fn well(&self) -> &str {
        assert_eq!(self.status, Some(0), "{self:#?}");
        &self.out
    }
}
