//! What a command asks the person for: passwords without echo, and a yes.

use std::io::{self, BufRead, IsTerminal, Read};

use shared::{
    identities::PASSPHRASE_MIN,
    wire::{Code, Password, Proof},
};
use zeroize::Zeroizing;

use super::{Failure, printer};

/// Longest text that is read from standard input, in bytes.
const STDIN_MAX: usize = 64 * 1024;

/// Asks for a password on the terminal, without echo.
pub(crate) fn password(prompt: &str) -> Result<Password, Failure> {
    printer::ask_hidden(prompt).map(Password).map_err(|_| {
        Failure::usage("There is no terminal to ask for the password on.")
            .next("Give it on standard input: --password-stdin")
    })
}

/// Asks for a code of the code app on the terminal.
pub(crate) fn code() -> Result<Code, Failure> {
    printer::ask_hidden("Code of your code app: ").map(Code).map_err(|_| {
        Failure::usage("This account has a code app, and there is no terminal to ask for its code on.")
            .next("Give the code that it shows now: --code 123456")
    })
}

/// What shows that it is really you, to replace a key that you have.
#[derive(Debug, clap::Args)]
pub(crate) struct Owner {
    /// Read your account's password from standard input, instead of being asked for it. It is needed to replace a key.
    #[arg(long)]
    password_stdin: bool,
    /// The code that your authenticator app shows now, or a recovery code, instead of being asked for it.
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

impl Owner {
    /// The password, and a code if the account has an app for codes.
    pub(crate) fn proof(&self, with_code: bool) -> Result<Proof, Failure> {
        let password = if self.password_stdin {
            password_from_stdin()?
        } else {
            password("Your password, to replace your key: ")?
        };
        let code = match &self.code {
            Some(code) => Some(Code(code.clone())),
            None if with_code => Some(code()?),
            None => None,
        };
        Ok(Proof { password: Some(password), code })
    }
}

/// Asks for the passphrase of a key file on the terminal, without echo. It is taken from nowhere else.
pub(crate) fn passphrase(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    printer::ask_hidden(prompt).map(Zeroizing::new).map_err(|_| {
        Failure::usage("There is no terminal to ask for the passphrase of the key file on.")
            .next("Run it in a terminal, or unlock the file first: age -d -o key.txt key.age")
    })
}

/// Asks for a new passphrase, twice.
pub(crate) fn new_passphrase() -> Result<Zeroizing<String>, Failure> {
    let passphrase = passphrase("New passphrase for the key file: ")?;
    if passphrase.chars().count() < PASSPHRASE_MIN {
        return Err(Failure::usage(format!("A passphrase has at least {PASSPHRASE_MIN} characters."))
            .next("Four words that have nothing to do with each other are a good one."));
    }
    if *self::passphrase("The same again: ")? != *passphrase {
        return Err(Failure::usage("These were two different passphrases. Nothing was written."));
    }
    Ok(passphrase)
}

/// Reads a password from standard input; a line break at its end is not part of it.
pub(crate) fn password_from_stdin() -> Result<Password, Failure> {
    let text = stdin("the password")?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(Failure::usage("There was no password on standard input."));
    }
    Ok(Password(password.to_owned()))
}

/// Reads standard input as text. `what` is what was expected there.
pub(crate) fn stdin(what: &str) -> Result<Zeroizing<String>, Failure> {
    // At full size from the start: a growing buffer would leave copies of a secret behind.
    let mut text = Zeroizing::new(String::with_capacity(STDIN_MAX + 1));
    let limit = STDIN_MAX as u64 + 1;
    io::stdin().lock().take(limit).read_to_string(&mut text).map_err(|error| {
        Failure::usage(format!("Standard input should hold {what}, and could not be read: {error}."))
    })?;
    if text.len() > STDIN_MAX {
        return Err(Failure::usage(format!("Standard input is too long to be {what}.")));
    }
    Ok(text)
}

/// Asks a question that is answered with yes or anything else. `None` where nobody can be asked.
pub(crate) fn yes(question: &str) -> Option<bool> {
    if !io::stdin().is_terminal() || !printer::question(&format!("{question} [y/N] ")) {
        return None;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).ok()?;
    Some(matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
