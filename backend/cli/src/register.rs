//! `sealpost register`: gives the server a technician's public key, and proves it.

use std::{path::PathBuf, process::ExitCode};

use shared::{
    open::Identities,
    proof,
    recipients::Recipient,
    wire::{KeyChallenge, KeyProof, KeyRequest, Me, Proof},
};

use crate::settings::Settings;

use super::{
    Failure,
    api::{Api, ServerArgs},
    ask::Owner,
    identity, say,
};

/// Let clients seal to a key that you have.
///
/// The server seals a challenge to the public key, which is opened here with your key file: only then does the key
/// count. The key file never leaves this machine. A device behind an age plugin is asked in the same way; its
/// public key has to be given in the form that starts with age1tag1, which browsers can seal to by themselves.
///
/// To replace a key that you have, your password is asked for, and a code. You and the administrators get an email.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost register -i key.txt
  sealpost register -i yubikey.txt --recipient age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e

Exit status:
  0  clients seal to it from now on
  1  the server did not take it
  2  the key cannot be used, wrong usage, or the server could not be asked")]
pub struct Args {
    /// Your key file, as sealpost keygen, age-keygen or a plugin made it.
    #[arg(short, long = "identity", value_name = "KEY")]
    identity: PathBuf,
    /// The public key, where the file has several or does not tell it: age1… or age1tag1….
    #[arg(long, value_name = "AGE1")]
    recipient: Option<String>,
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    server: ServerArgs,
}

/// Offers the key, opens the challenge, answers it.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let identities = identity::read(&args.identity)?;
    let key = match (args.recipient, &identities.public_keys()[..]) {
        (Some(key), _) => key,
        (None, [key]) => key.clone(),
        (None, []) => {
            return Err(Failure::usage("The key file does not tell the public key of its device.")
                .next("Give it with --recipient, in the form that starts with age1tag1."));
        }
        (None, _) => {
            return Err(Failure::usage("The key file holds more than one key.")
                .next("Say with --recipient which of the public keys clients shall seal to."));
        }
    };
    // Before the server is asked: what can be said about the key is said in any case. The name is the server's to give.
    Recipient::new("you", &key).map_err(|error| Failure::usage(error.to_string()))?;
    prove(&Api::staff(&args.server, settings)?, &identities, &key, &args.owner)?;
    Ok(ExitCode::SUCCESS)
}

/// Offers a public key to the server and proves with the identities that it is ours.
pub(super) fn prove(api: &Api, identities: &Identities, key: &str, owner: &Owner) -> Result<(), Failure> {
    let me: Me = api.get("/api/session")?;
    let recipient = Recipient::new(&me.name, key).map_err(|error| Failure::usage(error.to_string()))?;
    let offer = |proof: Proof| {
        api.post("/api/me/key/challenge", &KeyRequest { key: recipient.key().to_owned(), proof })
    };
    let challenge: KeyChallenge = match offer(Proof::default()) {
        Err(failure) if failure.is_problem("password-needed") => offer(owner.proof(me.second_factor)?)?,
        answer => answer?,
    };
    let answer = proof::answer(identities, &me.id, &recipient, &challenge.sealed)
        .map_err(|error| Failure::usage(format!("The key is not proven. {error}")))?;
    let me: Me = api.put("/api/me/key", &KeyProof { answer })?;
    say(&format!("From now on, clients seal to {} for {}.", recipient.fingerprint(), me.name));
    Ok(())
}
