//! `sealpost reseal`: what a client has sealed is sealed anew, to the current technicians.

use std::{path::PathBuf, process::ExitCode};

use shared::{
    recipients::RecipientSet,
    wire::{BoardRow, Me, SealedSubmission},
};

use crate::settings::Settings;

use super::{
    Failure,
    api::{Api, ServerArgs},
    approve::{Accept, Asker},
    clock, identity, say,
    trust::Trust,
    unseal::{path, unseal},
};

/// Seal what a client has sent anew, to the current technicians, without the client.
///
/// It is opened on this machine with your key file, found authentic, sealed to the technicians of now, and put in the
/// place of the old copy, which is deleted. It is not shown, and not marked as collected. The file says that you did
/// it. The technicians are shown with their fingerprints, as for a new link.
///
/// Who could read it before may have a copy: then only a new app password at the provider helps.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost reseal 7k3m9q2xwd -i key.txt
  sealpost reseal 7k3m9q2xwd -i key.txt --accept-recipient '7k3m 9q2x 4n8t 1v6c'

Exit status:
  0  it is sealed to the current technicians
  1  nothing was handed in yet, it is not authentic, it has changed meanwhile, or the technicians were not approved
  2  the key does not fit, wrong usage, or the server could not be asked")]
pub struct Args {
    /// The onboarding's id, as the board shows it.
    id: String,
    /// Your key file.
    #[arg(short, long = "identity", value_name = "KEY")]
    identity: PathBuf,
    #[command(flatten)]
    accept: Accept,
    #[command(flatten)]
    trust: Trust,
    #[command(flatten)]
    server: ServerArgs,
}

/// Fetches, opens, verifies, seals anew, puts back.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let path = path(&args.id)?;
    let identities = identity::read(&args.identity)?;
    let api = Api::staff(&args.server, settings)?;
    let submission: SealedSubmission = api.get(&format!("{path}/sealed"))?;
    let received = unseal(&identities, &submission, api.server().as_str(), &args.trust)?;
    let set: RecipientSet = api.get("/api/recipients")?;
    if set.pin() == submission.recipients.pin() {
        say("It is sealed to the current technicians already.");
        return Ok(ExitCode::SUCCESS);
    }
    let me: Me = api.get("/api/session")?;
    // Authentic, and so sealed to those whom it names: `unseal` has compared them.
    let pinned = Some(&submission.recipients);
    let asker = Asker { api: &api, me: &me, identities: Some(&identities), pinned };
    asker.approve(&set, &args.accept)?;

    let request = received.reseal(&submission, &set, &me.name, clock::now());
    let request = request.map_err(|error| Failure::usage(error.to_string()))?;
    let row: BoardRow = api.post(&format!("{path}/reseal"), &request)?;
    say(&format!("{} is sealed to {} now.", row.site, set.names()));
    let former: Vec<&str> = submission.recipients.without(Some(&set)).iter().map(|r| r.name()).collect();
    if !former.is_empty() {
        let names = shared::recipients::in_a_row(&former);
        say(&format!(
            "{names} could open it until now. Whoever may have kept a copy still can: then let the client make a new \
             app password, and take the old one away at the provider."
        ));
    }
    Ok(ExitCode::SUCCESS)
}
