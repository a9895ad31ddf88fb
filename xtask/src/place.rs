//! Paths, and how to run other programs from them.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

/// A message for the person at the terminal: what failed, and what to do about it.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For `map_err` on file operations. The message says what was attempted, on which path, and why it failed.
    pub(crate) fn at(doing: &str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let doing = format!("cannot {doing} {}", path.display());
        move |cause| Self(format!("{doing}: {cause}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The checkout that this program was built from.
pub(crate) struct Place {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The search path for programs: our own tools, then the caller's, then where Debian puts daemons.
    search: Vec<PathBuf>,
    /// The Cargo that started us.
    cargo: OsString,
    /// Environment variables for every program, in addition to our own.
    variables: Vec<(&'static str, OsString)>,
}

impl Place {
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .filter(|root| root.join("Cargo.toml").is_file())
            .ok_or_else(|| {
                Failure::new("this program was built from a folder that is gone; run it with `cargo xtask`")
            })?
            .to_path_buf();
        // However Cargo's target folder was set, this program is in <target>/<profile>/.
        let target = env::current_exe()
            .ok()
            .and_then(|program| program.ancestors().nth(2).map(Path::to_path_buf))
            .ok_or_else(|| Failure::new("cannot tell where Cargo's target folder is"))?;
        let tools = target.join("tools");
        let mut search = vec![tools.join("bin"), tools.join("node_modules/.bin")];
        search.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        search.extend(["/usr/sbin", "/sbin"].map(PathBuf::from));
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Ok(Self { root, target, search, cargo, variables: Vec::new() })
    }

    /// Returns another checkout with its own target folder and the same tools.
    pub(crate) fn at(&self, root: PathBuf, variables: Vec<(&'static str, OsString)>) -> Self {
        Self {
            target: root.join("target"),
            search: self.search.clone(),
            cargo: self.cargo.clone(),
            root,
            variables,
        }
    }

    /// Adds these environment variables, unless they are already set.
    pub(crate) fn telling(&self, variables: Vec<(&'static str, OsString)>) -> Self {
        let variables = variables.into_iter().chain(self.variables.clone()).collect();
        let (root, target, search) = (self.root.clone(), self.target.clone(), self.search.clone());
        Self { root, target, search, cargo: self.cargo.clone(), variables }
    }

    /// Returns the folder for tools that have a fixed version and aren't installed on the machine.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Returns the folder for Lighthouse's reports, which explain a score over its budget.
    pub(crate) fn lighthouse_reports(&self) -> PathBuf {
        self.target.join("lighthouse")
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Returns the folder of additional files that only the sandbox and tests serve.
    pub(crate) fn sandbox(&self) -> PathBuf {
        self.root.join("dist-sandbox")
    }

    /// Returns the path of the server that `cargo build` creates.
    pub(crate) fn server(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join(format!("sealpost{}", env::consts::EXE_SUFFIX))
    }

    /// Returns the path of `program`, or `None`.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        self.search.iter().map(|dir| dir.join(&file)).find(|path| path.is_file())
    }

    /// Returns a command for `program` that runs in the root with our search path.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        let found = program.to_str().and_then(|name| self.which(name));
        let mut command = Command::new(found.as_deref().map_or(program, Path::as_os_str));
        command.current_dir(&self.root).env("PATH", self.search_path());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        // `cargo run` sets variables about this package. They would cause some build scripts to run again.
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(is_about_this_package) {
                command.env_remove(name);
            }
        }
        command
    }

    /// Returns a command for the Cargo that started us.
    pub(crate) fn cargo(&self) -> Command {
        self.command(&self.cargo)
    }

    /// Returns the same with another Cargo.
    #[cfg(test)]
    pub(crate) fn with_cargo(self, cargo: PathBuf) -> Self {
        Self { cargo: cargo.into(), ..self }
    }

    fn search_path(&self) -> OsString {
        env::join_paths(&self.search).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
    }
}

fn is_about_this_package(variable: &str) -> bool {
    let package = ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| variable.starts_with(prefix));
    package || matches!(variable, "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE")
}

/// Runs `command` with our own input and output, and waits for its end.
pub(crate) fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|cause| not_started(command, &cause))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{} ended with {status}", line(command))))
    }
}

/// Returns the output of `command`, or `None` if it is missing or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Returns the error for a program that couldn't be started.
pub(crate) fn not_started(command: &Command, cause: &std::io::Error) -> Failure {
    Failure::new(format!("cannot start {}: {cause}", line(command)))
}

/// Returns every file below `dir`, sorted. Empty if the folder doesn't exist.
pub(crate) fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        if !dir.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&dir).map_err(Failure::at("list", &dir))? {
            let path = entry.map_err(Failure::at("list", &dir))?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    format!("`{}`", words.join(" "))
}
