//! `sealpost keygen`: creates a key that opens what clients send.

use std::{io, path::PathBuf, process::ExitCode};

use shared::{identities, open::Identities};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use zeroize::Zeroizing;

use crate::{
    say::{SAY, TECHNICIAN},
    settings::Settings,
};

use super::{
    Failure,
    api::{Api, ServerArgs},
    ask::{self, Owner},
    data, help, private, register, say,
};

/// The arguments of `sealpost keygen`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.keygen_about(),
    long_about = help::long(SAY.keygen_about(), SAY.keygen_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(short, long, value_name = "FILE", help = SAY.keygen_output())]
    output: Option<PathBuf>,
    #[arg(long, help = SAY.keygen_passphrase())]
    passphrase: bool,
    #[arg(long, requires = "output", help = SAY.keygen_register())]
    register: bool,
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    server: ServerArgs,
}

fn after_help() -> String {
    help::examples(&[
        ("sealpost keygen -o key.txt", SAY.keygen_example()),
        ("sealpost keygen -o key.age --passphrase", SAY.keygen_example_passphrase()),
        ("sealpost keygen -o key.txt --register", SAY.keygen_example_register()),
        ("age-keygen -y key.txt", SAY.keygen_example_show()),
    ])
}

/// Creates a key, and writes it to the file or to standard output.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    // Before the key is created, so that nothing is left behind if no one is signed in.
    let api = if args.register { Some(Api::staff(&args.server, settings)?) } else { None };
    let identities = Identities::generate();
    let plain = key_file(&identities, OffsetDateTime::now_utc());
    let file = if args.passphrase { lock(&plain)? } else { plain };
    match &args.output {
        None => data(&file)?,
        Some(path) => {
            let name = path.display();
            private::create(path, file.as_bytes()).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    Failure::usage(SAY.keygen_exists(&name)).next(SAY.keygen_exists_next())
                }
                _ => Failure::usage(SAY.keygen_not_written(&name, &error)),
            })?;
        }
    }
    for key in identities.public_keys() {
        say(&SAY.keygen_public_key(&key));
        if let Some(api) = &api {
            register::prove(api, &identities, &key, &args.owner)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn lock(file: &str) -> Result<Zeroizing<String>, Failure> {
    let passphrase = ask::new_passphrase()?;
    let locked = identities::lock(file, &passphrase);
    locked.map(Zeroizing::new).map_err(|error| Failure::usage(TECHNICIAN.seal_error(&error)))
}

/// Returns the file in the form that `age-keygen` writes: creation time, public key, secret key.
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
    fn the_file_has_the_format_of_age_keygen() {
        let identities = Identities::generate();
        let text = key_file(&identities, OffsetDateTime::UNIX_EPOCH);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "# created: 1970-01-01T00:00:00Z");
        assert_eq!(lines[1], format!("# public key: {}", identities.public_keys()[0]));
        assert!(lines[2].starts_with("AGE-SECRET-KEY-1") && lines.len() == 3, "{} lines", lines.len());
        assert_eq!(Identities::parse(&text).unwrap().public_keys(), identities.public_keys());
    }
}
