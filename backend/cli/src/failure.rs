//! Why a command failed, and what to do about it.

use std::{fmt, process::ExitCode};

use crate::{say::SAY, settings::SettingsError};

/// The reason that a command couldn't be carried out. It is printed to standard error as a sentence and the next step, and
/// never contains a secret.
///
/// If a command did its work and found a problem (a rejected login, a missing record), it didn't fail. It prints what it
/// found and returns [`not_well`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    code: u8,
    what: String,
    next: String,
    problem: String,
}

impl Failure {
    /// Returns the failure for a question whose answer is no: exit code 1.
    pub fn not_well(what: impl Into<String>) -> Self {
        Self { code: 1, what: what.into(), next: String::new(), problem: String::new() }
    }

    /// Returns the failure for a usage error, or for no answer: exit code 2.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { code: 2, what: what.into(), next: String::new(), problem: String::new() }
    }

    /// Adds what to do now, as a separate sentence.
    #[must_use]
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = next.into();
        self
    }

    /// Adds the stable code of the server's answer.
    #[must_use]
    pub(crate) fn of_problem(mut self, code: &str) -> Self {
        code.clone_into(&mut self.problem);
        self
    }

    /// Returns true if the server answered with this code.
    pub(crate) fn is_problem(&self, code: &str) -> bool {
        self.problem == code
    }

    /// Returns true if the question was answered, and the answer is no.
    pub fn is_not_well(&self) -> bool {
        self.code == 1
    }

    /// Returns the process's exit code.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if self.next.is_empty() { Ok(()) } else { write!(f, "\n{}", self.next) }
    }
}

impl std::error::Error for Failure {}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        let next = match &error {
            SettingsError::File { .. } => SAY.settings_file_next(),
            _ => SAY.settings_next(),
        };
        Self::usage(error.to_string()).next(next)
    }
}

/// Exit code 1: the question was answered, and the answer is no.
pub fn not_well() -> ExitCode {
    ExitCode::from(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_a_sentence_and_a_next_step() {
        let failure =
            Failure::usage("There is no file key.txt.").next("Make one: sealpost keygen -o key.txt");
        assert_eq!(failure.to_string(), "There is no file key.txt.\nMake one: sealpost keygen -o key.txt");
        assert_eq!(Failure::not_well("No.").to_string(), "No.");
    }
}
