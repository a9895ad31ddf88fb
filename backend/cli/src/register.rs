//! `sealpost register`: gives the server a technician's public key, and proves that it is theirs.

use std::{path::PathBuf, process::ExitCode};

use shared::{
    open::Identities,
    proof,
    recipients::{Recipient, RecipientError},
    wire::{KeyChallenge, KeyProof, KeyRequest, Me, Proof},
};

use crate::{
    say::{SAY, TECHNICIAN},
    settings::Settings,
};

use super::{
    Failure,
    api::{Api, ServerArgs},
    ask::Owner,
    help, identity, say,
};

/// The arguments of `sealpost register`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.register_about(),
    long_about = help::long(SAY.register_about(), SAY.register_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(short, long = "identity", value_name = "KEY", help = SAY.help_key_made_by())]
    identity: PathBuf,
    #[arg(long, value_name = "AGE1", help = SAY.register_recipient())]
    recipient: Option<String>,
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    server: ServerArgs,
}

fn after_help() -> String {
    let examples = ["sealpost register -i key.txt", "sealpost register -i yubikey.txt --recipient age1tag1…"];
    help::sections(&[
        help::examples(&examples.map(|command| (command, ""))),
        help::exit_status(&[SAY.register_exit_ok(), SAY.register_exit_refused(), SAY.register_exit_usage()]),
    ])
}

/// Offers the key, opens the challenge, and answers it.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let identities = identity::read(&args.identity)?;
    let key = match (args.recipient, &identities.public_keys()[..]) {
        (Some(key), _) => key,
        (None, [key]) => key.clone(),
        (None, []) => {
            return Err(Failure::usage(SAY.register_no_public_key()).next(SAY.register_no_public_key_next()));
        }
        (None, _) => {
            return Err(Failure::usage(SAY.register_several_keys()).next(SAY.register_several_keys_next()));
        }
    };
    // Before the request, so that a wrong key is reported even without a server. The server knows the name.
    Recipient::new("you", &key).map_err(|error| unusable(&error))?;
    prove(&Api::staff(&args.server, settings)?, &identities, &key, &args.owner)?;
    Ok(ExitCode::SUCCESS)
}

/// Offers a public key to the server, and proves with the identities that the person has its private key.
pub(super) fn prove(api: &Api, identities: &Identities, key: &str, owner: &Owner) -> Result<(), Failure> {
    let me: Me = api.get("/api/session")?;
    let recipient = Recipient::new(&me.name, key).map_err(|error| unusable(&error))?;
    let offer = |proof: Proof| {
        api.post("/api/me/key/challenge", &KeyRequest { key: recipient.key().to_owned(), proof })
    };
    let challenge: KeyChallenge = match offer(Proof::default()) {
        Err(failure) if failure.is_problem("password-needed") => offer(owner.proof(me.second_factor)?)?,
        answer => answer?,
    };
    let answer = proof::answer(identities, &me.id, &recipient, &challenge.sealed)
        .map_err(|error| Failure::usage(SAY.register_unproven(&TECHNICIAN.open_error(error))))?;
    let me: Me = api.put("/api/me/key", &KeyProof { answer })?;
    say(&SAY.register_done(&me.name, &recipient.fingerprint()));
    Ok(())
}

fn unusable(error: &RecipientError) -> Failure {
    Failure::usage(TECHNICIAN.recipient_error(error))
}
