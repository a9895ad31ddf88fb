//! Hardware keys, used through age's plugins. A plugin is a program on this machine that decrypts with the key, and asks
//! the person for what it needs.

use std::io::{self, BufRead, IsTerminal};

use age::{
    plugin::{Identity, IdentityPluginV1, ResolveError},
    secrecy::SecretString,
};
use shared::identities::Foreign;

use super::{
    ask,
    printer::{self, one_line},
    say,
    say::SAY,
};

/// Why a line with a plugin's identity can't be used.
#[derive(Debug)]
pub(crate) enum Unusable {
    /// It isn't an identity.
    NotAnIdentity,
    /// This program can't be found.
    Missing(String),
}

/// Reads the identity from a line that starts with `AGE-PLUGIN-`. The plugin starts when the identity is used.
pub(crate) fn identity(line: &str) -> Result<Foreign, Unusable> {
    let identity: Identity = line.parse().map_err(|_| Unusable::NotAnIdentity)?;
    let name = identity.plugin().to_owned();
    match IdentityPluginV1::new(&name, &[identity], AtTerminal) {
        Ok(plugin) => Ok(Box::new(plugin)),
        Err(ResolveError::MissingPlugin { binary_name }) => Err(Unusable::Missing(binary_name)),
        Err(_) => Err(Unusable::NotAnIdentity),
    }
}

/// Lets a plugin ask the person at the terminal.
#[derive(Debug, Clone, Copy)]
struct AtTerminal;

impl age::Callbacks for AtTerminal {
    fn display_message(&self, message: &str) {
        say(&one_line(message));
    }

    fn confirm(&self, message: &str, yes: &str, no: Option<&str>) -> Option<bool> {
        let (message, yes) = (one_line(message), one_line(yes));
        ask::yes(&match no {
            Some(no) => SAY.key_confirm_two(&message, &yes, &one_line(no)),
            None => SAY.key_confirm_one(&message, &yes),
        })
    }

    fn request_public_string(&self, description: &str) -> Option<String> {
        if !io::stdin().is_terminal() || !printer::question(&format!("{}:", one_line(description))) {
            return None;
        }
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).ok()?;
        Some(line.trim().to_owned()).filter(|line| !line.is_empty())
    }

    fn request_passphrase(&self, description: &str) -> Option<SecretString> {
        printer::ask_hidden(&format!("{}:", one_line(description))).ok().map(SecretString::from)
    }
}
