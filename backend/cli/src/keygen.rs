//! `sealpost keygen`: a key that opens what clients seal.

use std::{io, path::PathBuf, process::ExitCode};

use shared::{identities, open::Identities};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use zeroize::Zeroizing;

use crate::settings::Settings;

use super::{
    Failure,
    api::{Api, ServerArgs},
    ask::{self, Owner},
    data, private, register, say,
};

/// Make a technician's key.
///
/// The key file opens what clients seal, in the browser, with `sealpost open` and with the plain
/// `age` program; it is what `age-keygen` would write. It never leaves this machine. Keep a copy of
/// it where you keep your other keys: without it, nobody can open what was sealed to it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost keygen -o key.txt               write the key to key.txt, readable by you alone
  sealpost keygen -o key.age --passphrase  the same, locked with a passphrase
  sealpost keygen -o key.txt --register    and let clients seal to it from now on
  age-keygen -y key.txt                    show its public key again")]
pub struct Args {
    /// Write the key to this file, which must not exist yet, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Lock the key file with a passphrase, which you are asked for. age and rage take such a file, and ask too.
    #[arg(long)]
    passphrase: bool,
    /// Give the public key to the server, so that clients seal to it. You have to be signed in.
    #[arg(long, requires = "output")]
    register: bool,
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    server: ServerArgs,
}

/// Makes a key and writes it where it was asked for.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    // Before the key is made: where nobody is signed in, nothing shall be left lying about.
    let api = if args.register { Some(Api::staff(&args.server, settings)?) } else { None };
    let identities = Identities::generate();
    let plain = key_file(&identities, OffsetDateTime::now_utc());
    let file = if args.passphrase { lock(&plain)? } else { plain };
    match &args.output {
        None => data(&file)?,
        Some(path) => {
            private::create(path, file.as_bytes()).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => Failure::usage(format!(
                    "There is a file {} already, and it may be somebody's only key.",
                    path.display()
                ))
                .next("Choose another name, or move that file away first."),
                _ => Failure::usage(format!("The key could not be written to {}: {error}.", path.display())),
            })?;
        }
    }
    for key in identities.public_keys() {
        say(&format!("Public key: {key}"));
        if let Some(api) = &api {
            register::prove(api, &identities, &key, &args.owner)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn lock(file: &str) -> Result<Zeroizing<String>, Failure> {
    let passphrase = ask::new_passphrase()?;
    let locked = identities::lock(file, &passphrase);
    locked.map(Zeroizing::new).map_err(|error| Failure::usage(error.to_string()))
}

/// The file as `age-keygen` writes it: when it was made, the public key, the secret key.
fn key_file(identities: &Identities, made: OffsetDateTime) -> Zeroizing<String> {
    let made = made.replace_nanosecond(0).unwrap_or(made).format(&Rfc3339).unwrap_or_default();
    let keys = identities.to_file();
    let mut text = Zeroizing::new(String::with_capacity(keys.len() + made.len() + 16));
    text.push_str("# created: ");
    text.push_str(&made);
    text.push('\n');
    text.push_str(&keys);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_like_what_age_keygen_writes() {
        let identities = Identities::generate();
        let text = key_file(&identities, OffsetDateTime::UNIX_EPOCH);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "# created: 1970-01-01T00:00:00Z");
        assert_eq!(lines[1], format!("# public key: {}", identities.public_keys()[0]));
        assert!(lines[2].starts_with("AGE-SECRET-KEY-1") && lines.len() == 3, "{} lines", lines.len());
        assert_eq!(Identities::parse(&text).unwrap().public_keys(), identities.public_keys());
    }
}
