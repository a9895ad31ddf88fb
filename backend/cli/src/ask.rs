//! Asks the person for passwords, codes and passphrases without echo, and for yes or no.

use std::io::{self, BufRead, IsTerminal, Read};

use shared::{
    identities::PASSPHRASE_MIN,
    wire::{Code, Password, Proof},
};
use zeroize::Zeroizing;

use super::{Failure, printer, say::SAY};

/// The longest text that is read from standard input, in bytes.
const STDIN_MAX: usize = 64 * 1024;

/// Asks for a password on the terminal, without echo.
pub(crate) fn password(prompt: &str) -> Result<Password, Failure> {
    printer::ask_hidden(prompt)
        .map(Password)
        .map_err(|_| Failure::usage(SAY.ask_password_terminal()).next(SAY.ask_password_terminal_next()))
}

/// Asks for a code from the authenticator app on the terminal.
pub(crate) fn code() -> Result<Code, Failure> {
    printer::ask_hidden(SAY.ask_code())
        .map(Code)
        .map_err(|_| Failure::usage(SAY.ask_code_terminal()).next(SAY.ask_code_terminal_next()))
}

/// Proof that the account's owner is replacing a key.
#[derive(Debug, clap::Args)]
pub(crate) struct Owner {
    #[arg(long, help = SAY.ask_owner_password_option())]
    password_stdin: bool,
    #[arg(long, value_name = "CODE", help = SAY.help_code())]
    code: Option<String>,
}

impl Owner {
    /// Asks for the password, and for a code if the account has an authenticator app.
    pub(crate) fn proof(&self, with_code: bool) -> Result<Proof, Failure> {
        let password =
            if self.password_stdin { password_from_stdin()? } else { password(SAY.ask_owner_password())? };
        let code = match &self.code {
            Some(code) => Some(Code(code.clone())),
            None if with_code => Some(code()?),
            None => None,
        };
        Ok(Proof { password: Some(password), code })
    }
}

/// Asks for the passphrase of a key file on the terminal, without echo. There is no other way to pass it.
pub(crate) fn passphrase(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    printer::ask_hidden(prompt)
        .map(Zeroizing::new)
        .map_err(|_| Failure::usage(SAY.ask_passphrase_terminal()).next(SAY.ask_passphrase_terminal_next()))
}

/// Asks for a new passphrase, twice.
pub(crate) fn new_passphrase() -> Result<Zeroizing<String>, Failure> {
    let passphrase = passphrase(SAY.ask_new_passphrase())?;
    if passphrase.chars().count() < PASSPHRASE_MIN {
        return Err(
            Failure::usage(SAY.ask_passphrase_short(&PASSPHRASE_MIN)).next(SAY.ask_passphrase_short_next())
        );
    }
    if *self::passphrase(SAY.ask_repeat_passphrase())? != *passphrase {
        return Err(Failure::usage(SAY.ask_passphrases_differ()));
    }
    Ok(passphrase)
}

/// Reads a password from standard input. A line break at the end isn't part of it.
pub(crate) fn password_from_stdin() -> Result<Password, Failure> {
    let text = stdin()?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(Failure::usage(SAY.ask_password_missing()));
    }
    Ok(Password(password.to_owned()))
}

/// Reads standard input as text.
pub(crate) fn stdin() -> Result<Zeroizing<String>, Failure> {
    // At full size from the start: a growing buffer would leave copies of a secret behind.
    let mut text = Zeroizing::new(String::with_capacity(STDIN_MAX + 1));
    let limit = STDIN_MAX as u64 + 1;
    let read = io::stdin().lock().take(limit).read_to_string(&mut text);
    read.map_err(|error| Failure::usage(SAY.ask_stdin_unreadable(&error)))?;
    if text.len() > STDIN_MAX {
        return Err(Failure::usage(SAY.ask_stdin_long(&(STDIN_MAX / 1024))));
    }
    Ok(text)
}

/// Asks a yes-or-no question. Anything except yes means no. Returns `None` without a terminal.
pub(crate) fn yes(question: &str) -> Option<bool> {
    if !io::stdin().is_terminal() || !printer::question(&SAY.ask_yes_or_no(&question)) {
        return None;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).ok()?;
    Some(matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
